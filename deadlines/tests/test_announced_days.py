"""Every holiday and adjusted working day of 2024 to 2026, as clocks meet them."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from deadlines.factories import PolicyRuleFactory
from deadlines.tests.test_seed_calendar import ADJUSTED_WORKING_DAYS, HOLIDAYS

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADJUSTED = {date.fromisoformat(f"{year}-{day}") for year, days in ADJUSTED_WORKING_DAYS.items() for day in days}
FREE = [
    (date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))
    for year, holidays in HOLIDAYS.items()
    for _name, first, last in holidays
]


def is_worked(day):
    """By the announcements and the weekday alone."""
    return day in ADJUSTED or (day.weekday() < 5 and not any(first <= day <= last for first, last in FREE))


def next_worked(day, step):
    return next(found for n in count(1) if is_worked(found := day + step * timedelta(days=n)))


def at(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize("day", sorted(ADJUSTED), ids=str)
def test_an_adjusted_weekend_is_a_full_day_of_work(start, day):
    PolicyRuleFactory(budget=480)
    assert day.weekday() >= 5
    assert start(f"{day}T08:30").deadline == at(day, 18)


@pytest.mark.parametrize(("first", "last"), FREE, ids=str)
def test_no_working_time_passes_on_a_holiday_nor_while_a_clock_stands_still_over_it(start, handler, first, last):
    PolicyRuleFactory(budget=60)
    before, after = next_worked(first, -1), next_worked(last, 1)
    clock = start(f"{before}T17:30")
    assert clock.deadline == at(after, 9)
    clock.pause(handler, at(before, 18), "Waits over the holiday")
    clock.resume(at(after, 8, 30))
    assert clock.deadline == at(after, 9)


def test_each_day_of_the_three_years_counts_as_announced(start):
    working = start("2026-03-06T09:00").calendar.working_time()
    day = date(2024, 1, 1)
    while day <= date(2026, 12, 31):
        following = day + timedelta(days=1)
        assert working.between(at(day, 0), at(following, 0)) == (8 * 3600 if is_worked(day) else 0), day
        day = following
