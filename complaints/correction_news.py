"""Who is told what about a corrective action, each in their own language; nobody what they have just done themself."""

from django.utils.translation import gettext_lazy as _

from people.messaging import tell


def agreed_on(correction, by, at):
    _tell(correction, [correction.owner], _("A corrective action is yours: %(task)s (%(number)s)"), by, at)


def done(correction, by, at):
    people = [correction.checker, correction.by]
    _tell(
        correction, people, _("A corrective action is done, its effect is checked later: %(task)s (%(number)s)"), by, at
    )


def checked(correction, by, at):
    people = [correction.owner, correction.by]
    _tell(correction, people, _("The effect of a corrective action was checked: %(task)s (%(number)s)"), by, at)


def cancelled(correction, by, at):
    _tell(
        correction, [correction.owner], _("A corrective action is not needed any more: %(task)s (%(number)s)"), by, at
    )


def came_again(correction, complaint, at):
    """The same cause again: said to whoever checks the effect and to the owner."""
    title = _("The cause came again after a corrective action: %(task)s (%(number)s)")
    _tell(correction, [correction.checker, correction.owner], title, None, at, f":{complaint.pk}", complaint.number)


def _tell(correction, people, title, by, at, cause="", number=""):
    facts = {"task": correction.task, "number": number or correction.complaint.number}
    key = f"correction:{correction.pk}:{correction.state}:{correction.clock_id}{cause}"

    def words():
        return title % facts, correction.finding or correction.account

    tell(people, key, words, correction.get_absolute_url(), at, by)
