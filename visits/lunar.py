"""The lunar calendar 农历: on which day a festival or birthday falls in a year.

Three rules where the calendars leave a choice:
* A day of a leap month is not kept twice: festivals and birthdays are those of the month that comes first.
* The 30th of a month that has only 29 days that year is kept on the 29th: so 除夕, 30 December, is always the last day.
* 29 February is kept on 28 February in a year without one.

Lunar years 1900 to 2100 are known; outside of them nothing falls on any day.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from borax.calendars.lunardate import LCalendars, LunarDate

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_MONTH = 30


class Calendar(StrEnum):
    SOLAR = "solar"
    LUNAR = "lunar"


def lunar_to_solar(year: int, month: int, day: int) -> date | None:
    """The day of the lunar `month` and `day` of the lunar `year`, or None where there is no such year, month or day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= LONGEST_MONTH):
        return None
    return LunarDate(year, month, min(day, LCalendars.ndays(year, month))).to_solar_date()


def solar_day(year: int, month: int, day: int) -> date | None:
    """The day itself, 28 February for the 29th of a year that has none, else None for a day that does not exist."""
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of(kind: str, month: int, day: int, first: date, last: date) -> list[date]:
    """Every day from `first` to `last` (both included) on which a yearly `month` and `day` of the calendar is kept."""
    convert = lunar_to_solar if kind == Calendar.LUNAR else solar_day
    # A lunar year begins in January or February, so that its end lies in the next solar year.
    found = (convert(year, month, day) for year in range(first.year - 1, last.year + 1))
    return [each for each in found if each is not None and first <= each <= last]


class Kept(NamedTuple):
    """A date of a calendar that is kept on `day`; `year` is the calendar's, `text` its month and day as MM-DD."""

    day: date
    kind: str
    year: int
    text: str


def kept_between(first: date, last: date) -> Iterator[Kept]:
    """Every date of both calendars that is kept on a day from `first` to `last`."""
    day = first
    while day <= last:
        yield Kept(day, Calendar.SOLAR.value, day.year, f"{day:%m-%d}")
        if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year):
            yield Kept(day, Calendar.SOLAR.value, day.year, "02-29")
        yield from _lunar_dates(day)
        day += timedelta(days=1)


def _lunar_dates(day: date) -> Iterator[Kept]:
    try:
        lunar = LunarDate.from_solar_date(day.year, day.month, day.day)
    except ValueError:
        return
    if lunar.leap:
        return
    is_last = lunar.day == LCalendars.ndays(lunar.year, lunar.month)
    for number in range(lunar.day, LONGEST_MONTH + 1 if is_last else lunar.day + 1):
        yield Kept(day, Calendar.LUNAR.value, lunar.year, f"{lunar.month:02}-{number:02}")


def lunar_text(day: date) -> str:
    """The lunar month and day of `day` for a calendar, such as 正月初一; empty outside the known years."""
    try:
        return LunarDate.from_solar_date(day.year, day.month, day.day).cn_str()[5:]
    except ValueError:
        return ""


def exact(year: int, month: int, day: int) -> date | None:
    """The day of a lunar date as it is written; None for a 30th of a month that has 29 days."""
    known = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return lunar_to_solar(year, month, day) if known and 1 <= day <= LCalendars.ndays(year, month) else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the solar calendar has such a day."""
    return bool(solar_day(year, month, day)) and ((month, day) != (2, 29) or calendar.isleap(year))


def in_year(kind: str, year: int, month: int, day: int) -> date | None:
    """The day on which a date of the calendar is kept in its `year`."""
    return (lunar_to_solar if kind == Calendar.LUNAR else solar_day)(year, month, day)
