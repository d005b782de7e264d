from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import translation

from crm_site.workflow import InvalidTransition
from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, Level, PolicyRule
from deadlines.scanner import scan

Unit = PolicyRule.Unit


def test_levels_are_reckoned_in_working_time_when_the_clock_starts(start):
    PolicyRuleFactory(budget=240, reminder_share=50, head_wait=0, leader_wait=60, general_manager_wait=480)
    clock = start("2026-03-06T15:00")
    assert clock.deadline == shanghai("2026-03-09T09:30")
    assert clock.level_due_at == [
        shanghai("2026-03-06T17:00"),
        shanghai("2026-03-09T09:30"),
        shanghai("2026-03-09T10:30"),
        shanghai("2026-03-10T09:30"),
    ]
    assert (clock.next_level, clock.next_due_at) == (Level.DOER, shanghai("2026-03-06T17:00"))


@pytest.mark.parametrize(
    ("unit", "budget", "deadline"),
    [
        (Unit.WORKING_MINUTES, 480, "2026-02-14T17:00"),
        (Unit.WORKING_DAYS, 2, "2026-02-24T18:00"),
        (Unit.CALENDAR_DAYS, 7, "2026-02-20T17:00"),
        (Unit.SECONDS, 90, "2026-02-13T17:01:30"),
    ],
)
def test_each_unit_counts_its_own_way_over_the_spring_festival(start, unit, budget, deadline):
    PolicyRuleFactory(unit=unit, budget=budget)
    assert start("2026-02-13T17:00").deadline == shanghai(deadline)


def test_a_budget_in_seconds_has_all_its_waits_in_seconds(start):
    PolicyRuleFactory(
        unit=Unit.SECONDS, budget=10, reminder_share=50, head_wait=1, leader_wait=2, general_manager_wait=3
    )
    clock = start("2026-02-20T23:00")
    seconds = [(moment - clock.started_at).total_seconds() for moment in clock.level_due_at]
    assert seconds == [5, 11, 12, 13]


def test_without_a_reminder_the_head_is_first(start):
    PolicyRuleFactory(reminder_share=0)
    clock = start("2026-03-06T09:00")
    assert clock.level_due_at[Level.DOER] is None
    assert (clock.next_level, clock.next_due_at) == (Level.HEAD, clock.deadline)


def test_the_most_specific_row_wins_severity_before_grade(start):
    PolicyRuleFactory(budget=1)
    PolicyRuleFactory(budget=2, grade="A")
    PolicyRuleFactory(budget=3, severity="serious")
    PolicyRuleFactory(budget=4, severity="serious", grade="A")
    cases = [("", "", 1), ("normal", "A", 2), ("serious", "B", 3), ("serious", "A", 4), ("normal", "C", 1)]
    for severity, grade, budget in cases:
        assert start("2026-03-06T09:00", severity=severity, grade=grade).budget == budget


def test_a_step_without_a_row_has_one_working_day(start):
    assert start("2026-03-05T09:00").deadline == shanghai("2026-03-06T09:00")


def test_a_deadline_in_a_year_not_announced_is_provisional(start):
    PolicyRuleFactory(budget=10 * 480)
    assert not start("2026-12-01T09:00").provisional
    assert start("2026-12-28T09:00").provisional


def test_a_clock_knows_the_versions_it_was_reckoned_by(start):
    PolicyRuleFactory()
    clock = start("2026-03-06T09:00")
    assert clock.calendar_version == clock.calendar.version
    assert clock.policy_version == clock.policy.version


def test_a_new_cycle_is_a_clock_of_its_own(start):
    first = start("2026-03-06T09:00")
    first.complete(shanghai("2026-03-06T11:00"))
    second = start("2026-03-06T11:00", cycle=2)
    assert second.state == Clock.State.RUNNING
    assert second.next_level == Level.DOER


@pytest.mark.parametrize(("method", "state"), [("complete", "done"), ("cancel", "cancelled")])
def test_an_ended_clock_waits_for_nothing(start, method, state):
    clock = start("2026-03-06T09:00")
    getattr(clock, method)(shanghai("2026-03-06T10:00"))
    clock.refresh_from_db()
    assert (clock.state, clock.ended_at) == (state, shanghai("2026-03-06T10:00"))
    assert (clock.next_level, clock.next_due_at) == (None, None)


def test_a_clock_ends_once_and_says_when(start):
    clock = start("2026-03-06T09:00")
    clock.complete(shanghai("2026-03-06T10:00"))
    with pytest.raises(InvalidTransition, match="10:00"):
        Clock.objects.get().cancel(shanghai("2026-03-06T11:00"))


def test_remaining_time_is_working_time_and_negative_when_late(start):
    PolicyRuleFactory(budget=240)
    clock = start("2026-03-06T15:00")
    assert clock.remaining_working_seconds(shanghai("2026-03-07T12:00")) == 3600
    assert clock.remaining_working_seconds(shanghai("2026-03-09T10:00")) == -1800


def test_the_explanation_names_opening_hours_and_holidays_skipped(start):
    PolicyRuleFactory(budget=480)
    explanation = start("2026-09-30T18:30").explanation()
    assert explanation.starts_later
    assert explanation.counted_from == shanghai("2026-10-08T08:30")
    with translation.override("en"):
        assert explanation.budget == "8 h of working time"
        assert [str(days.name) for days in explanation.skipped_days] == ["National Day"]
    with translation.override("zh-hans"):
        assert [str(days.name) for days in explanation.skipped_days] == ["国庆节"]
    assert [level.fired for level in explanation.levels] == [False] * 4


@pytest.mark.parametrize("ended", [False, True])
def test_the_explanation_says_who_was_told(start, ended):
    PolicyRuleFactory(budget=60)
    clock = start("2026-03-06T09:00")
    scan(clock.deadline)
    clock.refresh_from_db()
    if ended:
        clock.complete(clock.deadline + timedelta(days=9))
    assert [level.fired for level in clock.explanation().levels] == [True, True, False, False]


def test_the_database_refuses_an_ended_clock_that_still_waits(start):
    clock = start("2026-03-06T09:00")
    with pytest.raises(IntegrityError, match="clock_ended_is_silent"):
        Clock.objects.filter(pk=clock.pk).update(state="done", ended_at=clock.started_at + timedelta(hours=1))


def test_a_deadline_set_beforehand_replaces_the_budget_and_the_waits_follow_it(start):
    PolicyRuleFactory(reminder_share=50, leader_wait=60, general_manager_wait=480)
    clock = start("2026-03-02T08:30", due_at=shanghai("2026-03-06T17:00"))
    assert clock.deadline == shanghai("2026-03-06T17:00")
    assert clock.level_due_at[Level.DOER] == shanghai("2026-03-04T12:00")
    assert clock.level_due_at[Level.LEADER] == shanghai("2026-03-06T18:00")
    assert clock.explanation().budget == "a fixed day"


def test_a_deadline_that_has_passed_already_leaves_the_usual_time(start):
    PolicyRuleFactory(budget=240)
    clock = start("2026-03-06T08:30", due_at=shanghai("2026-03-05T17:00"))
    assert clock.deadline == shanghai("2026-03-06T14:00")


def test_a_running_clock_can_be_given_to_somebody_else(start, colleague):
    PolicyRuleFactory(budget=240)
    clock = start("2026-03-06T08:30")
    clock.give_to(colleague, colleague.department)
    clock.refresh_from_db()
    assert (clock.doer, clock.department) == (colleague, colleague.department)


def test_an_ended_clock_stays_with_who_did_it(start, handler, colleague):
    PolicyRuleFactory(budget=240)
    clock = start("2026-03-06T08:30")
    clock.complete(shanghai("2026-03-06T09:00"))
    clock.give_to(colleague, colleague.department)
    clock.refresh_from_db()
    assert clock.doer == handler
