"""How much working time a waiting step has left, in words, with the tone in which lists and pages show it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from deadlines import words
from deadlines.models import Level


class Remaining(NamedTuple):
    """`tone` is late (past the deadline), soon (the reminder's moment has come) or plain."""

    text: str
    tone: str


def remaining(clock, at):
    return worded(clock.remaining_working_seconds(at), clock.deadline, clock.level_due_at[Level.DOER], at)


def worded(seconds, deadline, reminder, at):
    """`seconds` of working time lie between the moment `at` and the deadline; `reminder` is a moment or None."""
    time = {"time": words.duration(seconds)}
    if at > deadline:
        return Remaining(_("%(time)s late") % time, "late")
    is_soon = reminder is not None and at >= reminder
    return Remaining(_("%(time)s left") % time, "soon" if is_soon else "plain")
