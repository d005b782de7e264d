"""Who is told what about a credit review, each in their own language; and what whoever comes too late is told."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.messaging import tell


def submitted(review, at):
    _tell(review, [review.approver], _("A credit review waits for your decision: %(customer)s"), at)


def approved(review, at):
    people = [review.by, review.customer.owner]
    _tell(review, people, _("The credit review of %(customer)s is approved"), at)


def returned(review, at):
    _tell(review, [review.by], _("The credit review of %(customer)s is returned"), at)


def waits(review):
    """Why no other review can be made now."""
    facts = {"who": review.by, "when": date_format(localtime(review.at), "SHORT_DATETIME_FORMAT")}
    return (
        gettext("The review that %(who)s made on %(when)s waits for approval. Wait for it, or have it withdrawn.")
        % facts
    )


def decided(review):
    """Who did what meanwhile."""
    facts = {
        "who": review.decided_by or review.by,
        "when": date_format(localtime(review.decided_at), "SHORT_DATETIME_FORMAT"),
        "state": review.get_state_display(),
    }
    return gettext("Meanwhile decided by %(who)s on %(when)s: %(state)s.") % facts


def _tell(review, people, title, at):
    def words():
        return title % {"customer": review.customer}, review.note or review.findings

    tell(people, f"credit-review:{review.pk}:{review.state}", words, review.get_absolute_url(), at)
