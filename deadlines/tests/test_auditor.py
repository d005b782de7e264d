from datetime import timedelta

import pytest

from deadlines.auditor import audit
from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, Heartbeat
from deadlines.scanner import scan

DUE = shanghai("2026-03-06T10:00")


@pytest.fixture
def clock(start, administrator):
    PolicyRuleFactory(budget=60, reminder_share=0)
    return start("2026-03-06T09:00")


def test_a_clock_ten_minutes_past_its_level_is_no_alarm_yet(clock, administrator):
    assert audit(DUE + timedelta(minutes=10)) == {"stuck": 0, "forgotten": 0}
    assert not administrator.notifications.exists()


def test_a_clock_that_no_scanner_takes_alarms_the_administrators(clock, administrator):
    at = DUE + timedelta(minutes=11)
    assert audit(at) == {"stuck": 1, "forgotten": 0}
    assert "1" in administrator.notifications.get().body
    assert Heartbeat.objects.get(name="auditor").report == {"stuck": 1, "forgotten": 0}


def test_a_running_clock_that_waits_for_nothing_alarms_the_administrators(clock, administrator):
    Clock.objects.update(next_level=None, next_due_at=None)
    assert audit(DUE) == {"stuck": 0, "forgotten": 1}
    assert administrator.notifications.count() == 1


def test_a_clock_whose_levels_are_all_recorded_is_no_alarm(clock):
    scan(DUE + timedelta(days=30))
    assert audit(DUE + timedelta(days=31)) == {"stuck": 0, "forgotten": 0}


def test_an_ended_clock_is_no_alarm(clock):
    clock.complete(DUE)
    assert audit(DUE + timedelta(days=31)) == {"stuck": 0, "forgotten": 0}


def test_the_same_cause_alarms_once_an_hour(clock, administrator):
    at = shanghai("2026-03-06T11:00")
    for minutes in (0, 10, 50, 60, 70):
        audit(at + timedelta(minutes=minutes))
    assert administrator.notifications.count() == administrator.outbox_messages.count() == 2
