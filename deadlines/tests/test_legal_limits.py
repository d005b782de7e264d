"""A limit that the law sets, in days of the calendar, beside the clock of a step."""

from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock
from deadlines.scanner import scan


def test_it_ends_on_its_day_and_its_levels_go_on_in_working_time(start, escalations):
    """Notice of damage within 7 days of Wednesday, 30 September: it ends within the holidays of October."""
    PolicyRuleFactory(unit="calendar_days", budget=7, reminder_share=50, leader_wait=60, general_manager_wait=480)
    clock = start("2026-09-30T09:00")
    assert clock.deadline == shanghai("2026-10-07T09:00")
    assert clock.level_due_at == [
        shanghai("2026-09-30T14:15"),
        shanghai("2026-10-07T09:00"),
        shanghai("2026-10-08T09:30"),
        shanghai("2026-10-08T18:00"),
    ]
    scan(shanghai("2026-10-07T09:00"))
    assert escalations() == {(0, "handler"), (1, "head")}


def test_days_kept_elsewhere_are_a_moment_set_beforehand(start):
    """Where the number of days depends on the mode of transport, the owner of that table says the moment."""
    PolicyRuleFactory(unit="calendar_days", budget=7)
    due = start("2026-03-06T09:00").calendar.working_time().calendar_days(shanghai("2026-03-06T09:00"), 14)
    clock = start("2026-03-06T09:00", due_at=due)
    assert (clock.deadline, clock.provisional) == (shanghai("2026-03-20T09:00"), False)
    assert clock.remaining_working_seconds(shanghai("2026-03-18T09:00")) == 2 * 86400


def test_two_clocks_of_one_matter_do_not_disturb_each_other(start, handler):
    PolicyRuleFactory(budget=240)
    PolicyRuleFactory(step="test.notice", unit="calendar_days", budget=7)
    step = start("2026-03-06T09:00")
    facts = {"title": "TS-1", "url": "/complaints/1/", "doer": handler, "department": handler.department}
    notice = Clock.start("test.notice", at=shanghai("2026-03-06T09:00"), **facts)
    step.pause(handler, shanghai("2026-03-06T10:00"), "Waits for the customer")
    step.complete(shanghai("2026-03-06T17:00"))
    notice.refresh_from_db()
    assert (notice.state, notice.deadline) == (Clock.State.RUNNING, shanghai("2026-03-13T09:00"))
