import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.utils import translation

from complaints.factories import MORNING, log_complaint
from complaints.loop import Outcome, State, Step
from complaints.models import Complaint, ComplaintLog
from crm_site.workflow import InvalidTransition
from customers.models import Activity, CustomerAccess
from deadlines.models import Clock

Kind = ComplaintLog.Kind


def test_a_complaint_with_a_department_is_sent_at_once(complaint, company, desk):
    assert complaint.state == State.SENT
    first, second = complaint.steps.all()
    assert (first.step, first.done_by, first.done_at) == (Step.SEND, desk, MORNING)
    assert (second.step, second.department, second.done_at) == (Step.ANALYSE, company.operations, None)
    assert second.clock.state == Clock.State.RUNNING
    assert second.clock.step == "complaint.analyse"


def test_a_complaint_without_a_department_waits_at_the_desk(desk, company):
    complaint = log_complaint(desk)
    assert complaint.state == State.LOGGED
    assert (complaint.open_step.step, complaint.open_step.department) == (Step.SEND, company.desk)


def test_a_complaint_taken_by_an_account_manager_waits_at_the_desk_too(desk, manager, company):
    complaint = log_complaint(manager)
    assert (complaint.open_step.department, complaint.open_step.doer) == (company.desk, None)


def test_the_whole_loop_ends_closed_without_a_running_clock(complaint, cast, bring):
    bring(complaint, None)
    complaint.refresh_from_db()
    assert (complaint.state, complaint.open_step, complaint.closed_at) == (State.CLOSED, None, MORNING)
    assert set(Clock.objects.values_list("state", flat=True)) == {Clock.State.DONE}
    assert list(complaint.steps.values_list("step", flat=True)) == list(Step)


def test_every_step_is_in_the_log_and_on_the_timeline(complaint, cast, bring):
    bring(complaint, None)
    assert [row.kind for row in complaint.log.all()] == [Kind.LOGGED, Kind.SENT, *[Kind.STEP_DONE] * 6]
    kinds = Activity.objects.filter(customer=complaint.customer).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        "complaint.logged",
        "complaint.send",
        "complaint.analyse",
        "complaint.approved",
        "complaint.carry_out",
        "complaint.agreed",
        "complaint.satisfied",
        "complaint.close",
    ]


@pytest.mark.parametrize(
    ("step", "method", "outcome"),
    [
        (Step.INSTRUCT, "instruct", Outcome.RETURNED),
        (Step.AGREE, "agree", Outcome.NOT_AGREED),
        (Step.FOLLOW_UP, "follow_up", Outcome.NOT_SATISFIED),
    ],
)
def test_what_is_not_good_enough_starts_a_new_cycle_at_the_analysis(complaint, cast, step, method, outcome, bring):
    bring(complaint, step)
    doer = {"instruct": "supervisor", "agree": "handler", "follow_up": "desk"}[method]
    getattr(complaint, method)(cast[doer], MORNING, outcome, "还不行")
    assert (complaint.state, complaint.cycle, complaint.open_step.step) == (State.SENT, 2, Step.ANALYSE)
    assert complaint.open_step.clock.cycle == 2


def test_a_partly_satisfied_customer_lets_it_be_closed(complaint, cast, bring):
    bring(complaint, Step.FOLLOW_UP)
    complaint.follow_up(cast["desk"], MORNING, Outcome.PARTLY, "价格仍有意见")
    assert complaint.open_step.step == Step.CLOSE


def test_a_withdrawn_complaint_has_no_running_clock(complaint, desk):
    complaint.withdraw(desk, MORNING, "客户撤回")
    assert (complaint.state, complaint.open_step, complaint.closed_at) == (State.WITHDRAWN, None, MORNING)
    assert not Clock.objects.running().exists()
    assert complaint.steps.last().clock.state == Clock.State.CANCELLED


def test_a_reopened_complaint_starts_again_at_the_analysis(complaint, cast, bring):
    bring(complaint, None)
    complaint.reopen(cast["desk"], MORNING + timedelta(days=3), "又坏了")
    assert (complaint.state, complaint.cycle, complaint.open_step.step) == (State.SENT, 2, Step.ANALYSE)
    assert complaint.closed_at is None


def test_one_that_was_withdrawn_unsent_starts_again_at_the_sending(desk):
    complaint = log_complaint(desk)
    complaint.withdraw(desk, MORNING, "打错电话")
    complaint.reopen(desk, MORNING, "没有打错")
    assert (complaint.state, complaint.cycle, complaint.open_step.step) == (State.LOGGED, 2, Step.SEND)


def test_another_department_analyses_anew_with_its_own_time(complaint, company, handler):
    complaint.reroute(handler, MORNING + timedelta(hours=1), company.guangzhou, "货在广州")
    assert (complaint.department, complaint.cycle, complaint.open_step.step) == (company.guangzhou, 2, Step.ANALYSE)
    assert complaint.open_step.clock.started_at == MORNING + timedelta(hours=1)
    assert complaint.steps.get(cycle=1, step=Step.ANALYSE).outcome == Outcome.REROUTED


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Re-routed from Shanghai operations to Guangzhou"), ("zh-hans", "由上海操作部改派至广州分公司")],
)
def test_log_and_timeline_name_a_department_in_the_reader_s_language(complaint, company, handler, language, sentence):
    complaint.reroute(handler, MORNING, company.guangzhou, "货在广州")
    with translation.override(language):
        assert complaint.log.last().sentence == sentence
        assert str(company.guangzhou) in complaint.customer.activities.order_by("id").last().sentence


def test_it_cannot_be_rerouted_to_where_it_lies_nor_once_it_is_back_at_the_desk(complaint, company, cast, bring):
    with pytest.raises(ValidationError):
        complaint.reroute(cast["desk"], MORNING, company.operations, "?")
    bring(complaint, Step.FOLLOW_UP)
    with pytest.raises(InvalidTransition):
        complaint.reroute(cast["desk"], MORNING, company.guangzhou, "太晚了")


def test_the_department_may_see_the_head_of_the_customers_file(complaint, company, handler):
    access = CustomerAccess.objects.get(customer=complaint.customer)
    assert (access.department, access.level) == (company.operations, CustomerAccess.Level.HEAD)


def test_what_must_be_written_is_asked_for_and_nothing_changes(complaint, handler):
    with pytest.raises(ValidationError) as refusal:
        complaint.analyse(handler, MORNING, "  ", "培训")
    assert set(refusal.value.message_dict) == {"text"}
    complaint.refresh_from_db()
    assert complaint.state == State.SENT


def test_an_approval_needs_no_comment_but_a_return_does(complaint, cast, bring):
    bring(complaint, Step.INSTRUCT)
    with pytest.raises(ValidationError):
        complaint.instruct(cast["supervisor"], MORNING, Outcome.RETURNED)
    complaint.instruct(cast["supervisor"], MORNING, Outcome.APPROVED)
    assert complaint.state == State.INSTRUCTED


def test_a_result_that_does_not_exist_is_refused(complaint, cast, bring):
    bring(complaint, Step.AGREE)
    with pytest.raises(ValidationError):
        complaint.agree(cast["handler"], MORNING, Outcome.SATISFIED, "?")


def test_too_late_says_who_did_it_and_what_waits_now(complaint, handler, head):
    seen = complaint.open_step_id
    complaint.analyse(head, MORNING, "原因", "措施", seen=seen)
    with pytest.raises(InvalidTransition) as refusal:
        complaint.analyse(handler, MORNING, "原因二", "措施二", seen=seen)
    assert str(head) in refusal.value.message
    assert "2026-03-10 10:00" in refusal.value.message
    assert complaint.steps.filter(step=Step.ANALYSE).count() == 1


def test_too_late_says_who_moved_it_even_if_the_customer_called_since(complaint, cast, handler, head):
    seen = complaint.open_step_id
    complaint.analyse(head, MORNING, "原因", "措施", seen=seen)
    complaint.call(cast["desk"], MORNING, uuid.uuid4(), "什么时候答复？")
    with pytest.raises(InvalidTransition) as refusal:
        complaint.analyse(handler, MORNING, "原因二", "措施二", seen=seen)
    assert str(head) in refusal.value.message


def test_a_page_of_an_earlier_cycle_cannot_do_the_step_of_a_later_one(complaint, cast, handler, bring):
    seen = complaint.open_step_id
    bring(complaint, Step.INSTRUCT)
    complaint.instruct(cast["supervisor"], MORNING, Outcome.RETURNED, "再想想")
    with pytest.raises(InvalidTransition):
        complaint.analyse(handler, MORNING, "原因", "措施", seen=seen)


def test_an_ended_complaint_refuses_every_step(complaint, cast, handler, bring):
    bring(complaint, None)
    with pytest.raises(InvalidTransition):
        complaint.analyse(handler, MORNING, "原因", "措施")
    with pytest.raises(InvalidTransition):
        complaint.withdraw(cast["desk"], MORNING, "?")


def test_who_may_not_is_refused_and_nothing_changes(complaint, manager):
    with pytest.raises(PermissionDenied):
        complaint.analyse(manager, MORNING, "原因", "措施")
    assert Complaint.objects.get().state == State.SENT


def test_the_log_cannot_be_changed_or_removed(complaint):
    with pytest.raises(InternalError), transaction.atomic():
        complaint.log.update(note="nichts")
    with pytest.raises(InternalError), transaction.atomic():
        complaint.log.all().delete()
