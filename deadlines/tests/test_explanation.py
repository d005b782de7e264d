"""Why a deadline is what it is, as a page tells it."""

import pytest
from django.template.loader import render_to_string

from deadlines.factories import PolicyRuleFactory, shanghai


@pytest.fixture
def told():
    """The explanation of a clock as plain text."""

    def told(clock):
        page = render_to_string("deadlines/_explanation.html", {"explanation": clock.explanation()})
        return " ".join(page.split())

    return told


def test_pauses_are_told_with_their_reason_and_what_they_took(start, handler, told):
    PolicyRuleFactory(budget=240)
    clock = start("2026-03-06T09:00")
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits for photographs")
    page = told(clock)
    assert "It has stood still since 2026-03-06 Fri 10:00, until 2026-04-05 Sun 10:00 at the latest." in page
    clock.resume(shanghai("2026-03-06T11:30"), by=handler)
    page = told(clock)
    assert "from 2026-03-06 Fri 10:00 to 2026-03-06 Fri 11:30, which is 1 h 30 min of working time." in page
    assert "Waits for photographs · Handler" in page
    assert "2026-03-06 Fri 11:30 · The pause ended<br>from 2026-03-06 Fri 14:30 to 2026-03-06 Fri 16:00" in page


def test_moves_are_told_with_their_cause(start, told):
    PolicyRuleFactory(budget=240)
    PolicyRuleFactory(budget=480, severity="serious", grade="B")
    clock = start("2026-03-06T09:00", severity="normal")
    clock.reassess(shanghai("2026-03-06T10:00"), severity="serious", grade="B")
    assert "severity Normal → Serious · customer grade – → B" in told(clock)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("working_days", "The limit is 3 working days. The day of the start does not count"),
        ("calendar_days", "The limit is 3 calendar days. Every day counts, also a day off."),
        ("seconds", "The limit is 3 seconds."),
    ],
)
def test_each_unit_says_how_it_counts(start, told, unit, text):
    PolicyRuleFactory(budget=3, unit=unit)
    assert text in told(start("2026-09-30T09:00"))


def test_a_limit_that_the_law_sets_skips_no_holidays(start, told):
    PolicyRuleFactory(budget=3, unit="calendar_days")
    assert "National Day" not in told(start("2026-09-30T09:00"))


def test_a_day_set_beforehand_is_told_as_such(start, told):
    PolicyRuleFactory(budget=3, unit="working_days")
    page = told(start("2026-09-30T09:00", due_at=shanghai("2026-10-12T18:00")))
    assert "The limit is a fixed day. </li>" in page
    assert "So it is due on 2026-10-12 Mon 18:00." in page
