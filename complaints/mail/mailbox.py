"""The mailbox for complaints, read over IMAP with TLS.

A mail lies in the folder until it is recorded in our database; only then it is moved to another folder of the mailbox.
"""

import contextlib
import imaplib
import re
import ssl
from urllib.parse import unquote, urlsplit

from django.conf import settings

# A mail server that does not answer must not keep the worker from the deadlines.
PATIENCE_SECONDS = 15
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Mailbox:
    """with Mailbox(settings.COMPLAINT_MAILBOX) as mailbox: the mails of one folder, oldest first, by their UID."""

    def __init__(self, address):
        """`address` is imaps://user:password@host:993/folder; % writes what may not stand in an address."""
        self.address = urlsplit(address)
        self.folder = unquote(self.address.path.strip("/")) or "INBOX"

    def __enter__(self):
        trust = ssl.create_default_context(cafile=settings.COMPLAINT_MAILBOX_CA or None)
        host, port = self.address.hostname, self.address.port or imaplib.IMAP4_SSL_PORT
        self.imap = imaplib.IMAP4_SSL(host, port, ssl_context=trust, timeout=PATIENCE_SECONDS)
        with contextlib.ExitStack() as unless_it_opens:
            unless_it_opens.callback(self.imap.shutdown)
            self.imap.login(unquote(self.address.username or ""), unquote(self.address.password or ""))
            if "ID" in self.imap.capabilities:
                # NetEase mailboxes refuse a program that does not say its name.
                self.imap.xatom("ID", '("name" "Guanxi")')
            # It answers NO where the folder is there already.
            self.imap.create(settings.COMPLAINT_MAILBOX_DONE)
            self._ask(self.imap.select, _quoted(self.folder))
            unless_it_opens.pop_all()
        return self

    def __exit__(self, *_error):
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self.imap.logout()

    def waiting(self):
        """The UIDs of the mails that lie there."""
        return self._uid("SEARCH", "UNDELETED")[0].split()

    def size(self, uid):
        """In bytes; 0 where somebody moved it meanwhile."""
        answer = self._uid("FETCH", uid, "(RFC822.SIZE)")
        found = SIZE.search(answer[0] or b"") if answer else None
        return int(found[1]) if found else 0

    def raw(self, uid, limit=None):
        """The mail as it came, or its first `limit` bytes; it stays unread for those who look into the mailbox."""
        part = f"(BODY.PEEK[]<0.{limit}>)" if limit else "(BODY.PEEK[])"
        return next((answer[1] for answer in self._uid("FETCH", uid, part) if isinstance(answer, tuple)), b"")

    def put_away(self, uid):
        """It is recorded: out of the folder, kept in another one."""
        done = _quoted(settings.COMPLAINT_MAILBOX_DONE)
        if "MOVE" in self.imap.capabilities:
            self._uid("MOVE", uid, done)
            return
        self._uid("COPY", uid, done)
        self._uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        self._ask(self.imap.expunge)

    def _uid(self, *command):
        return self._ask(self.imap.uid, *command)

    def _ask(self, command, *arguments):
        kind, data = command(*arguments)
        if kind != "OK":
            raise imaplib.IMAP4.error(f"{arguments[:1]} {data}")
        return data


def _quoted(folder):
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
