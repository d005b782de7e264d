"""Scanners and completions at the same time, in real transactions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from deadlines.factories import PolicyRuleFactory
from deadlines.models import Clock, EscalationEvent
from deadlines.scanner import scan
from people.models import Notification, OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def due(start):
    """Start `number` clocks, all with the reminder and the head's level due; return them and that moment."""

    def due(number):
        PolicyRuleFactory(budget=240, reminder_share=50)
        clocks = [start("2026-03-06T09:00") for _number in range(number)]
        return clocks, clocks[0].deadline

    return due


@pytest.fixture
def elsewhere():
    """Run a function in another thread with a database connection of its own; returns a future."""

    def run(function, *arguments):
        def closing():
            try:
                return function(*arguments)
            finally:
                connection.close()

        return pool.submit(closing)

    with ThreadPoolExecutor(4) as pool:
        yield run


def test_a_scan_leaves_a_clock_that_is_just_being_completed_alone(due, elsewhere):
    (clock,), at = due(1)
    with transaction.atomic():
        clock.complete(at)
        assert elsewhere(scan, at).result()["clocks"] == 0
    assert scan(at)["clocks"] == 0
    assert not EscalationEvent.objects.exists()


def test_a_completion_waits_for_the_scan_that_holds_the_clock(due, elsewhere):
    (clock,), at = due(1)
    with transaction.atomic():
        assert Clock.objects.claim_due(at, 10) == [clock]
        completion = elsewhere(clock.complete, at)
        with pytest.raises(TimeoutError):
            completion.result(timeout=0.3)
    completion.result(timeout=5)
    assert Clock.objects.get().state == Clock.State.DONE
    assert scan(at)["clocks"] == 0


def test_two_scanners_share_the_work(due, elsewhere):
    (first, second), at = due(2)
    with transaction.atomic():
        assert Clock.objects.claim_due(at, 1) == [first]
        assert elsewhere(scan, at).result()["clocks"] == 1
    assert {event.clock for event in EscalationEvent.objects.all()} == {second}


def test_two_scanners_and_a_completer_at_once_cross_nowhere(due, elsewhere):
    clocks, at = due(120)
    completed = clocks[::3]

    def complete():
        for clock in completed:
            Clock.objects.get(pk=clock.pk).complete(at)

    work = [elsewhere(scan, at, 5), elsewhere(scan, at, 7), elsewhere(complete)]
    first, second, _completed = [future.result(timeout=60) for future in work]

    assert Clock.objects.filter(state=Clock.State.DONE).count() == len(completed)
    left_alone = EscalationEvent.objects.exclude(clock__in=completed)
    assert left_alone.count() == 2 * (len(clocks) - len(completed))
    events = EscalationEvent.objects.count()
    assert first["messages"] + second["messages"] == events
    assert Notification.objects.count() == OutboxMessage.objects.count() == events
    for clock in completed:
        assert clock.events.count() in (0, 2)
    assert scan(at + timedelta(minutes=1))["clocks"] == 0
