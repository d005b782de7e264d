from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.db.models import ProtectedError

from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from key_accounts.factories import MORNING, bring_to, write
from key_accounts.models import AccountPlan, PlanAction
from key_accounts.models.part import ChangedMeanwhile
from key_accounts.sections import SECTIONS
from key_accounts.states import PlanState
from people.models import Notification


def again(plan):
    return AccountPlan.objects.get(pk=plan.pk)


def test_an_opened_plan_has_all_its_sections_empty_and_waits_for_its_author(plan, manager):
    assert [section.key for section in plan.sections.all()] == [section.key for section in SECTIONS]
    assert plan.state == PlanState.DRAFT and plan.owner == manager
    assert (plan.clock.step, plan.clock.doer) == ("key_account.plan", manager)
    assert Notification.objects.filter(recipient=manager, url=plan.get_absolute_url()).count() == 1


def test_handing_in_completes_the_clock_freezes_a_version_and_asks_the_supervisor(plan, manager, supervisor):
    writing = plan.clock
    write(plan, manager)
    plan.submit(manager, MORNING)
    writing.refresh_from_db()
    assert writing.state == Clock.State.DONE
    assert (plan.clock.step, plan.clock.doer) == ("key_account.approve", supervisor)
    version = plan.versions.get()
    assert version.number == 1 and version.content["objectives"][0]["target"] == "200.00"
    assert set(AccountPlan.objects.waiting_for(supervisor)) == {plan}
    assert Notification.objects.filter(recipient=supervisor, url=plan.get_absolute_url()).count() == 1


def test_what_is_missing_is_said_at_once(plan, manager):
    section = plan.sections.get(key="industry")
    section.edit(manager, MORNING, 1, {"text": "行业稳定"})
    with pytest.raises(ValidationError) as refusal:
        plan.submit(manager, MORNING)
    (message,) = refusal.value.messages
    assert "Needs and problems" in message and "at least one action" in message and "industry" not in message


def test_approval_makes_the_version_the_baseline(plan, bring, manager, supervisor):
    bring(plan, PlanState.APPROVED)
    assert plan.baseline == plan.versions.get() and plan.clock is None and plan.approved_at == MORNING
    assert not plan.can_be_written_by(manager)
    with pytest.raises(InvalidTransition, match=r"Supervisor.*Plan 2026 H1 approved"):
        plan.sections.first().edit(manager, MORNING, 1, {"text": "事后修改"})


def test_a_returned_plan_is_written_and_handed_in_again(plan, bring, manager, supervisor):
    bring(plan, PlanState.RETURNED)
    assert plan.clock.doer == manager and plan.can_be_written_by(manager)
    plan.submit(manager, MORNING)
    assert [version.number for version in plan.versions.all()] == [1, 2] and plan.state == PlanState.SUBMITTED


def test_a_return_needs_a_reason(plan, bring, supervisor):
    bring(plan, PlanState.SUBMITTED)
    with pytest.raises(ValidationError):
        plan.send_back(supervisor, MORNING, plan.revision, "")


def test_the_author_takes_back_what_nobody_has_decided_on(plan, bring, manager, supervisor):
    bring(plan, PlanState.SUBMITTED)
    asked = plan.clock
    plan.take_back(manager, MORNING)
    asked.refresh_from_db()
    assert plan.state == PlanState.DRAFT and asked.state == Clock.State.CANCELLED and plan.clock.doer == manager


def test_approving_a_plan_that_changed_meanwhile_is_refused_with_its_present_state(plan, bring, manager, supervisor):
    bring(plan, PlanState.SUBMITTED)
    read = plan.revision
    plan.take_back(manager, MORNING)
    section = plan.sections.get(key="risks")
    section.edit(manager, MORNING, section.version, {"text": "新的竞争对手"})
    plan.submit(manager, MORNING)
    with pytest.raises(InvalidTransition, match=r"Manager.*handed in"):
        plan.approve(supervisor, MORNING, read)
    assert again(plan).state == PlanState.SUBMITTED


def test_of_two_approvers_the_second_is_told_who_did_what(plan, bring, supervisor, director):
    bring(plan, PlanState.SUBMITTED)
    stale, read = again(plan), plan.revision
    plan.approve(supervisor, MORNING, read)
    with pytest.raises(InvalidTransition, match=r"Supervisor.*approved"):
        stale.send_back(director, MORNING, read, "再想想")


def test_two_who_write_different_sections_do_not_disturb_each_other_and_the_same_one_is_not_overwritten(plan, manager):
    first, same = plan.sections.get(key="needs"), plan.sections.get(key="needs")
    other = plan.sections.get(key="risks")
    first.edit(manager, MORNING, 1, {"text": "要求准时"})
    other.edit(manager, MORNING, 1, {"text": "竞争对手降价"})
    with pytest.raises(ChangedMeanwhile) as refusal:
        same.edit(manager, MORNING, 1, {"text": "我的版本"})
    assert refusal.value.part.text == "要求准时" and "Manager" in refusal.value.message


def test_the_self_review_is_scored_and_filed(plan, bring, manager, supervisor):
    bring(plan, PlanState.APPROVED)
    plan.objectives.get().record(manager, MORNING, 180)
    assert plan.objectives.get().achieved == 80
    plan.close(manager, MORNING, "基本完成")
    assert plan.clock.doer == supervisor and plan.state == PlanState.CLOSED
    plan.send_review_back(supervisor, MORNING, plan.revision, "请写明原因")
    assert plan.state == PlanState.APPROVED and plan.clock.step == "key_account.close"
    plan.close(manager, MORNING, "因客户停产一个月")
    for score in (-1, 101, None):
        with pytest.raises(ValidationError):
            plan.file(supervisor, MORNING, plan.revision, score, "好")
    plan.file(supervisor, MORNING, plan.revision, 85, "好")
    assert plan.state == PlanState.FILED and plan.score == 85 and plan.clock is None


def test_an_action_is_ticked_by_its_owner_or_the_author_while_the_plan_is_in_force(plan, bring, cast, manager):
    write(plan, manager)
    action = plan.actions.get()
    with pytest.raises(InvalidTransition):
        action.tick(manager, MORNING, True)
    bring(plan, PlanState.APPROVED)
    action = PlanAction.objects.get()
    assert {name for name, person in cast.items() if action.can_be_ticked_by(person)} == {"manager"}
    action.tick(manager, MORNING, True, "已拜访")
    assert PlanAction.objects.get().is_done
    action.tick(manager, MORNING + timedelta(days=3), True, "已拜访，很顺利")
    assert (PlanAction.objects.get().done_at, action.result) == (MORNING, "已拜访，很顺利")
    with pytest.raises(PermissionDenied):
        action.tick(cast["supervisor"], MORNING, False)
    revision = again(plan).revision
    action.tick(manager, MORNING, False)
    assert again(plan).revision == revision and not PlanAction.objects.get().is_done


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: AccountPlan.objects.filter(pk=plan.pk).update(remark="改写"),
        lambda plan: AccountPlan.objects.filter(pk=plan.pk).update(state="draft"),
        lambda plan: plan.sections.update(text="改写"),
        lambda plan: plan.sections.all().delete(),
        lambda plan: plan.objectives.update(actual=1),
        lambda plan: plan.objectives.create(metric="新", target=1),
        lambda plan: plan.actions.update(done_at=MORNING),
        lambda plan: plan.actions.all().delete(),
        lambda plan: plan.versions.update(content={}),
        lambda plan: plan.versions.create(number=9, content={}, by=plan.owner, at=MORNING),
        lambda plan: plan.adjustments.create(reason="补", opened_by=plan.owner, opened_at=MORNING),
        lambda plan: plan.log.update(note="改写"),
        lambda plan: plan.log.all()._raw_delete("default"),
    ],
)
def test_the_database_keeps_a_filed_plan_for_good(plan, bring, change):
    bring(plan, PlanState.FILED)
    with pytest.raises((InternalError, ProtectedError)), transaction.atomic():
        change(plan)


def test_a_version_is_kept_even_while_the_plan_lives(plan, bring):
    bring(plan, PlanState.SUBMITTED)
    for change in (lambda: plan.versions.update(content={}), lambda: plan.versions.all()._raw_delete("default")):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_a_filed_plan_of_one_half_leaves_the_others_alone(account, plan, bring, manager, supervisor):
    bring(plan, PlanState.FILED)
    other = AccountPlan.open_for(account, plan.half.next, MORNING, plan.half.next.first_day)
    bring_to(other, PlanState.APPROVED, manager, supervisor)
    assert other.state == PlanState.APPROVED
