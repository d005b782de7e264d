"""The acknowledgement: as soon as a customer has written, they know the number, what comes next by when, and whom to ask."""

from django.utils import translation
from django.utils.translation import gettext as _

from complaints import in_plain_words, mailing
from complaints.models.log import ComplaintLog


def acknowledge(complaint, at):
    """By e-mail, in the language in which the customer wrote, where they gave an address; the log keeps what it said."""
    with translation.override(complaint.language):
        title = _("We have received your complaint [%(number)s]") % {"number": complaint}
        body = _text(complaint, at)
    if mailing.write_to_customer(complaint, "acknowledgement", title, body, at):
        kind = ComplaintLog.Kind.LETTER
        complaint.log.create(kind=kind, by=None, at=at, note=body, facts={"letter": title})


def _text(complaint, at):
    greeting = _("Dear %(name)s,") % {"name": complaint.caller_name or complaint.caller_company}
    received = _("thank you for telling us. Your complaint has the number %(number)s.") % {"number": complaint}
    status = _(
        "Under the link below you see at any time how it stands, and can add something. The link is yours alone. You can "
        "also simply answer this mail."
    )
    parts = [greeting, received, in_plain_words.next_of(complaint, at), status, in_plain_words.whom_to_ask()]
    return "\n\n".join(part for part in parts if part)
