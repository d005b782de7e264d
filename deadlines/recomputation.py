"""Many clocks reckoned anew, in batches of short transactions.

Each passes over the rows that a scanner or a completion holds; both jobs ask the tables what is left to do, so that
they find those again.
"""

import logging

from django.db import transaction
from django.db.models import prefetch_related_objects

from deadlines.calendar import OutsideCalendar
from deadlines.models import Clock, ClockChange
from deadlines.models.recomputing import Yardstick

logger = logging.getLogger(__name__)
BATCH = 200


def recompute_outdated(at):
    """Reckon the running clocks anew that know only an older version of their time limits or calendar; how many."""
    yardstick = Yardstick()

    def renew(clock):
        is_older = clock.policy_version < yardstick.policies[clock.policy_id].version
        cause = ClockChange.Cause.LIMITS if is_older else ClockChange.Cause.CALENDAR
        clock.reckon_anew(at, cause, yardstick)

    return _in_batches(Clock.objects.outdated(yardstick), renew)


def reassess(clocks, at, facts):
    """Reckon `clocks` anew with another severity or grade; returns how many."""
    yardstick = Yardstick()
    return _in_batches(clocks, lambda clock: clock.take_on(facts, at, yardstick))


def _in_batches(queryset, renew):
    # All ids at once and not the next few again and again: in order of id, the database would walk through all clocks
    # to find that no more are left.
    ids = list(queryset.order_by("pk").values_list("pk", flat=True))
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return sum(_renew_batch(queryset.filter(pk__in=batch), renew) for batch in batches)


@transaction.atomic
def _renew_batch(queryset, renew):
    clocks = list(queryset.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    prefetch_related_objects(clocks, "pauses")
    for clock in clocks:
        try:
            renew(clock)
        except OutsideCalendar as error:
            # It keeps the deadline that it has; the others must not wait for it.
            logger.error("Clock %s cannot be reckoned anew: %s", clock.pk, error)
    return len(clocks)
