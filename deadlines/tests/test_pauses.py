"""What a pause does to a deadline and to the levels."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm_site.workflow import InvalidTransition
from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, ClockPause, DeadlinePolicy, PolicyRule
from deadlines.resuming import resume_paused
from deadlines.scanner import scan

Unit = PolicyRule.Unit


@pytest.fixture
def clock(start):
    """Four hours from Friday 09:00: reminder at 11:00, due at 14:30."""
    PolicyRuleFactory(budget=240, reminder_share=50, leader_wait=60, general_manager_wait=120)
    return start("2026-03-06T09:00")


@pytest.fixture
def paused(clock, handler):
    """Let the clock stand still between moments of Shanghai."""

    def paused(start, end, reason="Waits for the customer"):
        clock.pause(handler, shanghai(start), reason)
        clock.resume(shanghai(end), by=handler)
        return clock

    return paused


@pytest.mark.parametrize(
    ("begin", "end", "deadline"),
    [
        ("2026-03-06T10:00", "2026-03-06T11:00", "2026-03-06T15:30"),
        ("2026-03-06T10:00", "2026-03-06T13:00", "2026-03-06T16:30"),
        ("2026-03-06T17:00", "2026-03-09T09:00", "2026-03-06T14:30"),
        ("2026-03-06T14:00", "2026-03-09T09:30", "2026-03-09T10:00"),
        ("2026-03-06T12:00", "2026-03-06T13:30", "2026-03-06T14:30"),
    ],
    ids=["in hours", "over noon", "after the deadline", "over a weekend", "outside hours"],
)
def test_paused_working_time_is_added_to_the_deadline(paused, begin, end, deadline):
    assert paused(begin, end).deadline == shanghai(deadline)


def test_a_pause_over_a_holiday_adds_none_of_it(start, handler):
    PolicyRuleFactory(budget=480)
    clock = start("2026-09-30T09:00")
    clock.pause(handler, shanghai("2026-09-30T17:00"), "Waits for the customs")
    clock.resume(shanghai("2026-10-08T09:30"))
    assert clock.deadline == shanghai("2026-10-08T11:00")


@pytest.mark.parametrize(
    ("unit", "budget", "deadline"),
    [
        (Unit.WORKING_DAYS, 1, "2026-03-11T09:00"),
        (Unit.CALENDAR_DAYS, 3, "2026-03-12T09:30"),
        (Unit.SECONDS, 86400, "2026-03-10T09:30"),
    ],
)
def test_each_unit_gets_back_the_time_that_it_counts(start, handler, unit, budget, deadline):
    """From Friday 16:00 to Monday 16:30: 8.5 hours of work, and three days and half an hour by the clock."""
    PolicyRuleFactory(unit=unit, budget=budget)
    clock = start("2026-03-06T09:00")
    clock.pause(handler, shanghai("2026-03-06T16:00"), "Waits for the carrier")
    clock.resume(shanghai("2026-03-09T16:30"))
    assert clock.deadline == shanghai(deadline)


def test_two_pauses_in_one_minute_count_both(clock, handler):
    begin = shanghai("2026-03-06T10:00")
    for second in (0, 30):
        clock.pause(handler, begin + timedelta(seconds=second), "Line is dead")
        clock.resume(begin + timedelta(seconds=second + 20))
    assert clock.pauses.count() == 2
    assert clock.deadline == shanghai("2026-03-06T14:30") + timedelta(seconds=40)


def test_a_paused_clock_tells_nobody_and_its_levels_move(clock, handler, escalations):
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits for the customer")
    assert scan(shanghai("2026-03-12T09:00"))["clocks"] == 0
    clock.resume(shanghai("2026-03-12T10:00"))
    assert clock.level_due_at == [
        shanghai("2026-03-12T11:00"),
        shanghai("2026-03-12T14:30"),
        shanghai("2026-03-12T15:30"),
        shanghai("2026-03-12T16:30"),
    ]
    scan(shanghai("2026-03-12T11:00"))
    assert escalations() == {(0, "handler")}


def test_what_was_told_before_a_pause_is_not_told_again(clock, handler, escalations):
    scan(shanghai("2026-03-06T11:00"))
    clock.refresh_from_db()
    clock.pause(handler, shanghai("2026-03-06T11:00"), "Waits for the customer")
    clock.resume(shanghai("2026-03-06T17:30"))
    assert clock.level_due_at[0] == shanghai("2026-03-06T11:00")
    assert clock.deadline == shanghai("2026-03-09T10:00")
    scan(clock.deadline)
    assert escalations() == {(0, "handler"), (1, "head")}


def test_a_clock_that_is_late_already_stays_late_but_does_not_climb_meanwhile(clock, handler, escalations):
    scan(clock.deadline)
    clock.refresh_from_db()
    clock.pause(handler, shanghai("2026-03-06T15:00"), "Waits for the insurer")
    clock.resume(shanghai("2026-03-09T09:00"))
    assert clock.deadline == shanghai("2026-03-06T14:30")
    assert clock.next_due_at == shanghai("2026-03-09T09:30")
    assert escalations() == {(0, "handler"), (1, "head")}


def test_remaining_time_stands_still_with_the_clock(clock, handler):
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits for the customer")
    assert clock.remaining_working_seconds(shanghai("2026-03-20T10:00")) == 3 * 3600


def test_a_step_done_while_paused_is_measured_by_the_moved_deadline(clock, handler):
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits for the customer")
    clock.complete(shanghai("2026-03-06T17:00"))
    assert (clock.state, clock.paused_at) == (Clock.State.DONE, None)
    assert clock.deadline == shanghai("2026-03-09T10:30")
    assert clock.pauses.get().ended_at == shanghai("2026-03-06T17:00")


def test_a_pause_needs_a_reason(clock, handler):
    with pytest.raises(ValidationError, match="stands still"):
        clock.pause(handler, shanghai("2026-03-06T10:00"), "  ")


@pytest.mark.parametrize("until", ["2026-03-06T10:00", "2026-04-05T10:01"])
def test_a_pause_ends_after_it_begins_and_within_its_limit(clock, handler, until):
    with pytest.raises(ValidationError, match="2026"):
        clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits", until=shanghai(until))


def test_a_clock_is_paused_once_at_a_time(clock, handler):
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits")
    with pytest.raises(InvalidTransition, match="10:00"):
        Clock.objects.get().pause(handler, shanghai("2026-03-06T10:30"), "Waits again")
    clock.resume(shanghai("2026-03-06T11:00"))
    with pytest.raises(InvalidTransition, match="any more"):
        clock.resume(shanghai("2026-03-06T11:30"))
    with pytest.raises(InvalidTransition, match="pause before it"):
        clock.pause(handler, shanghai("2026-03-06T10:59"), "Waits in the past")


def test_an_ended_clock_cannot_be_paused(clock, handler):
    clock.complete(shanghai("2026-03-06T10:00"))
    with pytest.raises(InvalidTransition, match="ended"):
        clock.pause(handler, shanghai("2026-03-06T10:30"), "Waits")


def test_the_database_refuses_pauses_that_overlap(paused, handler):
    clock = paused("2026-03-06T10:00", "2026-03-06T11:00")
    times = {"started_at": shanghai("2026-03-06T10:59"), "resumes_at": shanghai("2026-03-07T10:00")}
    with pytest.raises(IntegrityError, match="pauses_do_not_overlap"), transaction.atomic():
        ClockPause.objects.create(clock=clock, by=handler, reason="Waits", **times)


def test_when_its_limit_is_reached_the_clock_goes_on_by_itself_and_the_doer_is_told(clock, handler):
    DeadlinePolicy.objects.update(longest_pause=3)
    clock = Clock.objects.get()
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits for the customer")
    assert resume_paused(shanghai("2026-03-09T09:59")) == 0
    assert resume_paused(shanghai("2026-03-09T12:00")) == 1
    clock.refresh_from_db()
    assert clock.deadline == shanghai("2026-03-09T14:30")
    message = handler.notifications.get()
    assert "Goes on" in message.title
    assert "2026-03-09 Mon 14:30" in message.body
    pause = clock.pauses.get()
    assert (pause.ended_at, pause.ended_by) == (shanghai("2026-03-09T10:00"), None)
    assert resume_paused(shanghai("2026-03-09T12:01")) == 0


def test_after_an_outage_levels_due_since_the_pause_ended_are_recorded(clock, handler, escalations):
    clock.pause(handler, shanghai("2026-03-06T10:00"), "Waits", until=shanghai("2026-03-06T13:30"))
    back = shanghai("2026-03-09T08:45")
    resume_paused(back)
    scan(back)
    assert escalations() == {(0, "handler"), (1, "head"), (2, "supervisor")}
