"""The lunar calendar against published dates."""

from datetime import date, timedelta

import pytest

from visits import lunar
from visits.lunar import days_of, exact, kept_between, lunar_to_solar, solar_day

SPRING_FESTIVALS = [
    "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
    "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
]  # fmt: skip
MID_AUTUMNS = {2020: "2020-10-01", 2023: "2023-09-29", 2024: "2024-09-17", 2025: "2025-10-06", 2026: "2026-09-25"}
DRAGON_BOATS = {2023: "2023-06-22", 2025: "2025-05-31", 2026: "2026-06-19", 2028: "2028-05-28"}
# Leap months: 2023 the second, 2025 the sixth, 2028 the fifth.
AFTER_LEAP_MONTHS = {(2023, 3, 1): "2023-04-20", (2025, 7, 1): "2025-08-23", (2028, 6, 1): "2028-07-22"}


@pytest.mark.parametrize("text", SPRING_FESTIVALS)
def test_spring_festival_and_its_eve(text):
    festival = date.fromisoformat(text)
    assert lunar_to_solar(festival.year, 1, 1) == festival
    # The eve is the last day of the year before, whether the twelfth month has 29 or 30 days.
    assert lunar_to_solar(festival.year - 1, 12, 30) == festival - timedelta(days=1)


@pytest.mark.parametrize(("dates", "month", "day"), [(MID_AUTUMNS, 8, 15), (DRAGON_BOATS, 5, 5)])
def test_festivals_of_the_year(dates, month, day):
    for year, text in dates.items():
        assert lunar_to_solar(year, month, day) == date.fromisoformat(text)


@pytest.mark.parametrize(("lunar_date", "text"), AFTER_LEAP_MONTHS.items())
def test_months_after_a_leap_month(lunar_date, text):
    assert lunar_to_solar(*lunar_date) == date.fromisoformat(text)


@pytest.mark.parametrize("day", ["2023-03-22", "2023-04-19", "2025-07-25", "2025-08-22", "2028-06-23", "2028-07-21"])
def test_nothing_is_kept_in_a_leap_month(day):
    day = date.fromisoformat(day)
    assert {kept.kind for kept in kept_between(day, day)} == {"solar"}


def test_the_thirtieth_of_a_short_month_is_kept_on_the_twenty_ninth():
    short = [year for year in range(2020, 2036) if exact(year, 2, 30) is None]
    assert short and len(short) < 16
    for year in short:
        assert lunar_to_solar(year, 2, 30) == lunar_to_solar(year, 2, 29)


def test_there_are_no_other_days():
    for year, month, day in [(2026, 2, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (1899, 1, 1), (2101, 1, 1)]:
        assert lunar_to_solar(year, month, day) is None and exact(year, month, day) is None


def test_29_february_is_kept_on_the_28th_in_common_years():
    assert [solar_day(year, 2, 29) for year in (2027, 2028)] == [date(2027, 2, 28), date(2028, 2, 29)]
    assert solar_day(2027, 4, 31) is None


def test_each_yearly_date_is_kept_once_in_its_year_and_found_from_both_sides():
    """From the date to the day and from the day to the date must agree, for every date of both calendars."""
    first, last = date(2024, 2, 10), date(2029, 2, 12)
    kept = {}
    for each in kept_between(first, last):
        kept.setdefault((each.kind, each.text), []).append(each.day)
    for (kind, text), days in kept.items():
        month, day = map(int, text.split("-"))
        assert days_of(kind, month, day, first, last) == days
        if kind == "lunar":
            assert len(days) == 5


def test_a_day_in_words():
    assert lunar.lunar_text(date(2026, 2, 17)) == "正月初一"
    assert lunar.lunar_text(date(2150, 1, 1)) == ""
