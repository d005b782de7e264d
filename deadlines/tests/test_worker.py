"""The real worker and the real beat: stopped by force, without Redis, and back again."""

import tempfile
import time
from pathlib import Path

import pytest
from django.utils import timezone

from deadlines.factories import PolicyRuleFactory
from deadlines.models import Clock, EscalationEvent, Heartbeat, PolicyRule
from devtools.fixtures import wait_until
from devtools.processes import tail
from devtools.redis_server import Redis
from people.models import Notification, OutboxMessage

NUMBER = 5000


@pytest.fixture
def copies(handler):
    """Start clocks whose four levels are all due after four seconds."""
    PolicyRuleFactory(
        unit=PolicyRule.Unit.SECONDS, budget=2, head_wait=0, leader_wait=1, general_manager_wait=2, reminder_share=50
    )

    def copies(number):
        clock = Clock.start("test.step", "TS-1", "/complaints/1/", handler, handler.department, timezone.now())
        rows = Clock.objects.filter(pk=clock.pk).values()[0]
        rows.pop("id")
        Clock.objects.bulk_create(Clock(**rows) for _number in range(number - 1))

    return copies


def test_killed_in_the_middle_of_5000_due_clocks_every_level_is_recorded_once(celery, mail_server, copies):
    copies(NUMBER)
    celery.start(beat_seconds=1, EMAIL_URL=mail_server.url)
    recorded = wait_until(EscalationEvent.objects.count)
    celery.kill_worker()
    celery.kill_beat()
    assert recorded < 4 * NUMBER

    celery.start_worker()
    celery.start_beat()
    wait_until(lambda: not Clock.objects.filter(next_due_at__isnull=False).exists(), seconds=60)
    wait_until(lambda: not OutboxMessage.objects.filter(state="waiting").exists(), seconds=60)
    levels = EscalationEvent.objects.values_list("clock", "level")
    assert levels.count() == levels.distinct().count() == 4 * NUMBER
    assert Notification.objects.count() == OutboxMessage.objects.filter(state="sent").count() == 4 * NUMBER
    assert {message["To"] for message in mail_server.messages} == {
        f"{name}@example.test" for name in ("handler", "head", "supervisor", "director")
    }


@pytest.fixture
def own_redis():
    """A Redis that the test may stop."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = Redis(folder, folder, throw_away=True)
        server.start()
        yield server
        server.stop()


@pytest.mark.parametrize("when", ["between two tasks", "during a task"])
def test_while_redis_is_away_nothing_is_lost_and_afterwards_it_catches_up(celery, own_redis, mail_server, copies, when):
    celery.start(beat_seconds=1, REDIS_URL=own_redis.url, EMAIL_URL=mail_server.url)
    wait_until(lambda: Heartbeat.objects.filter(name="scanner"))
    if when == "during a task":
        mail_server.delay = 3
        letter = {"key": "outside", "address": "somebody@example.test", "title": "A letter"}
        OutboxMessage.objects.create(**letter, created_at=timezone.now(), next_attempt_at=timezone.now())
        mail_server.wait_for(1)
    own_redis.stop()
    copies(3)
    time.sleep(5)
    assert not EscalationEvent.objects.exists()

    own_redis.start()
    # Worker and beat knock again after ever longer pauses, so a busy machine needs patience.
    wait_until(lambda: EscalationEvent.objects.count() == 4 * 3, 180, lambda: tail(celery.log("worker")))
    wait_until(lambda: not OutboxMessage.objects.exclude(state="sent").exists(), 90)
