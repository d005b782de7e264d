"""What letters to customers and canned answers leave open in braces, and what a complaint fills in there.

`{customer}` is a placeholder: one of the fixed set below. `[[why it happened]]` is a gap, which the writer fills in by hand;
a placeholder for which the complaint knows nothing becomes a gap too. No letter leaves with either of them in it.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from complaints import in_plain_words
from complaints.expected import answer_due, next_due
from crm_site.templatetags.interface import day

IN_BRACES = re.compile(r"\{([^{}]*)\}")
GAP = re.compile(r"\[\[[^\[\]]*\]\]")


class Placeholder(NamedTuple):
    """`value` is called with the complaint, who writes, and the moment; an empty one is not known."""

    description: str
    value: Callable


PLACEHOLDERS = {
    "complaint number": Placeholder(_("the number of the complaint"), lambda about, by, at: about.number),
    "customer": Placeholder(
        _("the customer, or the company of who complained"), lambda about, by, at: about.complainant
    ),
    "contact": Placeholder(_("who complained"), lambda about, by, at: about.caller_name or str(about.contact or "")),
    "date received": Placeholder(
        _("the day on which we received the complaint"), lambda about, by, at: day(about.received_at)
    ),
    "waybills": Placeholder(_("the waybill numbers"), lambda about, by, at: ", ".join(about.waybills)),
    "where it stands": Placeholder(
        _("where it stands, in plain words"), lambda about, by, at: in_plain_words.state_of(about)
    ),
    "what comes next": Placeholder(
        _("what comes next and by when, in plain words"), lambda about, by, at: in_plain_words.next_of(about, at)
    ),
    "next date": Placeholder(
        _("the day on which the step that waits is due"), lambda about, by, at: _day(next_due(about, at))
    ),
    "answer by": Placeholder(
        _("the day on which the customer has our answer, if every step takes all its time"),
        lambda about, by, at: _day(answer_due(about, at)),
    ),
    "desk contact": Placeholder(
        _("whom the company named for complaints"), lambda about, by, at: settings.COMPLAINT_CONTACT
    ),
    "writer": Placeholder(_("who writes"), lambda about, by, at: by.name),
    "phone": Placeholder(_("the telephone number of who writes"), lambda about, by, at: by.mobile),
    "today": Placeholder(_("today"), lambda about, by, at: day(at)),
}


def check(text):
    """Refuse a text with a placeholder that does not exist."""
    unknown = [name for name in IN_BRACES.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        facts = {"unknown": ", ".join(f"{{{name}}}" for name in unknown), "known": known}
        raise ValidationError(_("There is no placeholder %(unknown)s. There are: %(known)s."), params=facts)


def open_places(text):
    """The gaps and placeholders that are still in a text."""
    left = [f"{{{name}}}" for name in IN_BRACES.findall(text) if name in PLACEHOLDERS]
    return GAP.findall(text) + left


def fill(texts, complaint, by, at, language):
    """The `texts` with what the complaint knows, in `language`."""

    def filled(match):
        placeholder = PLACEHOLDERS.get(match[1])
        if placeholder is None:
            return match[0]
        return placeholder.value(complaint, by, at) or f"[[{placeholder.description}]]"

    with translation.override(language):
        return [IN_BRACES.sub(filled, text) for text in texts]


def _day(moment):
    return day(moment) if moment else ""
