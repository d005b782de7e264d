"""How much time a waiting thing has left, as home, lists and pages tell it."""

import pytest

from complaints.remaining import remaining
from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, PolicyRule


@pytest.mark.parametrize(
    ("at", "text", "tone"),
    [
        ("2026-03-02T09:00", "4 working days left", "plain"),
        ("2026-03-06T11:00", "5 h 30 min left", "soon"),
        ("2026-03-07T12:00", "late", "late"),
        ("2026-03-09T10:00", "1 h 30 min late", "late"),
        ("2026-03-12T10:00", "3 working days late", "late"),
        ("2026-07-01T10:00", "78 working days late", "late"),
    ],
)
def test_home_lists_and_pages_tell_it_alike(handler, at, text, tone):
    PolicyRuleFactory(unit=PolicyRule.Unit.WORKING_DAYS, budget=4, reminder_share=80)
    start = shanghai("2026-03-02T09:00")
    clock = Clock.start("test.step", "TS-1", "/complaints/1/", handler, handler.department, start)
    assert remaining(clock, shanghai(at)) == (text, tone)
