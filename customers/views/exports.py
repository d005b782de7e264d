"""Taking a list away as Excel: what will be in it, the progress, the file."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from crm_site.files import file_response
from crm_site.fragments import page_or_fragment
from crm_site.listing import paginate, query_with, render_list
from customers.exporting import EXPORTS
from customers.forms.exports import ExportForm
from customers.models import ExportRun


def export_list(request):
    """One's own, the newest first."""
    if not ExportRun.can_be_listed_by(request.user):
        raise PermissionDenied
    page = paginate(request, ExportRun.objects.visible_to(request.user).order_by("-id"))
    context = {"page": page, "is_at_work": any(run.is_at_work for run in page.rows)}
    return render_list(request, "customers/exports/list.html", "customers/exports/_results.html", context)


def export_create(request, kind):
    """The dialog, or without htmx a page, of what the file will hold; the filter is that of the address."""
    if kind not in EXPORTS:
        raise Http404
    if not EXPORTS[kind].may(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _ask(request, kind)
    query = query_with(request.GET, page=None, size=None)
    form = ExportForm(initial={"query": query, "submission_key": uuid.uuid4()})
    return _dialog(request, kind, form)


def _ask(request, kind):
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _dialog(request, kind, form, 422)
    columns = EXPORTS[kind].columns(request.user, form.parameters())
    return redirect(ExportRun.ask(request.user, timezone.now(), kind=kind, columns=columns, **form.cleaned_data))


def _dialog(request, kind, form, status=200):
    columns = EXPORTS[kind].columns(request.user, form.parameters())
    sheet = EXPORTS[kind].opened(request.user, form.parameters(), columns, timezone.now())
    context = {"form": form, "kind": EXPORTS[kind], "sheet": sheet}
    return page_or_fragment(request, "customers/exports/form.html", context, status)


def export_detail(request, pk):
    """The run as it stands. While a worker has it, htmx asks for the progress until there is something else to see."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), pk=pk)
    if request.htmx and not run.is_at_work:
        return HttpResponseClientRefresh()
    return page_or_fragment(
        request, "customers/exports/detail.html", {"run": run}, fragment="customers/exports/_progress.html"
    )


def export_file(request, pk):
    """The file, for its person alone while they may still export."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), pk=pk, state=ExportRun.State.READY)
    if not EXPORTS[run.kind].may(request.user):
        raise PermissionDenied
    return file_response(run)
