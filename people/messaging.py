"""Telling people: in the site and by e-mail, written in the transaction of the event that causes it."""

import zoneinfo
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation

from crm_site.celery import nudge
from people.models import Notification, OutboxMessage, User


@dataclass(frozen=True)
class Message:
    """One thing to tell one person. `key` names the cause; the same cause reaches the same person once."""

    recipient: User
    key: str
    title: str
    body: str = ""
    url: str = ""


@contextmanager
def language_of(user):
    """Texts rendered inside are in the language that `user` reads, and times in the zone that `user` lives in."""
    zone = zoneinfo.ZoneInfo(user.zone or settings.TIME_ZONE)
    with translation.override(user.language or settings.LANGUAGE_CODE), timezone.override(zone):
        yield


def with_deputies(people, day):
    """The people and, for those away on `day`, their deputies; nobody twice, order kept."""
    found = {}
    for person in people:
        for recipient in (person, person.deputy_on(day)):
            if recipient is not None:
                found.setdefault(recipient.pk, recipient)
    return list(found.values())


def post(messages, at):
    """Tell people: `write` the messages, and send the mails as soon as the transaction commits."""
    write(messages, at)
    send_soon()


def write(messages, at):
    """Write the in-site notifications and the outgoing e-mails of `messages`; known causes are left out."""
    notifications, mails = [], []
    for message in messages:
        text = {"title": message.title[:200], "body": message.body, "url": message.url, "created_at": at}
        notifications.append(Notification(recipient=message.recipient, key=message.key, **text))
        if message.recipient.email:
            key = f"{message.key}:{message.recipient.pk}"
            mails.append(OutboxMessage(key=key, recipient=message.recipient, next_attempt_at=at, **text))
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)
    OutboxMessage.objects.bulk_create(mails, ignore_conflicts=True)


def send_soon():
    """Whoever writes many messages in many transactions asks once, at the end, so that they leave as one mail each."""
    from people.tasks import send_outbox

    nudge(send_outbox)
