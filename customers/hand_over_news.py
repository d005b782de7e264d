"""Who is told what about a hand-over, each in their own language; nobody is told what they have just done themself."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.messaging import tell
from people.models import User


def proposed(hand_over, by, at):
    """The receiver is asked; the owners and, where one gives away their own, who stands above them learn of it."""
    _tell(hand_over, [hand_over.receiver], "proposed", _asked, by, at)
    _tell(hand_over, _givers(hand_over), "proposed", _proposed, by, at)


def accepted(hand_over, by, at):
    _tell(hand_over, [hand_over.proposed_by, *_givers(hand_over)], "accepted", _accepted, by, at)


def declined(hand_over, by, at):
    _tell(hand_over, [hand_over.proposed_by, *_givers(hand_over)], "declined", _declined, by, at)


def cancelled(hand_over, by, at):
    people = [hand_over.receiver, hand_over.proposed_by, *_givers(hand_over)]
    _tell(hand_over, people, "cancelled", _cancelled, by, at)


def effective(hand_over, at):
    people = [hand_over.receiver, hand_over.proposed_by, *_givers(hand_over)]
    _tell(hand_over, people, "effective", _effective, None, at)


def subject(hand_over):
    """The customers in few words: the only one's name, or one and how many more."""
    first = hand_over.customers.for_list().first()
    others = hand_over.customers.count() - 1
    if not others:
        return str(first.customer)
    facts = {"customer": first.customer, "count": others}
    return (
        ngettext("%(customer)s and %(count)d more customer", "%(customer)s and %(count)d more customers", others)
        % facts
    )


def _givers(hand_over):
    """The owners who give customers away, and who decides on what the proposer proposes."""
    owners = User.objects.filter(pk__in=hand_over.customers.values("former_owner")).select_related("deputy")
    return [*owners, hand_over.proposed_by.approver]


def _tell(hand_over, people, event, title, by, at):
    def words():
        facts = {
            "proposer": hand_over.proposed_by,
            "receiver": hand_over.receiver,
            "customers": subject(hand_over),
            "day": hand_over.effective_on,
        }
        return title(hand_over) % facts, hand_over.note or hand_over.reason

    tell(people, f"hand-over-{event}:{hand_over.pk}", words, hand_over.get_absolute_url(), at, by)


def _asked(_hand_over):
    return _("%(proposer)s asks you to take over %(customers)s from %(day)s on")


def _proposed(_hand_over):
    return _("%(proposer)s proposes to hand %(customers)s over to %(receiver)s from %(day)s on")


def _accepted(_hand_over):
    return _("%(receiver)s takes over %(customers)s from %(day)s on")


def _declined(_hand_over):
    return _("%(receiver)s does not take over %(customers)s")


def _cancelled(_hand_over):
    return _("The hand-over of %(customers)s to %(receiver)s is cancelled")


def _effective(hand_over):
    if hand_over.customers.filter(outcome="left_out").exists():
        return _("%(customers)s: handed over to %(receiver)s; some were left out, because they have another owner now")
    return _("%(customers)s: handed over to %(receiver)s")
