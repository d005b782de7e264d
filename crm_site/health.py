"""Whether the system works, for monitoring: each part with `ok` and, where it beats, the `age` of its last beat in seconds.

The scanner's beat shows that beat, broker and worker all do their part. Each question has a short limit of time, because
whoever asks wants to know that something hangs, not to hang with it.
"""

import contextlib

import redis
from django.conf import settings
from django.db import DatabaseError, connections
from redis.backoff import NoBackoff
from redis.retry import Retry

from deadlines.models import Heartbeat
from people.models import OutboxMessage

PATIENCE_SECONDS = 2
# How old the last beat may be: some missed nudges, not a dead process.
LONGEST_AGE = {"worker": 150, "scanner": 150}
# Mail that waits longer past its time is stuck: no worker, or no mail server.
LONGEST_WAIT = 900


def report(at):
    """The whole report as of `at`; "ok" is whether all parts are."""
    parts = {"database": {"ok": database_answers()}, "redis": {"ok": redis_answers()}}
    parts |= read_traces(at) if parts["database"]["ok"] else unknown_traces()
    return {"ok": all(part["ok"] for part in parts.values()), **parts}


def database_answers():
    """Asked through a connection of its own: one that is open already may hang longer than anybody waits."""
    probe = connections["default"].copy()
    limits = {"connect_timeout": PATIENCE_SECONDS, "options": f"-c statement_timeout={PATIENCE_SECONDS * 1000}"}
    probe.settings_dict["OPTIONS"] = {**probe.settings_dict["OPTIONS"], **limits}
    try:
        with contextlib.closing(probe), probe.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def redis_answers():
    limits = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **limits) as client:
            return client.ping()
    except redis.RedisError:
        return False


def read_traces(at):
    """What the background processes left in the database."""
    try:
        beats = Heartbeat.objects.in_bulk()
        return {
            **{name: beat(beats.get(name), limit, at) for name, limit in LONGEST_AGE.items()},
            "auditor": auditor(beats.get("auditor"), at),
            "outbox": outbox(at),
            **mailbox(beats.get("mailbox"), at),
        }
    except DatabaseError:
        return unknown_traces()


def unknown_traces():
    return {name: {"ok": False, "age": None} for name in (*LONGEST_AGE, "auditor", "outbox")}


def beat(heartbeat, limit, at):
    age = seconds_since(heartbeat and heartbeat.at, at)
    return {"ok": age is not None and age <= limit, "age": age}


def auditor(heartbeat, at):
    """In order until it finds something: a new system has not been audited yet, and the scanner's beat shows who beats."""
    found = heartbeat.report if heartbeat else {}
    return {"ok": not any(found.values()), "age": seconds_since(heartbeat and heartbeat.at, at), **found}


def outbox(at):
    """The age is that of the message waiting longest past its time; what was given up is counted, not alarmed."""
    waiting = OutboxMessage.objects.due(at).first()
    age = seconds_since(waiting and waiting.next_attempt_at, at)
    dead = OutboxMessage.objects.filter(state=OutboxMessage.State.DEAD).count()
    return {"ok": age is None or age <= LONGEST_WAIT, "age": age, "dead": dead}


def mailbox(heartbeat, at):
    """Where complaints come by e-mail: how long ago the mailbox was read; and how many mails could not be taken."""
    if not settings.COMPLAINT_MAILBOX:
        return {}
    failed = heartbeat.report.get("failed", 0) if heartbeat else 0
    part = beat(heartbeat, LONGEST_WAIT, at)
    return {"mailbox": part | {"ok": part["ok"] and not failed, "failed": failed}}


def seconds_since(moment, at):
    return None if moment is None else round((at - moment).total_seconds(), 1)
