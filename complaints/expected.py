"""When the customer may expect something from us: the step that waits, and the answer."""

from itertools import dropwhile

from complaints.loop import Step
from deadlines.calendar import OutsideCalendar
from deadlines.models import Clock, DeadlinePolicy, WorkingCalendar

# With the last of these the customer has been told of the result.
UNTIL_ANSWERED = (Step.SEND, Step.ANALYSE, Step.INSTRUCT, Step.CARRY_OUT, Step.AGREE)


def next_due(complaint, at):
    """When the waiting step is due; None where none waits, its time stands still, or that moment has passed."""
    step = complaint.open_step
    if step is None or step.clock.state == Clock.State.PAUSED or step.clock.deadline < at:
        return None
    return step.clock.deadline


def answer_due(complaint, at):
    """When the customer has our answer if each step still to come takes all the time that its limit gives.

    None where the customer has been told already, or the calendar does not reach that far.
    """
    waiting = complaint.open_step
    if waiting is None or waiting.step not in UNTIL_ANSWERED:
        return None
    tables = {"policy": DeadlinePolicy.objects.default(), "calendar": WorkingCalendar.objects.default()}
    facts = {"severity": complaint.severity, "grade": complaint.customer.grade if complaint.customer else ""}
    _waiting, *coming = dropwhile(lambda step: step != waiting.step, UNTIL_ANSWERED)
    due = max(waiting.clock.deadline, at)
    try:
        for step in coming:
            due = Clock.reckoned(f"complaint.{step}", due, **tables, **facts).deadline
    except OutsideCalendar:
        return None
    return due
