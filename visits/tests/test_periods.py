from datetime import date, timedelta

import pytest

from visits.periods import Period, period_of, periods_ending


@pytest.mark.parametrize(
    ("day", "every", "unit", "first", "last"),
    [
        ("2026-02-28", 1, "months", "2026-02-01", "2026-02-28"),
        ("2028-02-29", 1, "months", "2028-02-01", "2028-02-29"),
        ("2026-11-22", 3, "months", "2026-10-01", "2026-12-31"),
        ("2026-06-30", 6, "months", "2026-01-01", "2026-06-30"),
        ("2026-07-01", 12, "months", "2026-01-01", "2026-12-31"),
        ("2026-11-22", 7, "days", "2026-11-16", "2026-11-22"),
        ("2026-11-23", 14, "days", "2026-11-23", "2026-12-06"),
        ("2026-11-22", 1, "days", "2026-11-22", "2026-11-22"),
    ],
)
def test_the_period_of_a_day(day, every, unit, first, last):
    expected = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert period_of(date.fromisoformat(day), every, unit) == expected


@pytest.mark.parametrize("unit", ["days", "months"])
@pytest.mark.parametrize("every", [1, 2, 3, 5, 7, 14, 24])
def test_periods_follow_one_another_without_gap(every, unit):
    period = period_of(date(2026, 1, 31), every, unit)
    for _step in range(30):
        following = period_of(period.last + timedelta(days=1), every, unit)
        assert following.first == period.last + timedelta(days=1)
        assert period_of(following.last, every, unit) == following
        period = following


def test_what_falls_due_in_a_quarter():
    quarter = (date(2026, 10, 1), date(2026, 12, 31))
    assert [period.last.month for period in periods_ending(*quarter, 1, "months")] == [10, 11, 12]
    assert list(periods_ending(*quarter, 6, "months")) == [Period(date(2026, 7, 1), date(2026, 12, 31))]
    assert list(periods_ending(date(2026, 7, 1), date(2026, 9, 30), 6, "months")) == []
