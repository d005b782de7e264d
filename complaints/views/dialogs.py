"""Doing something with a complaint, or with what belongs to it: a form in the dialog, or without scripts on a page.

`form_dialog` is the whole view for what belongs to a complaint. What is done with the complaint itself has an ActionForm:
its view calls `undertake`, and then `lead_to` or `action_dialog`. Everywhere `act(user, at, **typed)` is the transition.
It asks itself who may, after whether it still can be done: so whoever was a moment too late is told who did what
meanwhile and keeps what they typed, while those who may not are not shown the form.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from complaints.models import Complaint
from crm_site.fragments import page_or_fragment
from crm_site.workflow import carry_out


def visible(user, pk):
    return get_object_or_404(Complaint.objects.visible_to(user).for_detail(), pk=pk)


def form_dialog(request, form, act, heading, button, back, done, may=True):
    """Show `form`; once it is filled in rightly `act`, say `done` and go `back`, an address."""
    refusal = ""
    if request.method == "POST" and form.is_valid():
        _result, refusal = carry_out(act, form, request.user, timezone.now())
        if form.is_valid() and not refusal:
            return lead_to(request, back, done)
    elif not may:
        raise PermissionDenied
    context = {"heading": heading, "button": button, "back": back, "number": "", "is_possible": True}
    return _dialog(request, form, refusal, context)


def undertake(request, form, may, act):
    """(what `act` returns, the form to show, who was faster): the first is None until it is done.

    Whoever was too late gets the form of the step that waits now, filled in with what they typed.
    """
    if request.method == "POST" and form.is_valid():
        result, refusal = carry_out(act, form, request.user, timezone.now())
        if refusal:
            present = get_object_or_404(Complaint, pk=form.complaint.pk)
            form = form.renewed(present)
            form.is_possible = may(present, request.user)
        return result, form, refusal
    is_too_late = request.method == "POST" and not form.complaint.is_open
    if not is_too_late and not may(form.complaint, request.user):
        raise PermissionDenied
    return None, form, ""


def action_dialog(request, form, refusal="", body="complaints/dialogs/_form.html", **context):
    """The ActionForm `form` as `undertake` left it; `body` is the template of a form that is not shown field by field."""
    context |= {"heading": form.title, "button": form.button, "back": form.complaint.get_absolute_url()}
    context |= {"number": form.complaint.number, "is_possible": form.is_possible}
    return _dialog(request, form, refusal, context, body)


def lead_to(request, address, message):
    """What stands around the dialog changed too, so the page is read anew."""
    messages.success(request, message)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _dialog(request, form, refusal, context, body="complaints/dialogs/_form.html"):
    context |= {"form": form, "refusal": refusal, "body": body}
    status = 409 if refusal else 422 if form.errors else 200
    return page_or_fragment(request, "complaints/dialogs/dialog.html", context, status)
