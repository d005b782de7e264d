"""Visits whose time has passed: the clock of the report starts, and after too long without one they count as missed."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction

from crm_site.workflow import InvalidTransition
from visits.models import Visit, VisitSettings

BATCH = 200


class Followed(NamedTuple):
    awaited: int
    missed: int


def follow_up(at):
    """Each visit in a transaction of its own; one that somebody works on just now is left for the next run."""
    awaited = _each(Visit.objects.awaiting_report(at).filter(report_clock=None), lambda visit: visit.await_report(at))
    before = at - timedelta(days=VisitSettings.current().missed_after)
    missed = _each(Visit.objects.awaiting_report(before), lambda visit: visit.miss(None, at))
    return Followed(awaited, missed)


def _each(visits, act):
    count = 0
    for pk in list(visits.order_by("planned_at").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            visit = Visit.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            try:
                count += visit is not None and act(visit) is not None
            except InvalidTransition:
                continue
    return count
