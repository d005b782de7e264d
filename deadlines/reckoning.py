"""From a time limit to moments: the deadline and when each level is told."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone


class Reckoned(NamedTuple):
    """`level_due_at` holds the moments of levels 0 to 3, None where a level is left out."""

    deadline: datetime
    level_due_at: list[datetime | None]
    provisional: bool


def end_of(day):
    """A due day as a deadline: its 18:00 by the clock on the wall of the company."""
    return datetime.combine(day, time(18, 0), timezone.get_default_timezone())


def reckon(rule, working, start, due_at=None):
    """Reckon a clock that starts at `start` by the row `rule` of the time limits in the working time `working`.

    Where `due_at` is given, that is the deadline, and not the budget of the rule.
    """
    add = _add_seconds if rule.unit == rule.Unit.SECONDS else working.add
    deadline = due_at or _deadline(rule, working, start)
    wait_unit = 1 if rule.unit == rule.Unit.SECONDS else 60
    waits = (rule.head_wait, rule.leader_wait, rule.general_manager_wait)
    levels = [add(deadline, wait * wait_unit) for wait in waits]
    return Reckoned(
        deadline=deadline,
        level_due_at=[_reminder(rule, working, start, deadline), *levels],
        provisional=due_at is None
        and rule.unit not in (rule.Unit.SECONDS, rule.Unit.CALENDAR_DAYS)
        and working.is_provisional(deadline, start),
    )


def _deadline(rule, working, start):
    match rule.unit:
        case rule.Unit.SECONDS:
            return _add_seconds(start, rule.budget)
        case rule.Unit.CALENDAR_DAYS:
            return working.calendar_days(start, rule.budget)
        case rule.Unit.WORKING_DAYS:
            return working.end_of_working_day(start, rule.budget)
        case rule.Unit.WORKING_MINUTES:
            return working.add(start, rule.budget * 60)


def _reminder(rule, working, start, deadline):
    """When `reminder_share` per cent of the time is used up; None where that would not lie in between."""
    if rule.unit == rule.Unit.SECONDS:
        moment = start + (deadline - start) * rule.reminder_share / 100
    else:
        moment = working.add(start, working.between(start, deadline) * rule.reminder_share // 100)
    return moment if start < moment < deadline else None


def _add_seconds(start, seconds):
    return start + timedelta(seconds=seconds)
