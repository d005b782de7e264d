"""How the pages of key accounts answer, where several do it alike."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _


def forbid_unless(allowed):
    if not allowed:
        raise PermissionDenied


def after_decision(request, subject, row):
    """What was done; whoever decided in the inbox goes on there."""
    messages.success(request, _("Done: %(what)s.") % {"what": row.sentence})
    return redirect("key_accounts:decision_list") if request.POST.get("inbox") else redirect(subject)


def dialog(request, template, context, status=200):
    """A form in the dialog of the page, or without JavaScript a page of its own; the cursor waits in its first field."""
    context["form"].visible_fields()[0].field.widget.attrs["autofocus"] = True
    frame = "key_accounts/_dialog.html" if request.htmx else "key_accounts/form.html"
    response = render(request, frame, {**context, "form_template": template}, status=status)
    response["Vary"] = "HX-Request"
    return response


def saved(request, back_to):
    """The dialog closes and the page behind it shows what changed; without JavaScript the page opens."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Trigger": "saved"})
    messages.success(request, _("Saved."))
    return redirect(back_to)
