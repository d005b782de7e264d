"""Personal links to a questionnaire: 192 bits that only we can make; the database knows only their hash."""

import base64
import hashlib
import re

from django.urls import reverse
from django.utils.crypto import salted_hmac

WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{32}")
SALT = "surveys.personal_link"
BYTES = 24


def token_of(unit):
    """The token of a unit's personal link, the same for the invitation and every reminder; another contact of the
    customer has another one."""
    change = f":{unit.contact_changes}" if unit.contact_changes else ""
    digest = salted_hmac(SALT, f"{unit.wave_id}:{unit.pk}{change}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:BYTES]).decode()


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(unit):
    """The path of the personal link."""
    return reverse("survey:start", args=[token_of(unit)])


def is_well_formed(token):
    return WELL_FORMED.fullmatch(token) is not None
