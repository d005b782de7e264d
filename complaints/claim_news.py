"""Who is told about a claim, each in their own language; nobody what they have just done themself."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from people.messaging import Message, language_of, post, with_deputies


def asked(claim, at):
    """Whoever is to approve; the clock repeats it when they are late."""
    _tell(claim, [claim.approver], claim.proposed_by, _("A settlement waits for your approval: %(number)s"), at)


def decided(claim, by, at):
    _tell(claim, [claim.proposed_by], by, _("The settlement that you proposed was decided on: %(number)s"), at)


def _tell(claim, people, by, title, at):
    known = {who.pk: who for who in people if who is not None and who.is_active and who != by}
    messages = []
    for person in with_deputies(known.values(), localdate(at)):
        with language_of(person):
            text = title % {"number": claim.complaint.number}
        key = f"claim:{claim.pk}:{claim.state}:{claim.clock_id or claim.decided_at}"
        messages.append(Message(person, key, text, claim.note or claim.reason, claim.get_absolute_url()))
    post(messages, at)
