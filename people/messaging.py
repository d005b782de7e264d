"""Telling people: in the site and by e-mail, written in the transaction of the event that causes it."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

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
    """Texts rendered inside are in the language that `user` reads."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
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
    """Write the in-site notifications and the outgoing e-mails of `messages`; known causes are left out."""
    from people.tasks import send_outbox

    notifications, mails = [], []
    for message in messages:
        text = {"title": message.title[:200], "body": message.body, "url": message.url, "created_at": at}
        notifications.append(Notification(recipient=message.recipient, key=message.key, **text))
        if message.recipient.email:
            key = f"{message.key}:{message.recipient.pk}"
            mails.append(OutboxMessage(key=key, recipient=message.recipient, next_attempt_at=at, **text))
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)
    OutboxMessage.objects.bulk_create(mails, ignore_conflicts=True)
    if mails:
        nudge(send_outbox)
