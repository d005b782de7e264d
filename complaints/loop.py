"""The complaint loop 投诉处理流程 as data: its states, its steps, and where each result of a step leads.

send → analyse → instruct → carry_out → agree → follow_up → close
             ↖ returned · not agreed · not satisfied: once more from the analysis, in a new cycle
"""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Named after the last step that was done."""

    LOGGED = "logged", _("Logged")
    SENT = "sent", _("Sent")
    ANALYSED = "analysed", _("Analysed")
    INSTRUCTED = "instructed", _("Instructed")
    CARRIED_OUT = "carried_out", _("Carried out")
    AGREED = "agreed", _("Agreed")
    FOLLOWED_UP = "followed_up", _("Followed up")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("complaint", "Withdrawn")
    MERGED = "merged", _("Merged")


class Step(TextChoices):
    SEND = "send", _("Send to the department")
    ANALYSE = "analyse", _("Analysis and measures")
    INSTRUCT = "instruct", _("Instruction")
    CARRY_OUT = "carry_out", _("Carrying out")
    AGREE = "agree", _("Agreement with the customer")
    FOLLOW_UP = "follow_up", _("Follow-up call")
    CLOSE = "close", _("Closing")


class Outcome(TextChoices):
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    AGREED = "agreed", _("Agreed")
    NOT_AGREED = "not_agreed", _("Not agreed")
    SATISFIED = "satisfied", _("Satisfied")
    PARTLY = "partly", _("Partly satisfied")
    NOT_SATISFIED = "not_satisfied", _("Not satisfied")
    REROUTED = "rerouted", _("Re-routed")
    WITHDRAWN = "withdrawn", pgettext_lazy("complaint", "Withdrawn")
    MERGED = "merged", _("Merged")


class Move(NamedTuple):
    state: State
    next_step: Step | None
    new_cycle: bool = False


ONCE_MORE = Move(State.SENT, Step.ANALYSE, new_cycle=True)

MOVES = {
    (Step.SEND, ""): Move(State.SENT, Step.ANALYSE),
    (Step.ANALYSE, ""): Move(State.ANALYSED, Step.INSTRUCT),
    (Step.INSTRUCT, Outcome.APPROVED): Move(State.INSTRUCTED, Step.CARRY_OUT),
    (Step.INSTRUCT, Outcome.RETURNED): ONCE_MORE,
    (Step.CARRY_OUT, ""): Move(State.CARRIED_OUT, Step.AGREE),
    (Step.AGREE, Outcome.AGREED): Move(State.AGREED, Step.FOLLOW_UP),
    (Step.AGREE, Outcome.NOT_AGREED): ONCE_MORE,
    (Step.FOLLOW_UP, Outcome.SATISFIED): Move(State.FOLLOWED_UP, Step.CLOSE),
    (Step.FOLLOW_UP, Outcome.PARTLY): Move(State.FOLLOWED_UP, Step.CLOSE),
    (Step.FOLLOW_UP, Outcome.NOT_SATISFIED): ONCE_MORE,
    (Step.CLOSE, ""): Move(State.CLOSED, None),
}

ENDED = (State.CLOSED, State.WITHDRAWN, State.MERGED)
# A step that ended like this was not done; its clock is cancelled.
NOT_DONE = (Outcome.REROUTED, Outcome.WITHDRAWN, Outcome.MERGED)
DESK_STEPS = (Step.SEND, Step.FOLLOW_UP, Step.CLOSE)
DEPARTMENT_STEPS = (Step.ANALYSE, Step.CARRY_OUT, Step.AGREE)
# While it lies with a department or its leader, another department may turn out to be responsible.
REROUTABLE = (Step.ANALYSE, Step.INSTRUCT, Step.CARRY_OUT, Step.AGREE)
# Everything else is written down in words.
WITHOUT_WORDS = {(Step.SEND, ""), (Step.INSTRUCT, Outcome.APPROVED)}


def outcomes_of(step):
    """The results that a step may have; empty where it is simply done."""
    return [outcome for known, outcome in MOVES if known == step and outcome]
