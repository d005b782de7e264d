"""China's public holidays and adjusted working weekends (调休), as rows to seed a working calendar with.

The `holidays` package holds what the State Council has announced. Of a year not announced yet it knows the festivals
that the law grants, but not the exchanged days: such a year is a guess and its rows are not confirmed.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import holidays

from deadlines.calendar import DayKind

ONE_DAY = timedelta(days=1)
# The eve became a holiday of its own in 2025; the announcements count it into the Spring Festival.
EVE = "农历除夕"
EXCHANGED_FOR = re.compile(r"由 (\d{4}-\d{2}-\d{2}) 调休")


class DayRow(NamedTuple):
    """One day that differs from its weekday; `kind` is closed or open."""

    date: date
    kind: DayKind
    name_zh: str
    name_en: str
    confirmed: bool


def rows_for_year(year: int) -> list[DayRow]:
    """The days of a year that differ from their weekday, in order of date.

    A holiday is given whole, from the first to the last day off and with the weekends in it, under one name: the way
    it is announced, and right for people who work on Saturdays too. The year is confirmed when the package knows an
    adjusted working day for it: every announcement since 2001 has some.
    """
    exchanged = _exchanged_days(year)
    announced = {day_off.year for day_off in exchanged}
    chinese, english = _china(year, "zh_CN", observed=False), _china(year, "en_US", observed=False)
    rows = []
    for days in _holidays(year, set(exchanged.values())):
        named = [day for day in days if day in chinese and day not in exchanged and chinese[day] != EVE]
        name_zh = "、".join(dict.fromkeys(name for day in named for name in chinese.get_list(day)))
        name_en = " and ".join(dict.fromkeys(name for day in named for name in english.get_list(day)))
        for day in days:
            rows.append(DayRow(day, DayKind.CLOSED, name_zh, name_en, day.year in announced))
            if day in exchanged:
                names = f"{name_zh}调休上班", f"{name_en}, adjusted working day"
                rows.append(DayRow(exchanged[day], DayKind.OPEN, *names, confirmed=True))
    return sorted(row for row in rows if row.date.year == year)


def _china(year: int, language: str, observed: bool) -> holidays.HolidayBase:
    """The holidays of the year and its neighbours, for a New Year exchanged with a day of December."""
    return holidays.country_holidays("CN", years=range(year - 1, year + 2), language=language, observed=observed)


def _exchanged_days(year: int) -> dict[date, date]:
    """Each day off that is exchanged for work on a weekend, and that weekend's day.

    The package tells the pairs only in the Chinese name of the day off.
    """
    names = _china(year, "zh_CN", observed=True).items()
    found = {day: EXCHANGED_FOR.search(name) for day, name in names}
    return {day: date.fromisoformat(match[1]) for day, match in found.items() if match}


def _holidays(year: int, workdays: set[date]) -> Iterator[list[date]]:
    """Each unbroken run of days off that holds a public holiday, weekends included."""
    public = _china(year, "zh_CN", observed=True)
    run: list[date] = []
    day, last = date(year - 1, 12, 1), date(year + 1, 1, 31)
    while day <= last:
        if day in public or (day.weekday() >= 5 and day not in workdays):
            run.append(day)
        else:
            if any(day in public for day in run):
                yield run
            run = []
        day += ONE_DAY
