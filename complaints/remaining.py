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
    seconds = clock.remaining_working_seconds(at)
    time = {"time": words.duration(seconds)}
    if at > clock.deadline:
        return Remaining(_("%(time)s late") % time, "late")
    reminder = clock.level_due_at[Level.DOER]
    is_soon = reminder is not None and at >= reminder
    return Remaining(_("%(time)s left") % time, "soon" if is_soon else "plain")
