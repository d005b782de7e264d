"""How much time a waiting step has left, as its limit is counted, in words, with the tone in which pages show it."""

from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from deadlines import words
from deadlines.counting import day_in, seconds_between
from deadlines.models import Level


class Remaining(NamedTuple):
    """`tone` is late (past the deadline), soon (the reminder's moment has come) or plain."""

    text: str
    tone: str


# A notice of claim must be written and reach the carrier: so many days before, it is high time.
SOON = 3


def remaining(clock, at):
    return worded(clock.deadline, clock.unit, clock.calendar, clock.level_due_at[Level.DOER], clock.paused_at or at)


def worded(deadline, unit, calendar, reminder, at):
    """Where a list has read the columns of a clock; `reminder` is a moment or None."""
    seconds = seconds_between(at, deadline, unit, calendar)
    time = {"time": words.duration(seconds, day_in(unit, calendar), unit)}
    if at > deadline:
        # On the weekend after a deadline no working time has passed yet.
        return Remaining(_("%(time)s late") % time if abs(seconds) >= 60 else _("late"), "late")
    is_soon = reminder is not None and at >= reminder
    return Remaining(_("%(time)s left") % time, "soon" if is_soon else "plain")


def until_notice(due, at):
    """How many days are left for a notice of claim that is due by the end of the day `due`."""
    days = (due - localdate(at)).days
    if days == 0:
        return Remaining(_("today"), "soon")
    time = {"time": words.calendar_days(abs(days))}
    if days < 0:
        return Remaining(_("%(time)s late") % time, "late")
    return Remaining(_("%(time)s left") % time, "soon" if days <= SOON else "plain")
