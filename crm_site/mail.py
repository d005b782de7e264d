"""E-mails of the site: text and HTML of one template, whole addresses, an identity that survives a second attempt."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def compose(to, subject, template, context, keys):
    """A mail from `emails/<template>.txt` and `.html`. The same `keys` give the same Message-ID, so that a mail server
    that got the mail already can tell."""
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"emails/{template}.txt", context),
        to=[to],
        headers={"Message-ID": message_id(keys), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    return mail


def absolute(url):
    """The whole address of a page of this site."""
    return settings.SITE_URL + url


def message_id(keys):
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"
