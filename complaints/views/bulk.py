"""Re-routing several complaints at once: each by the ordinary transition, and told which were left out and why."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from complaints.forms.steps import BulkRerouteForm
from complaints.models import Complaint
from crm_site.fragments import page_or_fragment
from crm_site.workflow import InvalidTransition

MOST_TICKED = 100
# A complaint, and the step that was seen once the dialog has shown it: "12" or "12:34".
TICKED = re.compile(r"(\d{1,18})(?::(\d{0,18}))?", re.ASCII)


def complaints_reroute(request):
    """The dialog, or without htmx a page; ?complaint=…&complaint=… are those ticked."""
    if not Complaint.can_be_overseen_by(request.user):
        raise PermissionDenied
    complaints = _ticked(request.user, request.POST if request.method == "POST" else request.GET)
    form = BulkRerouteForm(request.POST or None)
    if request.method == "POST" and complaints and form.is_valid():
        _say(request, *_reroute(complaints, request.user, **form.cleaned_data))
        return HttpResponseClientRefresh() if request.htmx else redirect("complaints:complaint_list")
    context = {"form": form, "complaints": complaints}
    return page_or_fragment(request, "complaints/bulk/reroute.html", context, 422 if request.method == "POST" else 200)


def _ticked(user, parameters):
    """[(complaint, id of the step that was seen)] of those that the person sees."""
    matches = filter(None, map(TICKED.fullmatch, parameters.getlist("complaint")[:MOST_TICKED]))
    seen = {int(match[1]): match[2] for match in matches}
    visible = Complaint.objects.visible_to(user).select_related("customer", "department").filter(pk__in=seen)
    return [(row, int(seen[row.pk] or row.open_step_id or 0)) for row in visible.order_by("received_at", "pk")]


def _reroute(complaints, by, department, reason):
    """How many were re-routed, and for each of the others its number with what stood in the way."""
    at, done, left_out = timezone.now(), 0, []
    for complaint, seen in complaints:
        try:
            complaint.reroute(by, at, department, reason, seen)
        except PermissionDenied:
            left_out.append((complaint.number, _("It lies with a department that is not yours.")))
        except InvalidTransition as refusal:
            left_out.append((complaint.number, refusal.message))
        except ValidationError as error:
            left_out.append((complaint.number, " ".join(error.messages)))
        else:
            done += 1
    return done, left_out


def _say(request, done, left_out):
    text = ngettext("%(count)d complaint was re-routed.", "%(count)d complaints were re-routed.", done)
    messages.success(request, text % {"count": done})
    for number, reason in left_out:
        messages.warning(request, _("%(number)s was left out: %(reason)s") % {"number": number, "reason": reason})
