"""Who is told about a claim, each in their own language; nobody what they have just done themself."""

from django.utils.translation import gettext_lazy as _

from people.messaging import tell


def asked(claim, at):
    """Whoever is to approve; the clock repeats it when they are late."""
    _tell(claim, [claim.approver], claim.proposed_by, _("A settlement waits for your approval: %(number)s"), at)


def decided(claim, by, at):
    _tell(claim, [claim.proposed_by], by, _("The settlement that you proposed was decided on: %(number)s"), at)


def _tell(claim, people, by, title, at):
    key = f"claim:{claim.pk}:{claim.state}:{claim.clock_id or claim.decided_at}"

    def words():
        return title % {"number": claim.complaint.number}, claim.note or claim.reason

    tell(people, key, words, claim.get_absolute_url(), at, by)
