from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import CustomerAccess
from key_accounts.factories import MORNING, bring_to, designate, open_plan, propose
from key_accounts.models import AccountPlan, KeyAccount
from key_accounts.states import PlanState
from people.factories import UserFactory
from people.models import Role, User


def fresh(person):
    """As the next request would load them."""
    return User.objects.get(pk=person.pk)


def let_deputise(deputy, person):
    today = timezone.localdate()
    person.deputy, person.deputy_from, person.deputy_until = deputy, today, today + timedelta(days=1)
    person.save()
    return fresh(deputy)


def test_who_reads_the_file_sees_its_key_account_and_plans(plan, cast):
    CustomerAccess.objects.create(
        customer=plan.customer, user=cast["handler"], level="head", reason="TS-1", created_at=MORNING
    )
    seen = {name for name, person in cast.items() if AccountPlan.objects.visible_to(person).exists()}
    assert seen == {"manager", "supervisor", "analyst", "director"}
    assert seen == {name for name, person in cast.items() if KeyAccount.objects.visible_to(person).exists()}


def test_an_invited_colleague_sees_it_too(plan, colleague):
    CustomerAccess.objects.create(
        customer=plan.customer, user=colleague, level="read", reason="项目组", created_at=MORNING
    )
    assert AccountPlan.objects.visible_to(colleague).exists()


@pytest.mark.parametrize(
    ("state", "may", "who"),
    [
        (PlanState.DRAFT, AccountPlan.can_be_written_by, {"manager"}),
        (PlanState.DRAFT, AccountPlan.can_be_approved_by, set()),
        (PlanState.SUBMITTED, AccountPlan.can_be_approved_by, {"supervisor", "director"}),
        (PlanState.SUBMITTED, AccountPlan.can_be_taken_back_by, {"manager"}),
        (PlanState.RETURNED, AccountPlan.can_be_submitted_by, {"manager"}),
        (PlanState.APPROVED, AccountPlan.can_be_adjusted_by, {"manager"}),
        (PlanState.APPROVED, AccountPlan.can_be_closed_by, {"manager"}),
        (PlanState.CLOSED, AccountPlan.can_be_filed_by, {"supervisor", "director"}),
        (PlanState.FILED, AccountPlan.can_be_written_by, set()),
        (PlanState.FILED, AccountPlan.can_be_filed_by, set()),
    ],
)
def test_who_may_do_what(plan, bring, cast, state, may, who):
    bring(plan, state)
    assert {name for name, person in cast.items() if may(plan, person)} == who


def test_the_author_never_approves_not_even_as_deputy_of_the_supervisor(plan, bring, manager, supervisor):
    bring(plan, PlanState.SUBMITTED)
    manager = let_deputise(manager, supervisor)
    assert supervisor in manager.principals and not plan.can_be_approved_by(manager)
    assert not AccountPlan.objects.waiting_for(manager).exists()
    with pytest.raises(PermissionDenied):
        plan.approve(manager, MORNING, plan.revision)


def test_a_supervisor_who_writes_plans_is_decided_on_from_above_and_not_by_their_deputy(company, cast):
    supervisor, director = fresh(cast["supervisor"]), cast["director"]
    account = designate(supervisor, director, customer=CustomerFactory(owner=supervisor))
    plan = open_plan(account)
    assert plan.owner == supervisor
    deputy = let_deputise(cast["colleague"], supervisor)
    bring_to(plan, PlanState.SUBMITTED, supervisor, director)
    assert plan.approver == director
    assert not plan.can_be_approved_by(deputy) and not plan.can_be_approved_by(supervisor)
    assert plan.can_be_approved_by(director)


def test_a_deputy_who_handed_it_in_for_the_author_does_not_approve_it(plan, bring, manager, supervisor, company):
    second = UserFactory(role=Role.SUPERVISOR, department=company.shanghai)
    deputy = let_deputise(second, manager)
    bring(plan, PlanState.DRAFT)
    plan.submit(deputy, MORNING)
    assert plan.submitted_by == deputy
    assert not plan.can_be_approved_by(fresh(deputy)) and plan.can_be_approved_by(supervisor)


def test_a_deputy_decides_in_place_of_an_absent_supervisor_and_the_log_says_so(plan, bring, colleague, supervisor):
    bring(plan, PlanState.SUBMITTED)
    deputy = let_deputise(colleague, supervisor)
    assert plan in AccountPlan.objects.visible_to(deputy) and plan in AccountPlan.objects.waiting_for(deputy)
    row = plan.approve(deputy, MORNING, plan.revision)
    assert (row.by, row.acting_for) == (deputy, supervisor)


def test_the_top_is_decided_on_by_the_customer_relations_office(company, cast):
    director = fresh(cast["director"])
    account = propose(director, customer=CustomerFactory(owner=director))
    assert set(KeyAccount.objects.waiting_for(cast["analyst"])) == {account}
    account.approve(cast["analyst"], MORNING, account.version)
    assert account.approver is None and account.decided_by == cast["analyst"]
