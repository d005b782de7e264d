"""Sending the outbox: one mail per person and run, each message's fate kept apart.

Several messages waiting for one of our people become one mail; somebody outside gets every message as a letter of its
own. A message leaves the outbox in the transaction in which its mail was handed over, under its row lock: two senders
at once send nothing twice, and a crash in between sends the same mail, with the same Message-ID, again. While a scan
writes messages by the thousand, mail waits for its end.
"""

import logging
import smtplib
from collections import Counter, defaultdict
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm_site import mail
from people import messaging
from people.models import OutboxMessage, QuietHours, User

logger = logging.getLogger(__name__)

# Minutes to wait after each failed attempt; the attempt after the last wait is the last one.
WAITS = [1, 5, 15, 60, 120, 240, 480]
SERVER_AWAY = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError)
# A burst that lasts longer holds nothing up any more.
LONGEST_BURST = timedelta(minutes=10)
# A mail says this many messages in full, and how many more stand in the site.
DIGEST_LIMIT = 50


def send_due(at):
    """Send all messages due at `at`; returns how many mails left, and how many messages were sent, failed or dead."""
    counts = Counter(mails=0, sent=0, failed=0, dead=0)
    connection = get_connection()
    try:
        for recipient_id, address in OutboxMessage.objects.due(at).recipients():
            if _waits_for_burst(at):
                break
            connection.open()
            _send_to(recipient_id, address, connection, at, counts)
    except OSError as error:
        # The server is away, which is no message's fault: all keep their attempts and go out when it is back. The run
        # ends, because a server that hangs would otherwise keep the worker from the deadlines, mail after mail.
        logger.warning("The outbox waits for the mail server: %s", error)
        OutboxMessage.objects.due(at).exclude(last_error=str(error)).update(last_error=str(error))
    finally:
        connection.close()
    return counts


def _waits_for_burst(at):
    return messaging.is_in_burst() and not OutboxMessage.objects.due(at - LONGEST_BURST).exists()


def _send_to(recipient_id, address, connection, at, counts):
    """Send what one person waits for; raises when the server went away meanwhile, with the attempt counted."""
    failure = None
    with transaction.atomic():
        messages = OutboxMessage.objects.due(at).claim(recipient_id, address)
        if not messages:
            return
        recipient = User.objects.get(pk=recipient_id) if recipient_id else None
        if recipient and not (recipient.is_active and recipient.email):
            counts.update(_bury(messages, _("This person has left or has no e-mail address.")))
            return
        try:
            connection.send_messages([_mail(recipient, messages)])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one mail must not hold up the others
            failure = error
            counts.update(_retry_later(recipient, messages, str(error), at))
        else:
            _save(messages, state=OutboxMessage.State.SENT, sent_at=at, last_error="")
            counts.update(mails=1, sent=len(messages))
    if failure:
        # What a mail server answers speaks for itself; a fault of ours leaves its trace.
        trace = None if isinstance(failure, (smtplib.SMTPException, OSError)) else failure
        logger.warning("Mail to %s failed: %s", recipient or address, failure, exc_info=trace)
        connection.close()
        if isinstance(failure, SERVER_AWAY):
            raise failure


def _mail(recipient, messages):
    shown = OutboxMessage.objects.in_full(messages[:DIGEST_LIMIT])
    return _digest(recipient, shown, messages) if recipient else _letter(*shown)


def _digest(recipient, shown, messages):
    with messaging.language_of(recipient):
        subject = shown[0].title
        if len(messages) > 1:
            subject = ngettext("%(count)s message: %(first)s", "%(count)s messages: %(first)s", len(messages)) % {
                "count": len(messages),
                "first": subject,
            }
        context = {
            "recipient": recipient,
            "messages": [(message, mail.absolute(message.url)) for message in shown],
            "more": len(messages) - len(shown),
            "site": mail.absolute("/notifications/"),
        }
        return mail.compose(recipient.email, subject, "messages", context, [message.key for message in messages])


def _letter(message):
    """A mail to somebody outside, who has no login and is told nothing of the site but the link meant for them."""
    with translation.override(message.language or settings.LANGUAGE_CODE):
        context = {
            "message": message,
            "link": message.url and mail.absolute(message.url),
            "unsubscribe": message.unsubscribe_url and mail.absolute(message.unsubscribe_url),
        }
        letter = mail.compose(message.address, message.title, "letter", context, [message.key])
    if message.reply_to:
        letter.reply_to = [message.reply_to]
    letter.extra_headers |= message.headers
    if message.unsubscribe_url:
        letter.extra_headers["List-Unsubscribe"] = f"<{context['unsubscribe']}>"
    return letter


def _retry_later(recipient, messages, error, at):
    counts, alike = Counter(), defaultdict(list)
    quiet = QuietHours.objects.first() if recipient else None
    for message in messages:
        alike[message.attempts, message.is_urgent].append(message)
    for (attempts, is_urgent), group in alike.items():
        changes = {"attempts": attempts + 1, "last_error": error}
        if attempts >= len(WAITS):
            changes["state"] = OutboxMessage.State.DEAD
            counts["dead"] += len(group)
        else:
            next_attempt = at + timedelta(minutes=WAITS[attempts])
            if quiet and not is_urgent:
                next_attempt = quiet.end_after(next_attempt, recipient.time_zone)
            changes["next_attempt_at"] = next_attempt
            counts["failed"] += len(group)
        _save(group, **changes)
    return counts


def _bury(messages, error):
    _save(messages, state=OutboxMessage.State.DEAD, last_error=error)
    return {"dead": len(messages)}


def _save(messages, **changes):
    OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(**changes)
