"""The working calendar: which moments are working time, and what a budget of working time ends at.

Pure arithmetic, without the database. The working intervals of FIRST_YEAR to LAST_YEAR are laid out once as
seconds since 1970 (UTC), each with the working seconds that precede it; everything after that is a look-up.
Moments go in as aware datetimes of any zone and come out in UTC; fractions of a second are dropped.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 2015, 2045
MIDNIGHT = 24 * 60
ONE_DAY = timedelta(days=1)

DASH = re.compile(r"\s*[-‐–—−~〜至]\s*")
SEPARATOR = re.compile(r"[\s,;、]+")
SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)


class OutsideCalendar(ValueError):
    """The moment asked for, or the answer, lies outside the years that the calendar is laid out for."""


class Span(NamedTuple):
    """Working time within a day, in minutes since local midnight; 1440 is the end of the day."""

    start: int
    end: int


class DayOverride(NamedTuple):
    """A day that differs from its weekday: without spans it is closed. A guess is not confirmed."""

    spans: tuple[Span, ...]
    name: str = ""
    confirmed: bool = True


class DayKind(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    CHANGED = "changed"


class SpecialDays(NamedTuple):
    """Consecutive days (both included) of one name that are closed, open on a day off, or have changed hours."""

    first: date
    last: date
    name: str
    kind: DayKind


class Intervals(NamedTuple):
    """Working intervals in order: epoch seconds of start and end, the working seconds before each, and lastly all."""

    starts: list[int]
    ends: list[int]
    before: list[int]


class WorkingDays(NamedTuple):
    """The days with working time in order, and the epoch second at which the work of each ends."""

    dates: list[date]
    ends: list[int]


def parse_spans(text: str) -> tuple[Span, ...]:
    """Read "08:30-12:00 13:30-18:00" into spans in order; an empty text is a day without work.

    Spaces or commas separate spans, any usual dash joins their ends, full-width characters count as plain ones.
    Raises ValueError, in words for the person who typed it, for anything unreadable, empty, reversed or overlapping.
    """
    plain = DASH.sub("-", unicodedata.normalize("NFKC", text))
    spans = sorted(_parse_span(part) for part in SEPARATOR.split(plain) if part)
    for earlier, later in pairwise(spans):
        if later.start < earlier.end:
            raise ValueError(
                _("%(first)s and %(second)s overlap.")
                % {"first": format_spans([earlier]), "second": format_spans([later])}
            )
    return tuple(spans)


def _parse_span(part: str) -> Span:
    match = SPAN.fullmatch(part)
    if not match:
        raise ValueError(_("“%(text)s” is not a span of hours such as 08:30-12:00.") % {"text": part})
    first_hour, first_minute, last_hour, last_minute = map(int, match.groups())
    span = Span(first_hour * 60 + first_minute, last_hour * 60 + last_minute)
    if first_minute > 59 or last_minute > 59 or max(span) > MIDNIGHT:
        raise ValueError(_("“%(text)s” holds a time that does not exist; a day ends at 24:00.") % {"text": part})
    if span.start >= span.end:
        raise ValueError(_("“%(text)s” must end after it starts, on the same day.") % {"text": part})
    return span


def format_spans(spans: Iterable[Span]) -> str:
    """Write spans the way `parse_spans` reads them."""
    return " ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)


@dataclass(frozen=True, eq=False)
class WorkingTime:
    """A working calendar: the spans of each weekday (Monday is 0; a missing one is free) and the days that differ.

    Spans are in order and do not overlap, as `parse_spans` gives them. Where the clocks change, hours are counted as
    they pass: a span of 00:00-24:00 lasts 23 or 25 hours, and an end of a span in the skipped hour moves on by it.
    Keep one instance per version of a calendar: the first question lays it out.
    """

    zone: str
    weekly: Mapping[int, tuple[Span, ...]]
    overrides: Mapping[date, DayOverride]

    def add(self, start: datetime, seconds: int) -> datetime:
        """The moment at which `seconds` of working time have passed since `start`.

        A start outside working time counts from the next span. The answer lies in a span or at its end: a budget
        used up exactly at closing time ends at closing time. Adding nothing gives the start itself.
        """
        if seconds < 0:
            raise ValueError("Working time can only be added forwards.")
        target = self._worked_until(self._epoch(start)) + seconds
        if not seconds:
            return start.astimezone(UTC)
        starts, _ends, before = self._intervals
        if target > before[-1]:
            raise _ran_out()
        index = bisect_left(before, target) - 1
        return datetime.fromtimestamp(starts[index] + target - before[index], UTC)

    def between(self, start: datetime, end: datetime) -> int:
        """Working seconds from `start` to `end`; negative when `end` is the earlier."""
        return self._worked_until(self._epoch(end)) - self._worked_until(self._epoch(start))

    @cached_property
    def usual_day(self) -> int:
        """Working seconds of the longest weekday: what a person means by “a working day”."""
        return 60 * max((sum(end - start for start, end in spans) for spans in self.weekly.values()), default=0)

    def end_of_working_day(self, start: datetime, days: int) -> datetime:
        """Closing time of the Nth working day after the day of `start`, whatever the hour of `start`.

        The day of the start does not count: 1 is the end of the next working day, which for a start on a day off is
        the first working day after it.
        """
        if days < 1:
            raise ValueError("The first working day to count is number 1.")
        dates, ends = self._working_days
        index = bisect_right(dates, self._local(start).date()) + days - 1
        if index >= len(dates):
            raise _ran_out()
        return datetime.fromtimestamp(ends[index], UTC)

    def calendar_days(self, start: datetime, days: int) -> datetime:
        """The same local time `days` calendar days later: the limits that a law or a contract sets.

        Days off count and the limit does not move when it falls on one, so it is never later than the Civil Code's
        (article 203), which waits for the end of the last day and for the end of a public holiday.
        """
        if days < 0:
            raise ValueError("Calendar days can only be added forwards.")
        end = (self._local(start) + timedelta(days=days)).astimezone(UTC)
        self._epoch(end)
        return end

    def is_provisional(self, deadline: datetime, start: datetime | None = None) -> bool:
        """Whether the deadline, or the stretch from `start` to it, touches a year that is not confirmed yet."""
        last = self._last_date(deadline)
        first = min(self._local(start).date(), last) if start else last
        return any(year not in self.confirmed_years for year in range(first.year, last.year + 1))

    def skipped_days(self, start: datetime, end: datetime) -> tuple[SpecialDays, ...]:
        """The days from `start` to `end` that differ from their weekday, to explain a deadline.

        Consecutive days of one name and kind are one entry: National Day, 1 to 7 October, closed.
        """
        days = self._override_dates
        found: list[SpecialDays] = []
        for day in days[bisect_left(days, self._local(start).date()) : bisect_right(days, self._last_date(end))]:
            name, kind = self.overrides[day].name, self._kind(day)
            if found and found[-1][1:] == (day - ONE_DAY, name, kind):
                found[-1] = found[-1]._replace(last=day)
            else:
                found.append(SpecialDays(day, day, name, kind))
        return tuple(found)

    @cached_property
    def confirmed_years(self) -> frozenset[int]:
        """The years that have overrides, all of them confirmed."""
        guessed = {day.year for day, override in self.overrides.items() if not override.confirmed}
        return frozenset(day.year for day in self.overrides) - guessed

    @cached_property
    def _tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def _override_dates(self) -> list[date]:
        return sorted(self.overrides)

    @cached_property
    def _limits(self) -> tuple[int, int]:
        return self._instant(date(FIRST_YEAR, 1, 1), 0), self._instant(date(LAST_YEAR, 12, 31), MIDNIGHT)

    @cached_property
    def _intervals(self) -> Intervals:
        starts, ends, before = laid_out = Intervals([], [], [0])
        closed_until = 0
        day = date(FIRST_YEAR, 1, 1)
        while day.year <= LAST_YEAR:
            for span in self._spans_of(day):
                # In the night of a clock change the skipped hour may push one span into the next.
                opens, closes = max(self._instant(day, span.start), closed_until), self._instant(day, span.end)
                if opens < closes:
                    starts.append(opens)
                    ends.append(closes)
                    before.append(before[-1] + closes - opens)
                    closed_until = closes
            day += ONE_DAY
        return laid_out

    @cached_property
    def _working_days(self) -> WorkingDays:
        closing: dict[date, int] = {}
        for start, end in zip(self._intervals.starts, self._intervals.ends, strict=True):
            closing[datetime.fromtimestamp(start, self._tz).date()] = end
        return WorkingDays(list(closing), list(closing.values()))

    def _spans_of(self, day: date) -> tuple[Span, ...]:
        override = self.overrides.get(day)
        return override.spans if override else self.weekly.get(day.weekday(), ())

    def _kind(self, day: date) -> DayKind:
        if not self.overrides[day].spans:
            return DayKind.CLOSED
        return DayKind.CHANGED if self.weekly.get(day.weekday()) else DayKind.OPEN

    def _instant(self, day: date, minute: int) -> int:
        midnight = datetime(day.year, day.month, day.day, tzinfo=self._tz)
        return int((midnight + timedelta(minutes=minute)).timestamp())

    def _worked_until(self, moment: int) -> int:
        starts, ends, before = self._intervals
        index = bisect_right(starts, moment) - 1
        return before[index] + min(moment, ends[index]) - starts[index] if index >= 0 else 0

    def _epoch(self, moment: datetime) -> int:
        if moment.utcoffset() is None:
            raise ValueError("A moment without a time zone cannot be placed in a working calendar.")
        epoch = int(moment.timestamp())
        first, last = self._limits
        if not first <= epoch <= last:
            raise OutsideCalendar(
                _("The working calendar covers %(first)s to %(last)s; %(moment)s lies outside.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR, "moment": moment.date().isoformat()}
            )
        return epoch

    def _local(self, moment: datetime) -> datetime:
        self._epoch(moment)
        return moment.astimezone(self._tz)

    def _last_date(self, end: datetime) -> date:
        """The local day that `end` belongs to as an end: midnight is the end of the day before."""
        return (self._local(end) - timedelta(seconds=1)).date()


def _ran_out() -> OutsideCalendar:
    return OutsideCalendar(_("The working calendar ends with %(year)s.") % {"year": LAST_YEAR})
