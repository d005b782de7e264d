"""Who is told about a malicious mark and about a penalty, each in their own language; nobody what they have just done."""

from django.utils.translation import gettext_lazy as _

from people.messaging import tell
from people.models import Role, User


def malicious_proposed(mark, at):
    """To those who may be the second person: the supervising leader and the customer-relations office."""
    leader = mark.by.tree.leader_of(mark.complaint.department_id)
    people = [leader, *User.objects.active().filter(role=Role.ANALYST).select_related("deputy")]
    title = _("%(number)s is said to be malicious: a second person is needed")
    _tell_of_mark(people, mark.by, mark, f"malicious:{mark.pk}", title, mark.reason, at)


def malicious_decided(mark, by, at):
    title = _("%(number)s: your mark as malicious was decided on")
    key = f"malicious:{mark.pk}:{mark.state}"
    _tell_of_mark([mark.by], by, mark, key, title, mark.note, at)


def penalty_proposed(penalty, at):
    title = _("A penalty waits for your decision (%(number)s)")
    _tell_of_penalty([penalty.approver], penalty.by, penalty, title, at)


def penalty_decided(penalty, by, at):
    """To whoever proposed it; and once it is in force, to whom it is against."""
    _tell_of_penalty([penalty.by], by, penalty, _("The penalty that you proposed was decided on (%(number)s)"), at)
    if penalty.is_in_force:
        title = _("A penalty against you is in force (%(number)s); you may appeal until the day that it names")
        _tell_of_penalty(penalty.bearers(by.tree), by, penalty, title, at, "notice", with_deputy=False)


def penalty_appealed(penalty, at):
    people = [penalty.by, penalty.decided_by, penalty.appeal_approver]
    _tell_of_penalty(people, penalty.appealed_by, penalty, _("There is an appeal against a penalty (%(number)s)"), at)


def appeal_decided(penalty, by, at):
    title = _("The appeal against a penalty was decided (%(number)s)")
    _tell_of_penalty([penalty.by, penalty.decided_by], by, penalty, title, at)
    _tell_of_penalty(penalty.bearers(by.tree), by, penalty, title, at, "notice", with_deputy=False)


def _tell_of_penalty(people, by, penalty, title, at, part="", with_deputy=True):
    key = f"penalty:{penalty.pk}:{penalty.state}:{part}"

    def words():
        return title % {"number": penalty.complaint.number}, ""

    tell(people, key, words, penalty.get_absolute_url(), at, by, with_deputy=with_deputy)


def _tell_of_mark(people, by, mark, key, title, body, at):
    """Nobody learns of it who is complained about."""
    complaint = mark.complaint

    def words():
        return title % {"number": complaint.number}, body

    tell(people, key, words, complaint.get_absolute_url(), at, by, left_out=[complaint.against_id])
