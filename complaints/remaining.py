"""How much working time a waiting step has left, in words, with the tone in which lists and pages show it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from deadlines import words
from deadlines.models import Level
from deadlines.models.clock import day_in, seconds_between


class Remaining(NamedTuple):
    """`tone` is late (past the deadline), soon (the reminder's moment has come) or plain."""

    text: str
    tone: str


def remaining(clock, at):
    return worded(clock.deadline, clock.unit, clock.calendar, clock.level_due_at[Level.DOER], at)


def worded(deadline, unit, calendar, reminder, at):
    """Where a list has read the columns of a clock; `reminder` is a moment or None."""
    seconds = seconds_between(at, deadline, unit, calendar)
    time = {"time": words.duration(seconds, day_in(unit, calendar))}
    if at > deadline:
        # On the weekend after a deadline no working time has passed yet.
        return Remaining(_("%(time)s late") % time if abs(seconds) >= 60 else _("late"), "late")
    is_soon = reminder is not None and at >= reminder
    return Remaining(_("%(time)s left") % time, "soon" if is_soon else "plain")
