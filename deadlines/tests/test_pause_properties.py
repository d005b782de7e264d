"""Laws of deadlines with pauses, against a walker that goes through the minutes one by one."""

from bisect import bisect_left
from datetime import timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deadlines.models import PolicyRule
from deadlines.reckoning import Stretch, reckon
from deadlines.tests.test_calendar_properties import CALENDARS, WINDOW_MINUTES, WINDOWS, calendars, open_minutes

windows = st.sampled_from(WINDOWS)
starts = st.integers(0, WINDOW_MINUTES // 2)
budgets = st.integers(1, 2000)
# Pauses touch, follow each other within a minute, lie in nights and holidays, and begin before the clock.
marks = st.lists(st.integers(0, WINDOW_MINUTES), max_size=8).map(sorted)


def rule(budget, wait=0):
    waits = {"head_wait": 0, "leader_wait": wait, "general_manager_wait": wait}
    return PolicyRule(budget=budget, unit=PolicyRule.Unit.WORKING_MINUTES, reminder_share=50, **waits)


def stretches(window, marks):
    return [Stretch(*(window + timedelta(minutes=mark) for mark in pair)) for pair in pairs(marks)]


def pairs(marks):
    return list(zip(marks[::2], marks[1::2], strict=False))


@settings(deadline=None)
@given(calendars, windows, starts, budgets, st.integers(0, 600), marks)
def test_deadline_and_levels_agree_with_walking_minute_by_minute(name, window, start, budget, wait, marks):
    counting = [n for n in open_minutes(name, window) if not any(a <= n < b for a, b in pairs(marks))]
    first = bisect_left(counting, start)
    assume(first + budget + wait <= len(counting))
    found = reckon(
        rule(budget, wait), CALENDARS[name], window + timedelta(minutes=start), None, stretches(window, marks)
    )

    def walked(minutes):
        return window + timedelta(minutes=counting[first + minutes - 1] + 1)

    assert found.deadline == walked(budget)
    assert found.level_due_at[2] == walked(budget + wait)
    if budget % 2 == 0:
        assert found.level_due_at[0] == walked(budget // 2)


@settings(deadline=None)
@given(calendars, windows, starts, budgets, marks)
def test_a_pause_never_makes_a_deadline_earlier(name, window, start, budget, marks):
    start, pauses = window + timedelta(minutes=start), stretches(window, marks)
    deadlines = [
        reckon(rule(budget), CALENDARS[name], start, None, pauses[:n]).deadline for n in range(len(pauses) + 1)
    ]
    assert all(earlier <= later for earlier, later in pairwise(deadlines))


@settings(deadline=None)
@given(calendars, windows, starts, budgets, marks, st.sampled_from(PolicyRule.Unit.values[1:]))
def test_days_and_seconds_get_back_what_the_pauses_took_of_them(name, window, start, budget, marks, unit):
    """Whatever the unit: between start and deadline, the time that counts is the same with and without pauses."""
    limit = rule(budget % 10 + 1)
    limit.unit = unit
    working, start, pauses = CALENDARS[name], window + timedelta(minutes=start), stretches(window, marks)
    plain, paused = (reckon(limit, working, start, None, found).deadline for found in ([], pauses))
    counts_all = unit in (PolicyRule.Unit.SECONDS, PolicyRule.Unit.CALENDAR_DAYS)

    def counted(first, last):
        return (last - first).total_seconds() if counts_all else working.between(first, last)

    overlaps = [(max(pause.start, start), min(pause.end, paused)) for pause in pauses]
    taken = sum(counted(*overlap) for overlap in overlaps if overlap[0] < overlap[1])
    assert counted(start, paused) - taken == counted(start, plain)
