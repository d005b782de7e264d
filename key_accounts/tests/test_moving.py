from customers.moving import MOVABLES
from key_accounts import moving, opening
from key_accounts.factories import MORNING, bring_to, open_plan, write
from key_accounts.models import AccountPlan, PlanAction
from key_accounts.states import PlanState


def test_open_plans_and_actions_move_with_the_customer_and_filed_ones_stay(
    account, plan, bring, manager, supervisor, colleague
):
    bring(plan, PlanState.FILED)
    running = open_plan(account, plan.half.next)
    bring_to(running, PlanState.APPROVED, manager, supervisor)
    draft = write(open_plan(account, plan.half.next.next), manager)
    customers = [account.customer_id]
    assert set(moving.find_plans(customers, manager)) == {running, draft}
    assert moving.find_actions(customers, manager).count() == 2
    assert moving.move_plans(customers, manager, colleague, supervisor, MORNING) == 2
    assert moving.move_actions(customers, manager, colleague, supervisor, MORNING) == 2
    assert set(AccountPlan.objects.values_list("owner__username", "state")) == {
        ("manager", "filed"), ("colleague", "approved"), ("colleague", "draft"),
    }  # fmt: skip
    draft.refresh_from_db()
    assert draft.clock.doer == colleague and draft.clock.department == colleague.department
    assert PlanAction.objects.filter(owner=manager).count() == 1


def test_plans_follow_a_customer_that_was_given_away_past_the_hand_over(account, plan, bring, colleague):
    bring(plan, PlanState.FILED)
    running = open_plan(account, plan.half.next)
    account.customer.owner = colleague
    account.customer.save()
    assert opening.follow_owners(MORNING) == 1 and opening.follow_owners(MORNING) == 0
    running.refresh_from_db()
    plan.refresh_from_db()
    assert running.owner == running.clock.doer == colleague and plan.owner != colleague


def test_the_hand_over_knows_them():
    assert {moving.move_plans, moving.move_actions} <= {movable.move for movable in MOVABLES}


def test_a_submitted_plan_waits_for_the_same_supervisor(plan, bring, manager, supervisor, colleague):
    bring(plan, PlanState.SUBMITTED)
    plan.hand_over(colleague, supervisor, MORNING)
    assert plan.clock.doer == supervisor and plan.approver == supervisor
    assert not plan.can_be_approved_by(colleague) and not plan.can_be_approved_by(manager)
