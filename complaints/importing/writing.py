"""Writes the complaints of a register that the check found new, and takes them back."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import ngettext, pgettext

from complaints.importing.comparing import Finding, compare
from complaints.loop import State
from complaints.models import Complaint, ComplaintLog, RegisterEntry
from complaints.models.complaint import new_number
from customers.importing.errors import EditedSince
from customers.importing.progress import in_batches
from customers.importing.traces import INSERTED, NAMED, written_by
from customers.models import ImportRow

Outcome = ImportRow.Outcome


def write(run, at):
    """Rows that somebody else entered since the check stay as they are there, or become errors."""
    for rows in in_batches(run, list(run.rows.filter(outcome=Outcome.NEW).defer("cells").order_by("number"))):
        findings = compare([Finding(row.number, [], row.values, {}) for row in rows], run)
        stale = []
        for row, finding in zip(rows, findings, strict=True):
            if finding.outcome != Outcome.NEW:
                row.outcome, row.errors = finding.outcome, finding.errors
                stale.append(row)
        ImportRow.objects.bulk_update(stale, ["outcome", "errors"])
        _insert([finding for finding in findings if finding.outcome == Outcome.NEW], run)


def undo(run, at):
    """Refused where one of the complaints was corrected, reopened or used for anything since."""
    written = Complaint.objects.filter(pk__in=written_by(run, Complaint, INSERTED))
    used = ComplaintLog.objects.filter(complaint__in=written).values_list("complaint__number", flat=True)
    later = Complaint.pgh_event_model.objects.filter(pgh_obj__in=written).exclude(pgh_context=run.history)
    numbers = sorted({*used, *later.values_list("number", flat=True)})
    if numbers:
        message = ngettext(
            "Not undone, because %(count)d complaint was corrected or used since: %(numbers)s.",
            "Not undone, because %(count)d complaints were corrected or used since: %(numbers)s.",
            len(numbers),
        )
        listed = pgettext("between names", ", ").join(numbers[:NAMED])
        raise EditedSince(message % {"count": len(numbers), "numbers": listed})
    written.delete()


def _insert(findings, run):
    numbers = _unused_numbers(len(findings))
    complaints = [_complaint(finding, number, run) for finding, number in zip(findings, numbers, strict=True)]
    Complaint.objects.bulk_create(complaints)
    pairs = zip(findings, complaints, strict=True)
    RegisterEntry.objects.bulk_create([_entry(finding.values, complaint) for finding, complaint in pairs])


def _unused_numbers(count):
    """Drawn at random, as every acknowledgement number; among many some may be taken."""
    numbers = set()
    while len(numbers) < count:
        drawn = {new_number() for _missing in range(count - len(numbers))}
        numbers |= drawn - set(Complaint.objects.filter(number__in=drawn).values_list("number", flat=True))
    return numbers


def _complaint(finding, number, run):
    values, customer = finding.values, finding.customer
    cause = values.get("cause", "")
    return Complaint(
        number=number,
        state=State.CLOSED,
        is_imported=True,
        customer=customer,
        caller_company="" if customer else values.get("name", ""),
        caller_name=values.get("caller", ""),
        caller_phone=values.get("phone", ""),
        channel=values.get("channel", Complaint.Channel.TELEPHONE),
        received_at=datetime.fromisoformat(values["received"]),
        closed_at=datetime.fromisoformat(values["closed"]),
        description=values["description"],
        wanted=values.get("wanted", ""),
        waybills=values.get("waybills", "").split(),
        service_line=values.get("service_line", ""),
        severity=values.get("severity", Complaint.Severity.NORMAL),
        cause_id=int(cause) if cause.isdecimal() else None,
        department_id=int(values.get("department") or run.options["department"]),
        logged_by=run.by,
    )


def _entry(values, complaint):
    cause = values.get("cause", "")
    return RegisterEntry(
        complaint=complaint,
        number=values["number"],
        cause_words="" if cause.isdecimal() else cause,
        result=values.get("result", ""),
        satisfaction=values.get("satisfaction", ""),
        compensation=Decimal(values["compensation"]) if "compensation" in values else None,
    )
