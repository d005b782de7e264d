"""Why a deadline is what it is, for the page that shows it."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from deadlines import words

ONE_SECOND = timedelta(seconds=1)


class LevelMoment(NamedTuple):
    label: str
    due_at: datetime
    fired: bool


class PauseTold(NamedTuple):
    """`took` says how much of the time that counts it took; an open one has no end yet."""

    start: datetime
    end: datetime | None
    resumes_at: datetime
    reason: str
    by: object
    took: str


class Explanation:
    """The facts in the order in which the deadline was reckoned; `templates/deadlines/_explanation.html` shows them."""

    def __init__(self, clock, working):
        self.clock = clock
        self.working = working

    @property
    def started_at(self):
        return self.clock.started_at

    @property
    def counted_from(self):
        """The first working moment from the start on: the start itself, or the next opening."""
        if self.clock.unit != "working_minutes" or self.clock.budget == 0:
            return self.started_at
        return self.working.add(self.started_at, 1) - ONE_SECOND

    @property
    def starts_later(self):
        return self.counted_from > self.started_at

    @property
    def budget(self):
        return words.budget(self.clock.budget, self.clock.unit)

    @property
    def skipped_days(self):
        """Holidays and adjusted working days between start and deadline, where they make a difference."""
        if self.clock.unit in ("seconds", "calendar_days") or self.clock.fixed_deadline:
            return ()
        return self.working.skipped_days(self.started_at, self.clock.deadline)

    @cached_property
    def pauses(self):
        return [
            PauseTold(pause.started_at, pause.ended_at, pause.resumes_at, pause.reason, pause.by, self._took(pause))
            for pause in (self.clock.pauses.select_related("by") if self.clock.pk else ())
        ]

    @cached_property
    def changes(self):
        """Each move of the deadline since the start."""
        return list(self.clock.changes.all()) if self.clock.pk else []

    @property
    def deadline(self):
        return self.clock.deadline

    @property
    def provisional(self):
        return self.clock.provisional

    @property
    def levels(self):
        """Whom the clock tells when; levels left out are not listed."""
        told = self._told()
        return [LevelMoment(level.label, due_at, level in told) for level, due_at in self.clock.moments()]

    def _took(self, pause):
        if pause.ended_at is None:
            return ""
        clock = self.clock
        return words.counted(clock.working_seconds(pause.started_at, pause.ended_at), clock.unit, clock.day)

    def _told(self):
        """A clock that runs knows what it has fired; of an ended one only the record knows."""
        if self.clock.ended_at:
            return set(self.clock.events.filter(arming=self.clock.arming).values_list("level", flat=True))
        return set(self.clock.fired_levels)
