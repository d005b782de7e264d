"""Telling people: in the site and by e-mail, written in the transaction of the event that causes it."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation

from crm_site.celery import nudge
from people.models import Notification, OutboxMessage, QuietHours, User

# The number of the lock that whoever writes a burst of messages holds.
BURST = 7_320_001


@dataclass(frozen=True)
class Message:
    """One thing to tell one person. `key` names the cause; the same cause reaches the same person once.

    What is urgent does not wait for the end of quiet hours.
    """

    recipient: User
    key: str
    title: str
    body: str = ""
    url: str = ""
    is_urgent: bool = False


@contextmanager
def language_of(user):
    """Texts rendered inside are in the language that `user` reads, and times in the zone that `user` lives in."""
    with translation.override(user.language or settings.LANGUAGE_CODE), timezone.override(user.time_zone):
        yield


def with_deputies(people, day):
    """The people and, for those away on `day`, their deputies; nobody twice, order kept."""
    found = {}
    for person in people:
        for recipient in (person, person.deputy_on(day)):
            if recipient is not None:
                found.setdefault(recipient.pk, recipient)
    return list(found.values())


def tell(people, key, words, url, at, by=None, left_out=(), with_deputy=True):
    """Tell `people`, and the deputies of those away, each in their own language; returns how many were told.

    `words()` gives the title and the body, and is asked in the language of whoever reads it. Nobody is told what they
    have just done themself (`by`) or what is kept from them (`left_out`, ids); among `people` may be None and those who
    have left. What concerns the person alone goes to no deputy.
    """
    left_out = {by and by.pk, *left_out}
    readers = [person for person in people if person is not None and person.is_active and person.pk not in left_out]
    if with_deputy:
        readers = with_deputies(readers, timezone.localdate(at))
    messages = []
    for person in readers:
        if person.pk not in left_out:
            with language_of(person):
                title, body = words()
            messages.append(Message(person, key, title, body, url))
    post(messages, at)
    return len(messages)


def post(messages, at):
    """Tell people: `write` the messages, and send the mails as soon as the transaction commits."""
    write(messages, at)
    send_soon()


def write(messages, at):
    """Write the in-site notifications and the outgoing e-mails of `messages`; known causes are left out."""
    quiet = QuietHours.objects.first() if messages else None
    notifications, mails = [], []
    for message in messages:
        text = {"title": message.title[:200], "body": message.body, "url": message.url, "created_at": at}
        notifications.append(Notification(recipient=message.recipient, key=message.key, **text))
        if message.recipient.email:
            leaves_at = at
            if quiet and not message.is_urgent:
                leaves_at = quiet.end_after(at, message.recipient.time_zone)
            mails.append(
                OutboxMessage(
                    key=f"{message.key}:{message.recipient.pk}",
                    recipient=message.recipient,
                    is_urgent=message.is_urgent,
                    next_attempt_at=leaves_at,
                    **text,
                )
            )
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)
    OutboxMessage.objects.bulk_create(mails, ignore_conflicts=True)


def send_soon():
    """Whoever writes many messages in many transactions asks once, at the end, so that they leave as one mail each."""
    from people.tasks import send_outbox

    nudge(send_outbox)


@contextmanager
def burst():
    """While somebody writes very many messages in many transactions, mail waits, so that it leaves as one each.

    A shared lock of the database connection: it ends with the process, however that ends.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [BURST])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [BURST])


def is_in_burst():
    """Whether somebody else is in a `burst`; asked outside a transaction, the lock is tried and let go at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT pg_try_advisory_xact_lock(%s)", [BURST])
        return cursor.fetchone()[0]
