"""Reading the mailbox: each mail is recorded with what became of it, once, and then put away.

The record, the complaint and the acknowledgement are written in one transaction; the mail is moved after it. A crash in
between finds the mail again, and its Message-ID on record.
"""

import imaplib
import logging
from collections import Counter

from django.conf import settings
from django.db import DatabaseError

from complaints.mail.mailbox import Mailbox
from complaints.mail.reading import read
from complaints.models import IncomingMail
from deadlines.models import Heartbeat

logger = logging.getLogger(__name__)

# One run takes so many, so that a full mailbox does not keep the worker from the deadlines.
MOST_MAILS = 30
# What is read of a mail that is too large: enough for its headers and, usually, its text.
HEAD = 65_536


def read_mailbox(at):
    """Take what lies in the mailbox at `at`; returns how many mails were taken and how many failed."""
    counts = Counter(taken=0, failed=0)
    try:
        with Mailbox(settings.COMPLAINT_MAILBOX) as mailbox:
            for uid in mailbox.waiting()[:MOST_MAILS]:
                counts["taken" if _take(mailbox, uid, at) else "failed"] += 1
    except (OSError, imaplib.IMAP4.error) as error:
        logger.warning("The mailbox for complaints cannot be read: %s", error)
    else:
        Heartbeat.beat("mailbox", at, failed=counts["failed"])
    return counts


def _take(mailbox, uid, at):
    """Whether it was recorded; what could not be stays in the mailbox for the next run."""
    is_too_large = mailbox.size(uid) > settings.COMPLAINT_MAIL_MAX_BYTES
    raw = mailbox.raw(uid, HEAD if is_too_large else None)
    try:
        record(raw, at, is_too_large)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("Mail %s in the mailbox for complaints could not be taken", uid.decode())
        return False
    mailbox.put_away(uid)
    return True


def record(raw, at, is_too_large=False):
    """Record one mail as it came."""
    return IncomingMail.take(read(raw), raw, at, is_too_large)
