"""Another severity, grade, limit or calendar while a clock runs."""

from datetime import date

import pytest

from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import (
    Clock,
    ClockChange,
    DayOverride,
    DeadlinePolicy,
    EscalationEvent,
    PolicyRule,
    WorkingCalendar,
)
from deadlines.recomputation import recompute_outdated
from deadlines.scanner import scan

REMINDER, DEADLINE = shanghai("2026-03-06T11:00"), shanghai("2026-03-06T14:30")


@pytest.fixture
def rules(db):
    """Four hours, one where it is critical, two days for grade D; the reminder after half of it."""
    shares = {"reminder_share": 50, "leader_wait": 60, "general_manager_wait": 120}
    PolicyRuleFactory(budget=240, **shares)
    PolicyRuleFactory(budget=60, severity="critical", **shares)
    PolicyRuleFactory(budget=960, grade="D", **shares)


@pytest.fixture
def clock(rules, start):
    """From Friday 09:00: reminder at 11:00, due at 14:30."""
    return start("2026-03-06T09:00", severity="normal", grade="B")


def told(clock):
    """(arming, level) of what was recorded."""
    return sorted(clock.events.values_list("arming", "level"))


def test_more_severe_is_due_earlier_and_what_it_missed_is_told_at_once(clock):
    at = shanghai("2026-03-06T09:40")
    clock.reassess(at, severity="critical")
    assert clock.deadline == shanghai("2026-03-06T10:00")
    assert clock.next_due_at == at
    scan(at)
    assert told(clock) == [(1, 0)]
    assert EscalationEvent.objects.get().late_seconds == 0


def test_a_worse_grade_is_due_later_and_nothing_was_told_yet(clock):
    clock.reassess(shanghai("2026-03-06T10:00"), grade="D")
    assert (clock.deadline, clock.arming) == (shanghai("2026-03-10T09:00"), 1)
    scan(REMINDER)
    assert told(clock) == []


def test_after_a_level_has_fired_a_deadline_in_the_future_begins_anew(clock):
    scan(DEADLINE)
    clock.refresh_from_db()
    clock.reassess(shanghai("2026-03-06T15:00"), grade="D")
    assert (clock.deadline, clock.arming, clock.next_level) == (shanghai("2026-03-10T09:00"), 2, 0)
    scan(clock.deadline)
    assert told(clock) == [(1, 0), (1, 1), (2, 0), (2, 1)]


def test_after_a_level_has_fired_a_deadline_in_the_past_goes_on_where_it_was(clock):
    scan(REMINDER)
    clock.refresh_from_db()
    at = shanghai("2026-03-06T11:30")
    clock.reassess(at, severity="critical")
    assert (clock.deadline, clock.arming) == (shanghai("2026-03-06T10:00"), 1)
    assert clock.level_due_at == [REMINDER, at, at, shanghai("2026-03-06T12:00")]
    scan(at)
    assert told(clock) == [(1, 0), (1, 1), (1, 2)]


def test_up_and_down_again_ends_at_the_first_deadline_with_its_history(clock):
    clock.reassess(shanghai("2026-03-06T09:10"), grade="D")
    clock.reassess(shanghai("2026-03-06T09:20"), grade="B")
    assert clock.level_due_at[:2] == [REMINDER, DEADLINE]
    facts = [change.facts for change in clock.changes.all()]
    assert facts == [{"grade": ["B", "D"]}, {"grade": ["D", "B"]}]


def test_the_same_facts_change_nothing(clock):
    clock.reassess(shanghai("2026-03-06T10:00"), severity="normal", grade="B")
    assert not ClockChange.objects.exists()


def test_an_ended_clock_keeps_its_deadline(clock):
    clock.complete(REMINDER)
    clock.reassess(DEADLINE, severity="critical")
    clock.refresh_from_db()
    assert (clock.deadline, clock.severity) == (DEADLINE, "normal")


def test_a_paused_clock_is_reckoned_by_its_new_facts_when_it_goes_on(clock, handler):
    clock.pause(handler, shanghai("2026-03-06T09:30"), "Waits")
    clock.reassess(shanghai("2026-03-06T10:00"), severity="critical")
    assert clock.state == Clock.State.PAUSED
    clock.resume(shanghai("2026-03-06T11:00"))
    assert clock.deadline == shanghai("2026-03-06T11:30")


def test_many_clocks_are_reassessed_in_one_call(clock, start):
    others = [start("2026-03-06T09:00", severity="normal", grade="B") for _number in range(3)]
    others[0].complete(REMINDER)
    untouched = start("2026-03-06T09:00", severity="normal", grade="D")
    assert Clock.objects.exclude(pk=untouched.pk).reassess(shanghai("2026-03-06T10:00"), grade="D") == 3
    assert Clock.objects.reassess(shanghai("2026-03-06T10:00"), grade="D") == 0
    assert Clock.objects.running().filter(deadline=shanghai("2026-03-10T09:00")).count() == 4


def test_edited_time_limits_reach_running_clocks_once(clock):
    PolicyRule.objects.filter(step="test.step", severity="", grade="").update(budget=480)
    at = shanghai("2026-03-06T10:00")
    assert recompute_outdated(at) == 1
    assert recompute_outdated(at) == 0
    clock.refresh_from_db()
    assert clock.deadline == shanghai("2026-03-09T09:00")
    assert clock.policy_version == DeadlinePolicy.objects.default().version
    change = clock.changes.get()
    assert (change.cause, change.deadline_before, change.is_rearmed) == ("limits", DEADLINE, False)


def test_a_clock_that_cannot_be_reckoned_anew_keeps_its_deadline_and_holds_up_no_other(clock, start, caplog):
    Clock.objects.filter(pk=clock.pk).update(started_at=shanghai("2014-03-06T09:00"))
    other = start("2026-03-06T09:00")
    PolicyRule.objects.filter(step="test.step", severity="", grade="").update(budget=480)
    recompute_outdated(shanghai("2026-03-06T10:00"))
    for row, deadline in ((clock, DEADLINE), (other, shanghai("2026-03-09T09:00"))):
        row.refresh_from_db()
        assert row.deadline == deadline
    assert "cannot be reckoned anew" in caplog.text


def test_only_a_later_level_moves_where_only_its_wait_was_edited(clock):
    scan(DEADLINE)
    PolicyRule.objects.filter(step="test.step", severity="", grade="").update(leader_wait=90)
    recompute_outdated(shanghai("2026-03-06T14:40"))
    clock.refresh_from_db()
    assert (clock.arming, clock.next_due_at) == (1, shanghai("2026-03-06T16:00"))
    assert not clock.changes.exists()


def test_an_edited_calendar_reaches_running_clocks(clock, handler):
    clock.pause(handler, shanghai("2026-03-06T11:30"), "Waits over a day that becomes free")
    clock.resume(shanghai("2026-03-09T09:00"))
    assert clock.deadline == shanghai("2026-03-09T10:30")
    calendar = WorkingCalendar.objects.default()
    day = {"kind": "closed", "name": "停电", "confirmed": True}
    DayOverride.objects.create(calendar=calendar, date=date(2026, 3, 9), **day)
    assert recompute_outdated(shanghai("2026-03-09T09:10")) == 1
    clock.refresh_from_db()
    assert clock.deadline == shanghai("2026-03-10T10:00")
    assert clock.changes.last().cause == "calendar"


def test_confirming_a_year_ends_the_guess(rules, start):
    PolicyRule.objects.filter(step="test.step").update(budget=10 * 480)
    clock = start("2026-12-28T09:00")
    assert clock.provisional
    DayOverride.objects.filter(date__year=2027).update(confirmed=True)
    recompute_outdated(shanghai("2026-12-28T10:00"))
    clock.refresh_from_db()
    assert not clock.provisional
    assert not clock.changes.exists()


def test_a_deadline_set_beforehand_stays_when_limits_change(rules, start):
    due = shanghai("2026-03-13T17:00")
    clock = start("2026-03-06T09:00", due_at=due)
    PolicyRule.objects.filter(step="test.step").update(reminder_share=0, leader_wait=120)
    recompute_outdated(shanghai("2026-03-06T10:00"))
    clock.refresh_from_db()
    assert (clock.deadline, clock.budget) == (due, 0)
    assert clock.level_due_at[0] is None
    assert clock.level_due_at[2] == shanghai("2026-03-16T09:30")


def test_levels_to_come_go_to_the_posts_of_the_new_department(clock, company, manager, supervisor):
    clock.give_to(None, company.sales)
    scan(DEADLINE)
    assert set(clock.events.values_list("level", "recipient__username")) >= {(1, "supervisor")}
