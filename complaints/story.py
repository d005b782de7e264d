"""A complaint as it is told: the bar of the present cycle's steps, and before it what was done, cycle by cycle."""

from itertools import groupby
from typing import NamedTuple

from complaints.loop import NOT_DONE, Step
from complaints.models import ComplaintStep


class BarStep(NamedTuple):
    label: str
    state: str
    row: ComplaintStep | None


def bar(complaint, steps):
    """The seven steps: done in this cycle, waiting, or still to come.

    A later cycle begins with the analysis; the sending stays what it was.
    """
    present = {row.step: row for row in steps if row.cycle == complaint.cycle or row.step == Step.SEND}
    return [BarStep(step.label, _state(present.get(step)), present.get(step)) for step in Step]


def _state(row):
    if row is None or row.outcome in NOT_DONE:
        return "coming"
    return "waiting" if row.done_at is None else "done"


def cycles(steps):
    """What was done, as (cycle, steps) in order; the sending is told by the log alone."""
    told = [row for row in steps if row.done_at and row.step != Step.SEND]
    return [(cycle, list(rows)) for cycle, rows in groupby(told, key=lambda row: row.cycle)]
