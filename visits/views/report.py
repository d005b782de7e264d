"""The report of a visit, written on the phone in front of the customer's gate, and its correction."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition
from visits.forms import ReportEditForm, ReportForm
from visits.models import Visit
from visits.models.reporting import TEXTS
from visits.slots import Slots
from visits.views.page import visible

# Where no rule says how often, the next visit is proposed for so many days later.
USUAL_INTERVAL = 30


def visit_report(request, pk):
    """Three fields, the rest folded away. A report of what was reported meanwhile is refused and keeps what was typed."""
    visit, at = visible(request.user, pk), timezone.now()
    if not visit.can_be_reported_by(request.user):
        if visit.state == Visit.State.DONE and request.method != "POST":
            return redirect(visit)
        if visit.state != Visit.State.DONE:
            raise PermissionDenied
    form = ReportForm(request.POST or None, request.FILES or None, visit=visit, initial=_proposals(visit, at))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            visit.report(request.user, at, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except InvalidTransition as error:
            refusal = error.message
        else:
            messages.success(request, _said(visit))
            return redirect(visit)
    visit = visible(request.user, pk) if refusal else visit
    context = {"form": form, "visit": visit, "refusal": refusal, "at": at, "version": visit.version}
    return render(request, "visits/report.html", context, status=409 if refusal else 422 if form.errors else 200)


def report_edit(request, pk):
    """Correct the report. Who comes second sees what stands there now beside what they typed."""
    visit = visible(request.user, pk)
    if not visit.can_report_be_edited_by(request.user):
        raise PermissionDenied
    present = {name: getattr(visit, name) for name in (*TEXTS, "version")}
    form = ReportEditForm(request.POST or None, initial=present)
    refusal, differences = "", []
    if request.method == "POST" and form.is_valid():
        try:
            visit.edit_report(request.user, timezone.now(), **form.cleaned_data)
        except InvalidTransition as error:
            refusal = error.message
            visit = visible(request.user, pk)
            differences = _differences(form, visit)
        else:
            messages.success(request, _("The report is saved."))
            return redirect(visit)
    context = {"form": form, "visit": visit, "refusal": refusal, "differences": differences, "version": visit.version}
    return render(request, "visits/report_edit.html", context, status=409 if refusal else 422 if form.errors else 200)


def _proposals(visit, at):
    """Everything that can be guessed, so that three fields are enough."""
    rule, owner = visit.rule, visit.owner_id
    days = USUAL_INTERVAL if rule is None else rule.every * (30 if rule.unit == rule.Unit.MONTHS else 1)
    following = Slots([visit.owner], at).next_on(owner, timezone.localdate(at) + timedelta(days=days))
    return {
        "version": visit.version,
        "contacts": [contact.pk for contact in visit.contacts.all()],
        "next_visit_at": following,
    }


def _said(visit):
    """What happened, and what comes of it."""
    if visit.next_step == Visit.NextStep.VISIT:
        when = timezone.localtime(visit.next_visit.planned_at)
        return _("Reported. The next visit is planned for %(time)s.") % {"time": f"{when:%Y-%m-%d %H:%M}"}
    if visit.next_step == Visit.NextStep.ANSWER:
        return _("Reported. The answer is owed within the time limit of the contact log.")
    return _("Reported.")


def _differences(form, visit):
    """What stands there now where it is not what was typed, as (label, value)."""
    changed = [name for name in TEXTS if getattr(visit, name) != form.cleaned_data[name]]
    shown = {name: visit.get_attitude_display() if name == "attitude" else getattr(visit, name) for name in changed}
    return [(form[name].label, value) for name, value in shown.items()]
