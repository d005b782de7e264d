from datetime import timedelta

import pytest
from django.utils import timezone

from crm_site.health import report
from deadlines.models import Heartbeat
from people.messaging import Message, write
from people.models import OutboxMessage


@pytest.fixture
def now(db, redis_server):
    """The moment, at which worker, scanner and auditor have just done their part."""
    moment = timezone.now()
    for name in ("worker", "scanner", "auditor"):
        Heartbeat.beat(name, moment)
    return moment


def wrong(at):
    """The parts that are not well as of `at`."""
    answer = report(at)
    parts = {name for name, part in answer.items() if name != "ok" and not part["ok"]}
    assert answer["ok"] == (not parts)
    return parts


def test_all_is_well(client, now):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert set(answer.json()) == {"ok", "database", "redis", "worker", "scanner", "auditor", "outbox"}
    assert answer.json()["scanner"]["age"] < 60


def test_without_worker_and_scanner_it_answers_503(client, db, redis_server):
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["worker"] == {"ok": False, "age": None}


@pytest.mark.parametrize("name", ["worker", "scanner"])
def test_a_beat_that_stopped_is_named(now, name):
    Heartbeat.beat(name, now - timedelta(minutes=3))
    assert wrong(now) == {name}


def test_clocks_that_nobody_watches_are_named(now):
    Heartbeat.beat("auditor", now, stuck=3, forgotten=0)
    assert wrong(now) == {"auditor"}
    assert report(now)["auditor"]["stuck"] == 3


def test_mail_that_does_not_leave_is_named_after_a_while(now, manager):
    write([Message(manager, "cause", "Title")], now - timedelta(minutes=14))
    assert wrong(now) == set()
    OutboxMessage.objects.update(next_attempt_at=now - timedelta(minutes=16))
    assert wrong(now) == {"outbox"}


def test_letters_given_up_are_counted(now, manager):
    write([Message(manager, "cause", "Title")], now)
    OutboxMessage.objects.update(state="dead")
    assert report(now)["outbox"] == {"ok": True, "age": None, "dead": 1}


def test_a_redis_that_is_away_is_named(now, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/redis.sock?db=0"
    assert wrong(now) == {"redis"}
