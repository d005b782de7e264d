"""Mail servers that take nothing: one that answers so, one that goes away in the middle."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class RefusingBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"somebody@example.test": (452, b"mailbox is full")})


class HangingBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise TimeoutError("timed out")
