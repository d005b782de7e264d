"""Who is told about a malicious mark and about a penalty, each in their own language; nobody what they have just done."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from people.messaging import Message, language_of, post, with_deputies
from people.models import Role, User


def malicious_proposed(mark, at):
    """To those who may be the second person: the supervising leader and the customer-relations office."""
    leader = mark.by.tree.leader_of(mark.complaint.department_id)
    people = [leader, *User.objects.active().filter(role=Role.ANALYST).select_related("deputy")]
    title = _("%(number)s is said to be malicious: a second person is needed")
    _tell(people, mark.by, mark.complaint, f"malicious:{mark.pk}", title, mark.reason, mark.complaint, at)


def malicious_decided(mark, by, at):
    title = _("%(number)s: your mark as malicious was decided on")
    key = f"malicious:{mark.pk}:{mark.state}"
    _tell([mark.by], by, mark.complaint, key, title, mark.note, mark.complaint, at)


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
    _tell(people, by, penalty.complaint, key, title, "", penalty, at, with_deputy)


def _tell(people, by, complaint, key, title, body, subject, at, with_deputy=True):
    known = {person.pk: person for person in people if person is not None and person.is_active and person != by}
    known.pop(complaint.against_id if subject == complaint else None, None)
    everybody = with_deputies(known.values(), localdate(at)) if with_deputy else known.values()
    messages = []
    for person in everybody:
        with language_of(person):
            text = title % {"number": complaint.number}
        messages.append(Message(person, key, text, body, subject.get_absolute_url()))
    post(messages, at)
