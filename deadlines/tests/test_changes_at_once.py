"""Pauses, recomputation and scans of one clock at the same time, in real transactions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from crm_site.workflow import InvalidTransition
from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, EscalationEvent, PolicyRule
from deadlines.recomputation import recompute_outdated
from deadlines.scanner import scan

pytestmark = pytest.mark.django_db(transaction=True)
AT = shanghai("2026-03-06T10:00")


@pytest.fixture
def clock(start):
    PolicyRuleFactory(budget=60, reminder_share=0)
    return start("2026-03-06T09:00")


def elsewhere(function, *arguments):
    """Run in another thread with a database connection of its own; an exception is the result."""

    def closing():
        try:
            return function(*arguments)
        except InvalidTransition as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(closing).result(timeout=30)


def test_a_scan_leaves_a_clock_that_is_just_being_paused_alone(clock, handler):
    with transaction.atomic():
        clock.pause(handler, AT, "Waits")
        assert elsewhere(scan, AT)["clocks"] == 0
    assert scan(AT)["clocks"] == 0
    assert not EscalationEvent.objects.exists()


def test_recomputation_passes_over_what_is_held_and_finds_it_again(clock):
    PolicyRule.objects.filter(step="test.step").update(budget=120)
    with transaction.atomic():
        assert Clock.objects.claim_due(AT, 1) == [clock]
        assert elsewhere(recompute_outdated, AT) == 0
    assert recompute_outdated(AT) == 1
    assert scan(AT)["clocks"] == 0


def test_two_people_pause_at_once_and_the_second_is_told_so(clock, handler, colleague):
    with ThreadPoolExecutor(2) as pool:
        pausing = [pool.submit(elsewhere, Clock.objects.get().pause, by, AT, "Waits") for by in (handler, colleague)]
        results = [future.result(timeout=30) for future in pausing]
    assert sum(isinstance(result, InvalidTransition) for result in results) == 1
    assert clock.pauses.count() == 1


def test_completing_and_letting_go_on_at_once_end_the_pause_once(clock, handler):
    clock.pause(handler, AT, "Waits")
    with ThreadPoolExecutor(2) as pool:
        acts = [getattr(Clock.objects.get(), name) for name in ("complete", "resume")]
        for future in [pool.submit(elsewhere, act, shanghai("2026-03-06T11:00")) for act in acts]:
            future.result(timeout=30)
    clock.refresh_from_db()
    assert clock.state == Clock.State.DONE
    assert clock.pauses.get().ended_at == shanghai("2026-03-06T11:00")
