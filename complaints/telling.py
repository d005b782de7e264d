"""Who is told what about a complaint, each in their own language; written in the transaction that causes it.

Nobody is told what they have just done themself, and nobody of a complaint about themself.
"""

from django.utils.translation import gettext as _

from complaints.loop import DESK_STEPS, Step
from people.messaging import tell
from people.models import DepartmentTree, Role, User


def step_waits(complaint, step, by, at):
    """Tell those whose step it is now; `by` is None where the customer wrote."""
    tree = by.tree if by else DepartmentTree.load()
    _tell(complaint, waited_for(step, tree), f"complaint-step:{step.pk}", _step_title, step, by, at)


def sent(complaint, step, by, at):
    """Tell the department's handlers and its head at once, and its supervising leader by a copy."""
    step_waits(complaint, step, by, at)
    leader = by.tree.leader_of(complaint.department_id)
    _tell(complaint, [leader], f"complaint-step:{step.pk}", _copy_title, step, by, at)


def customer_wrote(complaint, entry, at):
    """Tell those for whom the complaint waits what the customer wrote or said; the desk, where it has ended."""
    step = complaint.open_step
    people = waited_for(step, DepartmentTree.load()) if step else _desk()
    title = _called_title if entry.by else _wrote_title
    _tell(complaint, people, f"complaint-wrote:{entry.pk}", title, step, entry.by, at, said=entry.note)


def mail_waits(mail, at):
    """Tell the desk that somebody must say what becomes of a mail."""

    def words():
        return _("A mail to the complaint desk waits for your decision"), f"{mail.sender}\n{mail.subject}"

    tell(_desk(), f"complaint-mail:{mail.pk}", words, mail.get_absolute_url(), at)


def withdrawn(complaint, step, by, at):
    """Tell those who would have had to act."""
    _tell(complaint, waited_for(step, by.tree), f"complaint-withdrawn:{step.pk}", _withdrawn_title, step, by, at)


def merged(complaint, step, by, at):
    """Tell those who would have had to act, and those who act on the kept one, which now says more."""
    kept = complaint.merged_into
    _tell(complaint, waited_for(step, by.tree), f"complaint-merged:{step.pk}", _merged_title, step, by, at)
    waiting = kept.open_step
    _tell(kept, waited_for(waiting, by.tree), f"complaint-absorbed:{step.pk}", _absorbed_title, waiting, by, at)


def handed_on(complaint, step, row, at):
    """Tell whom it waits for now."""
    _tell(complaint, waited_for(step, row.by.tree), f"complaint-handed:{row.pk}", _handed_title, step, row.by, at)


def paused(complaint, step, row, at):
    """Tell the desk, and those whose step it is, what is waited for."""
    people = [*_desk(), *waited_for(step, row.by.tree)]
    _tell(complaint, people, f"complaint-paused:{row.pk}", _paused_title, step, row.by, at, said=row.note)


def resumed(complaint, step, row, at):
    people = [*_desk(), *waited_for(step, row.by.tree)]
    _tell(complaint, people, f"complaint-resumed:{row.pk}", _resumed_title, step, row.by, at)


def closed(complaint, step, by, at):
    """Tell the customer's account manager."""
    owner = complaint.customer.owner if complaint.customer else None
    _tell(complaint, [owner], f"complaint-closed:{step.pk}", _closed_title, step, by, at)


def mentioned(note, people, at):
    """Tell those whom a note mentions, and the deputies of the absent, what it says."""
    complaint = note.complaint

    def words():
        facts = {"person": note.by, "number": complaint.number}
        return _("%(person)s mentions you: complaint %(number)s") % facts, note.text

    url = f"{complaint.get_absolute_url()}?tab=notes"
    tell(people, f"complaint-note:{note.pk}", words, url, at, note.by, [complaint.against_id])


def waited_for(step, tree):
    """The people who may do an open step, without deputies."""
    people = User.objects.active().select_related("deputy")
    if step.step == Step.INSTRUCT:
        return [step.doer] if step.doer else list(people.filter(role=Role.ANALYST))
    if step.step in DESK_STEPS:
        desk = [step.doer] if step.doer else list(people.filter(role=Role.DESK, department=step.department))
        return desk or [tree.head_of(step.department_id)]
    if step.doer is not None and step.doer.is_active:
        return [step.doer]
    return list(step.possible_doers(tree).select_related("deputy"))


def _desk():
    return list(User.objects.active().filter(role=Role.DESK).select_related("deputy"))


def _tell(complaint, people, key, title, step, by, at, said=""):
    def words():
        facts = {"complainant": complaint.complainant, "severity": complaint.get_severity_display()}
        about = _("%(complainant)s (%(severity)s)") % facts
        return title(step) % {"number": complaint.number}, f"{about}\n\n{(said or complaint.description)[:500]}"

    tell(people, key, words, complaint.get_absolute_url(), at, by, [complaint.against_id])


def _step_title(step):
    titles = {
        Step.SEND: _("Complaint %(number)s waits to be sent to a department"),
        Step.ANALYSE: _("Complaint %(number)s waits for your analysis and measures"),
        Step.INSTRUCT: _("Complaint %(number)s waits for your instruction"),
        Step.CARRY_OUT: _("Complaint %(number)s: the measures are approved and wait to be carried out"),
        Step.AGREE: _("Complaint %(number)s waits for the agreement with the customer"),
        Step.FOLLOW_UP: _("Complaint %(number)s waits for the follow-up call"),
        Step.CLOSE: _("Complaint %(number)s waits to be closed"),
    }
    return titles[step.step]


def _called_title(step):
    return _("The customer called again about complaint %(number)s")


def _wrote_title(step):
    return _("The customer wrote about complaint %(number)s")


def _copy_title(step):
    return _("Copy: complaint %(number)s was sent to a department that you lead")


def _withdrawn_title(step):
    return _("Complaint %(number)s was withdrawn")


def _handed_title(step):
    return _("Complaint %(number)s was given to you")


def _paused_title(step):
    return _("The time of complaint %(number)s stands still")


def _resumed_title(step):
    return _("The time of complaint %(number)s goes on")


def _merged_title(step):
    return _("Complaint %(number)s was merged into another one about the same matter")


def _absorbed_title(step):
    return _("Another complaint about the same matter was merged into %(number)s")


def _closed_title(step):
    return _("Complaint %(number)s of your customer is closed")
