"""Which mails no person wrote: answering machines, returned mail, mailing lists, and our own. Answered, they would go
round in circles; so they are neither complaints nor answers, but listed all the same."""

from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings

MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply", "bounce", "bounces")


def is_automatic(mail):
    """By the headers with which machines mark their mails (RFC 3834), or by the sender."""
    headers = mail.headers
    submitted = str(headers["Auto-Submitted"] or "no").split(";")[0].strip().lower()
    precedence = str(headers["Precedence"] or "").strip().lower()
    is_marked = submitted != "no" or precedence in ("bulk", "junk", "list", "auto_reply")
    is_marked = is_marked or any(headers[name] for name in ("X-Auto-Response-Suppress", "X-Autoreply", "List-Id"))
    is_returned = headers.get_content_type() == "multipart/report" or headers["Return-Path"] == "<>"
    return is_marked or is_returned or mail.sender.lower().partition("@")[0] in MACHINES


def is_our_own(mail):
    """From an address under which we write ourselves."""
    return mail.sender.lower() in own_addresses()


def own_addresses():
    mailbox = unquote(urlsplit(settings.COMPLAINT_MAILBOX).username or "")
    ours = (settings.COMPLAINT_EMAIL, mailbox, parseaddr(settings.DEFAULT_FROM_EMAIL)[1], settings.SERVER_EMAIL)
    return {address.lower() for address in ours if address}
