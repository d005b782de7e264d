"""The days as the General Office of the State Council announced them for 2024, 2025 and 2026."""

from datetime import date, timedelta
from itertools import groupby

import pytest

from deadlines.calendar import DayKind
from deadlines.seed_calendar import rows_for_year

HOLIDAYS = {
    2024: [
        ("元旦", "01-01", "01-01"),
        ("春节", "02-10", "02-17"),
        ("清明节", "04-04", "04-06"),
        ("劳动节", "05-01", "05-05"),
        ("端午节", "06-08", "06-10"),
        ("中秋节", "09-15", "09-17"),
        ("国庆节", "10-01", "10-07"),
    ],
    2025: [
        ("元旦", "01-01", "01-01"),
        ("春节", "01-28", "02-04"),
        ("清明节", "04-04", "04-06"),
        ("劳动节", "05-01", "05-05"),
        ("端午节", "05-31", "06-02"),
        ("国庆节、中秋节", "10-01", "10-08"),
    ],
    2026: [
        ("元旦", "01-01", "01-03"),
        ("春节", "02-15", "02-23"),
        ("清明节", "04-04", "04-06"),
        ("劳动节", "05-01", "05-05"),
        ("端午节", "06-19", "06-21"),
        ("中秋节", "09-25", "09-27"),
        ("国庆节", "10-01", "10-07"),
    ],
}
ADJUSTED_WORKING_DAYS = {
    2024: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_holidays_are_those_announced_from_first_to_last_day_off(year):
    closed = [row for row in rows_for_year(year) if row.kind == DayKind.CLOSED]
    found = []
    for name, rows in groupby(closed, key=lambda row: row.name_zh):
        days = [row.date for row in rows]
        assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
        found.append((name, f"{days[0]:%m-%d}", f"{days[-1]:%m-%d}"))
    assert found == HOLIDAYS[year]


@pytest.mark.parametrize("year", ADJUSTED_WORKING_DAYS)
def test_adjusted_working_days_are_those_announced(year):
    opened = [row.date for row in rows_for_year(year) if row.kind == DayKind.OPEN]
    assert [f"{day:%m-%d}" for day in opened] == ADJUSTED_WORKING_DAYS[year]
    assert all(day.weekday() >= 5 for day in opened)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_announced_years_are_confirmed_and_their_days_in_order(year):
    rows = rows_for_year(year)
    assert all(row.confirmed for row in rows)
    assert [row.date for row in rows] == sorted({row.date for row in rows})


def test_a_year_not_announced_yet_is_a_guess_without_exchanged_days():
    rows = rows_for_year(2040)
    assert rows
    assert not any(row.confirmed for row in rows)
    assert {row.kind for row in rows} == {DayKind.CLOSED}


def test_days_are_named_in_both_languages():
    names = {row.date: (row.name_zh, row.name_en) for row in rows_for_year(2025)}
    assert names[date(2025, 1, 28)] == ("春节", "Chinese New Year (Spring Festival)")
    assert names[date(2025, 10, 8)] == ("国庆节、中秋节", "National Day and Mid-Autumn Festival")
    assert names[date(2025, 4, 27)] == ("劳动节调休上班", "Labor Day, adjusted working day")


def test_a_december_day_worked_for_new_year_belongs_to_december():
    (row,) = [row for row in rows_for_year(2011) if row.date.month == 12]
    assert (row.date, row.kind, row.name_zh) == (date(2011, 12, 31), DayKind.OPEN, "元旦调休上班")
