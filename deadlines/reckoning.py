"""From a time limit to moments: the deadline and when each level is told."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone


class Reckoned(NamedTuple):
    """`level_due_at` holds the moments of levels 0 to 3, None where a level is left out."""

    deadline: datetime
    level_due_at: list[datetime | None]
    provisional: bool


class Stretch(NamedTuple):
    """From one moment to a later one, such as a pause."""

    start: datetime
    end: datetime


def end_of(day):
    """A due day as a deadline: its 18:00 by the clock on the wall of the company."""
    return datetime.combine(day, time(18, 0), timezone.get_default_timezone())


def reckon(rule, working, start, due_at=None, pauses=()):
    """Reckon a clock that starts at `start` by the row `rule` of the time limits in the working time `working`.

    Where `due_at` is given, that is the deadline, and not the budget of the rule. `pauses` are stretches in order that
    do not count: a deadline moves on by the pauses that began before it, in the time that the budget is counted in,
    and so does each level.
    """
    unit = rule.Unit
    plain = PlainTime(pauses)
    worked = plain if rule.unit == unit.SECONDS else WorkedTime(working, pauses)
    counted = plain if rule.unit in (unit.SECONDS, unit.CALENDAR_DAYS) else worked
    if due_at is None and rule.unit == unit.WORKING_MINUTES:
        deadline = worked.add(start, rule.budget * 60)
    else:
        deadline = counted.push(due_at or _end_of_budget(rule, working, start), start)
    in_seconds = 1 if rule.unit == unit.SECONDS else 60
    waits = (rule.head_wait, rule.leader_wait, rule.general_manager_wait)
    levels = [worked.add(deadline, wait * in_seconds) for wait in waits]
    return Reckoned(
        deadline=deadline,
        level_due_at=[_reminder(rule, worked, start, deadline), *levels],
        provisional=due_at is None
        and rule.unit not in (unit.SECONDS, unit.CALENDAR_DAYS)
        and working.is_provisional(deadline, start),
    )


def _end_of_budget(rule, working, start):
    match rule.unit:
        case rule.Unit.SECONDS:
            return start + timedelta(seconds=rule.budget)
        case rule.Unit.CALENDAR_DAYS:
            return working.calendar_days(start, rule.budget)
        case rule.Unit.WORKING_DAYS:
            return working.end_of_working_day(start, rule.budget)


def _reminder(rule, worked, start, deadline):
    """When `reminder_share` per cent of the time is used up; None where that would not lie in between."""
    moment = worked.add(start, worked.between(start, deadline) * rule.reminder_share / 100)
    return moment if start < moment < deadline else None


class PausedTime:
    """Time that stands still during `pauses`; the subclasses say what passes otherwise."""

    def __init__(self, pauses):
        self.pauses = pauses

    def add(self, start, seconds):
        """The moment at which `seconds` that count have passed since `start`."""
        return self.push(self._add(start, seconds), start)

    def push(self, end, start):
        """`end`, moved on by what the pauses between `start` and it took."""
        for pause in self.pauses:
            begin = max(pause.start, start)
            if begin < end and begin < pause.end:
                end = self._add(end, self._between(begin, pause.end))
        return end

    def between(self, start, end):
        """Seconds that count from `start` to `end`."""
        stretches = [(max(pause.start, start), min(pause.end, end)) for pause in self.pauses]
        paused = sum(self._between(*stretch) for stretch in stretches if stretch[0] < stretch[1])
        return self._between(start, end) - paused


class PlainTime(PausedTime):
    """Day and night."""

    def _add(self, start, seconds):
        return start + timedelta(seconds=seconds)

    def _between(self, start, end):
        return (end - start).total_seconds()


class WorkedTime(PausedTime):
    """By the working calendar, in whole seconds."""

    def __init__(self, working, pauses):
        super().__init__(pauses)
        self.working = working

    def _add(self, start, seconds):
        return self.working.add(start, int(seconds))

    def _between(self, start, end):
        return self.working.between(start, end)
