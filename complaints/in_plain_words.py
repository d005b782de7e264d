"""A complaint as the customer is told of it: where it stands and what comes next, nothing of how we work inside."""

from django.conf import settings
from django.utils.translation import gettext as _

from complaints.loop import State, Step
from crm_site.templatetags.interface import due


def state_of(complaint):
    """Where it stands."""
    sentences = {
        State.LOGGED: _("We have received it."),
        State.SENT: _("The department that is responsible is looking into it."),
        State.ANALYSED: _("We know what went wrong and are deciding what we do about it."),
        State.INSTRUCTED: _("It is decided what we do about it, and we are doing it."),
        State.CARRIED_OUT: _("We have done what was decided, and speak with you about it."),
        State.AGREED: _("We agreed with you on the solution."),
        State.FOLLOWED_UP: _("You told us what you think of the solution; we are closing the matter."),
        State.CLOSED: _("The matter is closed."),
        State.WITHDRAWN: _("The complaint was taken back."),
        State.MERGED: _("We handle it together with another message about the same matter."),
    }
    return sentences[complaint.state]


def next_of(complaint, at):
    """What happens next and by when; empty where nothing does."""
    step = complaint.open_step
    if step is None:
        return ""
    if step.clock.state == step.clock.State.PAUSED:
        return _("At present it waits for something that we need from elsewhere; then it goes on.")
    if step.clock.deadline < at:
        return _("It takes us longer than we wanted. We are at it.")
    sentences = {
        Step.SEND: _("The department that is responsible has it by %(date)s at the latest."),
        Step.ANALYSE: _("By %(date)s we know what went wrong and what we propose."),
        Step.INSTRUCT: _("By %(date)s it is decided what we do."),
        Step.CARRY_OUT: _("By %(date)s it is done."),
        Step.AGREE: _("By %(date)s we speak with you about the result."),
        Step.FOLLOW_UP: _("By %(date)s we ask you whether you are satisfied."),
        Step.CLOSE: _("By %(date)s we close the matter."),
    }
    return sentences[step.step] % {"date": due(step.clock.deadline)}


def whom_to_ask():
    """The person or telephone that the company named for complaints; empty where it named none."""
    contact = settings.COMPLAINT_CONTACT
    return _("If you have a question: %(contact)s") % {"contact": contact} if contact else ""
