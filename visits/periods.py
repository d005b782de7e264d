"""The periods of a visiting rule: the stretches of the calendar in each of which a customer is to be visited once.

Periods of months begin with the year where they divide it (a quarter, a half-year) and go on counting where they do
not; periods of days begin on a Monday where they are whole weeks.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

ONE_DAY = timedelta(days=1)
MONTHS = "months"


class Period(NamedTuple):
    """Both days belong to it."""

    first: date
    last: date


def period_of(day: date, every: int, unit: str) -> Period:
    """The period of `every` days or months in which `day` lies."""
    if unit == MONTHS:
        start = (day.year * 12 + day.month - 1) // every * every
        return Period(_first_of(start), _first_of(start + every) - ONE_DAY)
    start = (day.toordinal() - 1) // every * every + 1
    return Period(date.fromordinal(start), date.fromordinal(start + every - 1))


def periods_ending(first: date, last: date, every: int, unit: str) -> Iterator[Period]:
    """The periods whose last day lies between `first` and `last`: the visits that fall due in that time."""
    period = period_of(first, every, unit)
    while period.last <= last:
        yield period
        period = period_of(period.last + ONE_DAY, every, unit)


def start_of(day: date) -> datetime:
    """Midnight with which `day` begins for the company, wherever the reader is: periods are the company's."""
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def _first_of(months: int) -> date:
    year, month = divmod(months, 12)
    return date(year, month + 1, 1)
