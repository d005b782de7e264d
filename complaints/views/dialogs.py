"""What is begun from the menu of a complaint's page: a form in the dialog, or without scripts on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from complaints.models import Complaint
from crm_site.fragments import page_or_fragment
from crm_site.workflow import InvalidTransition


def visible(user, pk):
    return get_object_or_404(Complaint.objects.visible_to(user).for_detail(), pk=pk)


def undertake(request, form, may, act):
    """(what the transition `act` returns, the form to show, who was faster): the first is None until it is done.

    `act` asks itself who may, after whether it still can be done; `may(complaint, user)` is for who only looks.
    """
    if request.method == "POST" and form.is_valid():
        return _carried_out(request.user, form, may, act)
    is_too_late = request.method == "POST" and not form.complaint.is_open
    if not is_too_late and not may(form.complaint, request.user):
        raise PermissionDenied
    return None, form, ""


def _carried_out(user, form, may, act):
    try:
        return act(user, timezone.now(), **form.cleaned_data), form, ""
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None, form, ""
    except InvalidTransition as refusal:
        present = get_object_or_404(Complaint, pk=form.complaint.pk)
        form = form.renewed(present)
        form.is_possible = may(present, user)
        return None, form, refusal.message


def render_dialog(request, template, form, refusal="", **context):
    """`template` is the form alone; the dialog and the page each have their frame for it."""
    context |= {"form": form, "refusal": refusal, "complaint": form.complaint, "form_template": template}
    status = 409 if refusal else 422 if form.errors else 200
    return page_or_fragment(request, "complaints/dialogs/dialog.html", context, status)


def lead_to(request, complaint, message):
    """The head of the page changed, so the page is read anew."""
    messages.success(request, message)
    address = complaint.get_absolute_url()
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
