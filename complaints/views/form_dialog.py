"""The dialog in which something is done with a complaint or what belongs to it; without scripts a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from crm_site.fragments import page_or_fragment
from crm_site.workflow import InvalidTransition


def form_dialog(request, heading, form, act, back, done, button, may=True):
    """Show `form`; once it is filled in rightly `act(**cleaned_data)`, say `done` and go `back`, an address.

    Whoever comes too late is told who did what meanwhile, and keeps what they typed. That is why only `act` refuses
    those who `may` not any more; they are not shown the form.
    """
    if not may and not (request.method == "POST" and form.is_valid()):
        raise PermissionDenied
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                act(**form.cleaned_data)
                messages.success(request, done)
                return HttpResponseClientRedirect(back) if request.htmx else redirect(back)
            status = 422
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            status = 422
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            status = 409
    context = {"heading": heading, "form": form, "back": back, "button": button}
    return page_or_fragment(request, "complaints/form_dialog/form.html", context, status)
