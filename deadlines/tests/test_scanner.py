"""Whom a scan tells, when, and that it does so once."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, EscalationEvent, Level
from deadlines.scanner import scan
from people.factories import UserFactory
from people.models import Notification, OutboxMessage, Role
from people.sending import send_due

REMINDER, DEADLINE = shanghai("2026-03-06T11:00"), shanghai("2026-03-06T14:30")
TO_LEADER, TO_GENERAL_MANAGER = shanghai("2026-03-09T09:30"), shanghai("2026-03-10T17:00")
EVERYBODY = {(0, "handler"), (1, "head"), (2, "supervisor"), (3, "director")}


@pytest.fixture
def clock(start, handler):
    """Four hours from Friday 09:00: reminder at 11:00 … all levels 0 to 3 in working time."""
    PolicyRuleFactory(budget=240, reminder_share=50, leader_wait=270, general_manager_wait=1110)
    return start("2026-03-06T09:00")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (REMINDER - timedelta(seconds=1), set()),
        (REMINDER, {(0, "handler")}),
        (DEADLINE - timedelta(seconds=1), {(0, "handler")}),
        (DEADLINE, {(0, "handler"), (1, "head")}),
        (TO_LEADER, {(0, "handler"), (1, "head"), (2, "supervisor")}),
        (TO_GENERAL_MANAGER, EVERYBODY),
    ],
)
def test_each_level_fires_at_its_moment(clock, escalations, at, told):
    assert clock.level_due_at == [REMINDER, DEADLINE, TO_LEADER, TO_GENERAL_MANAGER]
    scan(at)
    assert escalations() == told


def test_levels_fire_one_after_the_other_and_then_the_clock_is_silent(clock, escalations):
    for level, moment in enumerate(clock.level_due_at):
        clock.refresh_from_db()
        assert clock.next_level == level
        scan(moment)
    clock.refresh_from_db()
    assert (clock.next_level, clock.next_due_at, clock.state) == (None, None, Clock.State.RUNNING)
    assert escalations() == EVERYBODY


def test_whom_the_matter_is_about_is_passed_over_and_the_next_post_is_told(clock, head, supervisor, escalations):
    Clock.objects.update(kept_from=head)
    scan(DEADLINE)
    assert escalations() == {(0, "handler"), (1, "supervisor")}
    Clock.objects.update(kept_from=supervisor)
    scan(TO_LEADER)
    assert escalations() == {(0, "handler"), (1, "supervisor"), (2, "director")}


def test_nor_is_told_whom_the_matter_is_about_as_a_deputy(clock, handler, colleague, escalations):
    handler.deputy, handler.deputy_from, handler.deputy_until = colleague, date(2026, 3, 1), date(2026, 3, 31)
    handler.save()
    Clock.objects.update(kept_from=colleague)
    scan(REMINDER)
    assert escalations() == {(0, "handler")}


def test_a_second_scan_changes_nothing(clock):
    assert scan(TO_LEADER) == {"clocks": 1, "levels": 3, "messages": 3}
    before = list(EscalationEvent.objects.values())
    assert scan(TO_LEADER) == {"clocks": 0, "levels": 0, "messages": 0}
    assert list(EscalationEvent.objects.values()) == before
    assert Notification.objects.count() == OutboxMessage.objects.count() == 3


def test_after_an_outage_every_missed_level_is_recorded_with_its_lateness(clock, escalations):
    back = TO_GENERAL_MANAGER + timedelta(hours=2)
    scan(back)
    assert escalations() == EVERYBODY
    late = dict(EscalationEvent.objects.values_list("level", "late_seconds"))
    assert late == {level: (back - moment).total_seconds() for level, moment in enumerate(clock.level_due_at)}


def test_events_and_messages_say_what_is_late_by_how_much_and_who_should_act(clock, head):
    scan(DEADLINE + timedelta(minutes=90))
    event = EscalationEvent.objects.get(level=Level.HEAD)
    for part in ("TS-1", "2026-03-06 Fri 14:30", "1 h 30 min of working time late", "Handler", "Shanghai operations"):
        assert part in event.reason
    message = head.notifications.get()
    assert (message.body, message.url) == (event.reason, "/complaints/1/")
    assert head.outbox_messages.get().body == event.reason


def test_a_reminder_says_how_much_time_is_left(clock, handler):
    scan(REMINDER)
    assert "2 h of working time left" in handler.notifications.get().body


@pytest.mark.parametrize("end", ["complete", "cancel"])
def test_an_ended_clock_tells_nobody(clock, escalations, end):
    getattr(clock, end)(REMINDER - timedelta(minutes=1))
    scan(TO_GENERAL_MANAGER)
    assert escalations() == set()


def test_a_second_round_escalates_anew(clock, start, escalations):
    scan(TO_GENERAL_MANAGER)
    clock.complete(TO_GENERAL_MANAGER)
    again = start("2026-03-16T09:00", cycle=2)
    scan(shanghai("2026-03-31T09:00"))
    assert EscalationEvent.objects.filter(clock=again).count() == 4
    assert EscalationEvent.objects.count() == 8


def test_the_database_refuses_a_second_event_of_one_level_to_one_person(clock):
    scan(REMINDER)
    event = EscalationEvent.objects.get()
    event.pk = None
    with pytest.raises(IntegrityError, match="escalation_once"), transaction.atomic():
        event.save(force_insert=True)


def test_a_level_recorded_already_is_not_told_again(clock, handler):
    scan(REMINDER)
    Clock.objects.update(next_level=0, next_due_at=REMINDER)
    scan(REMINDER + timedelta(minutes=5))
    assert EscalationEvent.objects.count() == handler.notifications.count() == 1


def test_while_absent_the_holder_and_the_deputy_are_told(clock, head, colleague, escalations):
    head.deputy, head.deputy_from, head.deputy_until = colleague, date(2026, 3, 6), date(2026, 3, 6)
    head.save()
    scan(DEADLINE)
    assert escalations() == {(0, "handler"), (1, "head"), (1, "colleague")}


def test_nobody_is_told_twice_in_one_level(clock, handler, escalations):
    other = UserFactory(username="other", role=Role.HANDLER, department=handler.department)
    other.deputy, other.deputy_from, other.deputy_until = handler, date(2026, 3, 1), date(2026, 3, 31)
    other.save()
    Clock.objects.update(doer=None)
    scan(REMINDER)
    assert escalations() == {(0, "handler"), (0, "head"), (0, "other")}


def test_a_doer_who_has_left_is_replaced_by_the_handlers_of_the_department(clock, start, escalations):
    gone = UserFactory(username="gone", role=Role.HANDLER, department=clock.department, is_active=False)
    Clock.objects.update(doer=gone)
    scan(REMINDER)
    assert escalations() == {(0, "handler"), (0, "head")}


def test_without_doer_and_handlers_the_head_is_reminded(clock, supervisor, company, escalations):
    Clock.objects.update(doer=None, department=company.sales)
    scan(REMINDER)
    assert escalations() == {(0, "supervisor")}


def test_a_company_without_posts_tells_its_administrators(clock, company, administrator, escalations):
    for department in (company.root, company.shanghai, company.operations):
        department.head = department.supervising_leader = None
        department.save()
    scan(TO_GENERAL_MANAGER)
    assert escalations() == {(0, "handler"), *((level, "admin") for level in (1, 2, 3))}


def test_the_message_is_in_the_language_and_zone_of_its_reader(clock, head):
    head.zone = "Europe/Berlin"
    head.save()
    scan(DEADLINE)
    assert "2026-03-06 Fri 07:30" in head.notifications.get().body


def test_a_scan_in_small_batches_fires_everything(start, escalations):
    for _number in range(7):
        start("2026-03-06T09:00")
    assert scan(shanghai("2026-03-13T09:00"), batch=3)["clocks"] == 7
    assert EscalationEvent.objects.count() == 28


def test_after_an_outage_everybody_gets_one_mail_about_everything(start, clock):
    for _number in range(5):
        start("2026-03-06T09:00")
    back = TO_GENERAL_MANAGER + timedelta(days=1)
    scan(back)
    assert send_due(back) == {"mails": 4, "sent": 24, "failed": 0, "dead": 0}
    assert sorted(sent.to[0].partition("@")[0] for sent in mail.outbox) == ["director", "handler", "head", "supervisor"]
