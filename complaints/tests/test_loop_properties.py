"""Random walks of everybody through everything: whatever is tried in whatever order, the rules of the loop hold."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.factories import GOOD_WORK, MORNING, log_complaint
from complaints.loop import ENDED, MOVES, Outcome, Step
from complaints.models import Complaint
from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from people.models import Notification

REFUSALS = (PermissionDenied, InvalidTransition, ValidationError)
NAMES = ["desk", "handler", "head", "supervisor", "manager", "colleague", "analyst", "director", "admin"]
TRIES = [
    ("analyse", {"analysis": "原因", "measures": "措施"}),
    ("analyse", {"analysis": "", "measures": "措施"}),
    ("instruct", {"outcome": Outcome.APPROVED}),
    ("instruct", {"outcome": Outcome.RETURNED, "comment": "不够"}),
    ("carry_out", {"account": "已办"}),
    ("agree", {"outcome": Outcome.AGREED, "account": "同意"}),
    ("agree", {"outcome": Outcome.NOT_AGREED, "account": "不同意"}),
    ("follow_up", {"outcome": Outcome.NOT_SATISFIED, "detail": "不满意"}),
    ("follow_up", {"outcome": Outcome.PARTLY, "detail": "一般"}),
    ("close", {"summary": "结束"}),
    ("withdraw", {"reason": "撤回"}),
    ("reopen", {"reason": "没完"}),
    ("reroute", {"reason": "不归我们"}),
    ("send", {}),
]
# Half of the tries are the next good step by somebody whose it is, so that walks get far.
tries = st.one_of(st.just("next good step"), st.tuples(st.sampled_from(TRIES), st.sampled_from(NAMES)))


def attempt(complaint, what, cast, departments):
    """Try one thing; True if it was done."""
    if what == "next good step":
        return do_next_good_step(complaint, cast, departments)
    (method, words), name = what
    if method in ("reroute", "send"):
        words = words | {"department": departments[complaint.cycle % 2]}
    try:
        getattr(complaint, method)(cast[name], MORNING, **words)
    except REFUSALS:
        return False
    return True


def do_next_good_step(complaint, cast, departments):
    if complaint.open_step is None:
        return False
    step = complaint.open_step.step
    method, words = GOOD_WORK.get(step, ("send", {"department": departments[0]}))
    doer = next((person for person in cast.values() if complaint.can_step_be_done_by(person)), None)
    assert doer is not None, f"nobody may do {step}"
    getattr(complaint, method)(doer, MORNING, **words)
    return True


def snapshot(complaint):
    return (
        list(Complaint.objects.filter(pk=complaint.pk).values()),
        list(complaint.steps.values()),
        list(Clock.objects.order_by("pk").values()),
        complaint.log.count(),
        Notification.objects.count(),
    )


def check(complaint):
    complaint = Complaint.objects.get(pk=complaint.pk)
    waiting = list(complaint.steps.filter(done_at=None))
    running = list(Clock.objects.running())
    if complaint.state in ENDED:
        assert (waiting, running, complaint.open_step) == ([], [], None)
    else:
        assert waiting == [complaint.open_step]
        assert running == [complaint.open_step.clock]
        assert complaint.open_step.cycle == complaint.cycle == complaint.open_step.clock.cycle
    for row in complaint.steps.exclude(done_at=None):
        assert (row.step, row.outcome) in MOVES or row.outcome in (Outcome.REROUTED, Outcome.WITHDRAWN)
    assert Complaint.objects.get(pk=complaint.pk).steps.filter(step=Step.ANALYSE).count() <= complaint.cycle


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(tries, max_size=25), is_sent=st.booleans())
def test_whatever_is_tried_the_rules_of_the_loop_hold(company, cast, walk, is_sent):
    departments = [company.operations, company.guangzhou_sales]
    with transaction.atomic():
        complaint = log_complaint(cast["desk"], departments[0] if is_sent else None)
        for what in walk:
            before, cycle = snapshot(complaint), complaint.cycle
            if attempt(complaint, what, cast, departments):
                assert complaint.cycle in (cycle, cycle + 1)
            else:
                assert snapshot(complaint) == before
            check(complaint)
            complaint.refresh_from_db()
        transaction.set_rollback(True)
