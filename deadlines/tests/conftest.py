import pytest

from deadlines.factories import shanghai
from deadlines.models import Clock


@pytest.fixture
def start(handler):
    """Start a clock of the test step at a time in Shanghai; it waits for the handler where no other doer is given."""

    def start(text, doer=handler, **facts):
        return Clock.start("test.step", "TS-1", "/complaints/1/", doer, handler.department, shanghai(text), **facts)

    return start


@pytest.fixture
def escalations():
    """What was recorded, as a set of (level, name of the recipient)."""
    from deadlines.models import EscalationEvent

    return lambda: set(EscalationEvent.objects.values_list("level", "recipient__username"))
