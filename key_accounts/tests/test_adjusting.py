import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from key_accounts.comparison import Comparison
from key_accounts.factories import MORNING
from key_accounts.models import AccountPlan, PlanAction, PlanObjective
from key_accounts.snapshot import snapshot
from key_accounts.states import AdjustmentState, PlanState


@pytest.fixture
def approved(plan, bring):
    return bring(plan, PlanState.APPROVED)


def change(plan, by):
    section = plan.sections.get(key="strategy")
    section.edit(by, MORNING, section.version, {"text": "新增冷链"})
    objective = plan.objectives.in_text().first()
    objective.edit(by, MORNING, objective.version, {"target": 300})
    action = plan.actions.in_text().first()
    action.remove(by, MORNING, action.version)
    PlanAction.add(plan, by, MORNING, uuid.uuid4(), {"what": "冷链方案", "owner": by, "due_on": plan.half.last_day})


def test_the_plan_in_force_stays_while_an_adjustment_is_written_and_decided(approved, manager, supervisor):
    plan = approved
    in_force = plan.baseline.content
    plan.begin_adjustment(manager, MORNING, "客户新建冷库")
    change(plan, manager)
    plan.submit_adjustment(manager, MORNING)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED and plan.baseline.content == in_force
    assert plan.adjustment.clock.doer == supervisor and set(AccountPlan.objects.waiting_for(supervisor)) == {plan}
    plan.approve_adjustment(supervisor, MORNING, plan.revision, "同意")
    assert plan.baseline.number == 2 and plan.adjustment is None and plan.baseline.reason == "客户新建冷库"
    assert Comparison(in_force, plan.baseline.content).summary == ["1 section", "1 objective", "2 actions"]
    assert not Clock.objects.running().exists()


def test_an_adjustment_needs_a_reason_and_an_approved_plan(plan, bring, manager):
    with pytest.raises(InvalidTransition):
        plan.begin_adjustment(manager, MORNING, "理由")
    bring(plan, PlanState.APPROVED)
    with pytest.raises(ValidationError):
        plan.begin_adjustment(manager, MORNING, " ")
    plan.begin_adjustment(manager, MORNING, "理由")
    with pytest.raises(InvalidTransition, match="Adjustment"):
        plan.begin_adjustment(manager, MORNING, "再来")


def test_a_returned_adjustment_is_written_again(approved, manager, supervisor):
    approved.begin_adjustment(manager, MORNING, "理由")
    approved.submit_adjustment(manager, MORNING)
    with pytest.raises(ValidationError):
        approved.return_adjustment(supervisor, MORNING, approved.revision, "")
    approved.return_adjustment(supervisor, MORNING, approved.revision, "说明费用")
    assert approved.adjustment.state == AdjustmentState.RETURNED and approved.can_be_written_by(manager)
    approved.submit_adjustment(manager, MORNING)
    approved.take_adjustment_back(manager, MORNING)
    assert approved.adjustment.state == AdjustmentState.DRAFT


def test_a_withdrawn_adjustment_brings_back_the_text_in_force(approved, manager):
    approved.objectives.get().record(manager, MORNING, 150)
    before = snapshot(approved)
    approved.begin_adjustment(manager, MORNING, "理由")
    change(approved, manager)
    PlanObjective.add(approved, manager, MORNING, uuid.uuid4(), {"metric": "投诉率", "target": 1})
    assert snapshot(approved) != before
    approved.withdraw_adjustment(manager, MORNING)
    assert snapshot(approved) == before == approved.baseline.content
    assert approved.objectives.get().actual == 150 and approved.adjustment is None


def test_an_adjustment_that_changed_meanwhile_is_not_approved(approved, manager, supervisor):
    approved.begin_adjustment(manager, MORNING, "理由")
    approved.submit_adjustment(manager, MORNING)
    read = approved.revision
    approved.take_adjustment_back(manager, MORNING)
    change(approved, manager)
    approved.submit_adjustment(manager, MORNING)
    with pytest.raises(InvalidTransition):
        approved.approve_adjustment(supervisor, MORNING, read)


def test_only_the_author_adjusts_and_never_decides(approved, manager, supervisor, colleague):
    with pytest.raises(PermissionDenied):
        approved.begin_adjustment(supervisor, MORNING, "理由")
    approved.begin_adjustment(manager, MORNING, "理由")
    approved.submit_adjustment(manager, MORNING)
    for person in (manager, colleague):
        with pytest.raises(PermissionDenied):
            approved.approve_adjustment(person, MORNING, approved.revision)


def test_a_plan_with_an_open_adjustment_is_not_summed_up(approved, manager):
    approved.begin_adjustment(manager, MORNING, "理由")
    with pytest.raises(ValidationError):
        approved.close(manager, MORNING, "总结")
