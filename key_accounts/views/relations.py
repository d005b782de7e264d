"""Special watch items, and our counterparts on the relationship map."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import InvalidTransition
from key_accounts.forms import CounterpartForm, WatchForm
from key_accounts.models import Counterpart, KeyAccount, WatchItem
from key_accounts.relationship import counterpart_of
from key_accounts.views.answers import dialog, forbid_unless, saved


def watch_create(request, pk):
    """Put news at the top of the file; the account team is told."""
    account = _visible(request.user, pk)
    forbid_unless(account.can_be_kept_by(request.user))
    at = timezone.now()
    form = WatchForm(request.POST or None, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        WatchItem.add(account, request.user, at, **form.cleaned_data)
        return saved(request, account)
    context = {"form": form, "heading": _("Special watch"), "back": account.get_absolute_url()}
    return dialog(request, "key_accounts/_form.html", context, status=422 if form.errors else 200)


@require_POST
def watch_end(request, pk):
    item = get_object_or_404(WatchItem.objects.visible_to(request.user).select_related("key_account"), pk=pk)
    try:
        item.end(request.user, timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("“%(title)s” is not watched any more.") % {"title": item})
    return redirect(item.key_account)


def counterpart_edit(request, pk, contact_id):
    """Who of us keeps in touch with a contact."""
    account = _visible(request.user, pk)
    forbid_unless(account.can_be_kept_by(request.user))
    contact = get_object_or_404(account.customer.contacts.select_related("counterpart__person"), pk=contact_id)
    form = CounterpartForm(request.POST or None, present=counterpart_of(contact))
    if request.method == "POST" and form.is_valid():
        Counterpart.assign(account, contact, form.cleaned_data["person"], request.user, timezone.now())
        return saved(request, account)
    context = {"form": form, "heading": contact, "back": account.get_absolute_url()}
    return dialog(request, "key_accounts/_form.html", context, status=422 if form.errors else 200)


def _visible(user, pk):
    return get_object_or_404(KeyAccount.objects.visible_to(user).for_detail(), pk=pk)
