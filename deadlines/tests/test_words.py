"""How long something is late or has left: below a working day in hours and minutes, else in full working days."""

import pytest

from deadlines import words
from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Level
from deadlines.notices import notice

DAY = 8 * 3600


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (30, "less than a minute"),
        (45 * 60, "45 min"),
        (-2.5 * 3600, "2 h 30 min"),
        (DAY - 60, "7 h 59 min"),
        (DAY, "1 working day"),
        (-DAY, "1 working day"),
        (2 * DAY - 1, "1 working day"),
        (88 * DAY, "88 working days"),
    ],
)
def test_a_long_time_is_told_in_full_working_days(seconds, text):
    assert words.duration(seconds, DAY) == text


def test_plain_seconds_know_no_days():
    assert words.duration(30 * 3600) == "30 h"
    assert words.counted(30 * 3600, "seconds") == "30 h"


def test_working_days_need_no_kind_of_time_and_hours_do():
    assert words.counted(3 * DAY, "working_minutes", DAY) == "3 working days"
    assert words.counted(3600, "working_minutes", DAY) == "1 h of working time"


def test_days_of_the_calendar_are_counted_as_such():
    assert words.counted(3 * 86400, "calendar_days", 86400) == "3 calendar days"
    assert words.counted(3600, "calendar_days", 86400) == "1 h"


def test_what_a_legal_limit_has_left_counts_the_weekend(start):
    PolicyRuleFactory(budget=7, unit="calendar_days")
    clock = start("2026-03-06T09:00")
    left = clock.remaining_working_seconds(shanghai("2026-03-09T09:00"))
    assert words.counted(left, clock.unit, clock.day) == "4 calendar days"


def test_a_message_tells_days_as_well(start, handler):
    PolicyRuleFactory(budget=240)
    clock = start("2026-03-02T09:00")
    text = notice(clock, Level.HEAD, shanghai("2026-03-05T15:00"), handler.department).text
    assert "is 3 working days late" in text
