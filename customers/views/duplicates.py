"""Files that may be of one customer: the pairs proposed, the search for them, and the warning while a name is typed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.duplicates.likely import likely
from customers.filters import DuplicateFilter
from customers.models import Customer, DuplicatePair, DuplicateScan


def duplicate_list(request):
    if not DuplicatePair.can_be_listed_by(request.user):
        raise PermissionDenied
    pairs = DuplicatePair.objects.visible_to(request.user)
    duplicate_filter = DuplicateFilter(request.GET, pairs)
    page = paginate(request, duplicate_filter.qs, shape=lambda rows: rows.for_list())
    context = {"filter": duplicate_filter, "page": page, **_search(request.user)}
    template = "customers/duplicates/list.html"
    return render_list(request, template, "customers/duplicates/_results.html", context)


def duplicate_scan(request):
    """How far the search has come; to POST is to ask for one."""
    if not DuplicateScan.can_be_started_by(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "customers/duplicates/_scan.html", _search(request.user))
    try:
        DuplicateScan.start(request.user, timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
    return redirect("customers:duplicate_list")


def _search(user):
    scans = DuplicateScan.objects.order_by("-created_at", "-id")
    return {"can_scan": DuplicateScan.can_be_started_by(user), "scan": scans.first()}


@require_POST
def duplicate_dismiss(request, pk):
    pair = get_object_or_404(DuplicatePair.objects.visible_to(request.user), pk=pk)
    return _decided(request, lambda: pair.dismiss(request.user, timezone.now()), _("Noted: they are two customers."))


@require_POST
def duplicate_reopen(request, pk):
    pair = get_object_or_404(DuplicatePair.objects.visible_to(request.user), pk=pk)
    return _decided(request, lambda: pair.reopen(request.user), _("Proposed again."))


def _decided(request, decide, done):
    try:
        decide()
        messages.success(request, done)
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
    query = request.POST.get("query", "")
    return redirect(reverse("customers:duplicate_list") + (f"?{query}" if query else ""))


@require_GET
def likely_duplicates(request):
    """While a name, a credit code or a number is typed: who may be meant. `customer` is the file being edited."""
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    return render(request, "customers/duplicates/_likely.html", {"likely": likely(request.user, request.GET)})
