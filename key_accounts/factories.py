"""Key accounts and plans for tests, at any point of their life, driven there by the same methods that people use."""

import datetime
import uuid
from datetime import UTC

from customers.factories import ContactFactory, CustomerFactory
from customers.models import MonthlyFigure
from key_accounts.halves import Half
from key_accounts.models import AccountPlan, KeyAccount, PlanAction, PlanObjective, WatchItem
from key_accounts.states import PlanState

# A Tuesday, 10:00 in Shanghai.
MORNING = datetime.datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
SPRING = Half(2026, 1)


def earn(customer, yearly, until=MORNING, months=24):
    """Monthly figures of the full months before `until` that make `yearly` CNY a year."""
    month = until.date().replace(day=1)
    rows = []
    for _number in range(months):
        month = (month - datetime.timedelta(days=1)).replace(day=1)
        rows.append(MonthlyFigure(customer=customer, month=month, revenue=yearly / 12, shipments=10))
    MonthlyFigure.objects.bulk_create(rows)


def propose(owner, at=MORNING, customer=None, tier="key"):
    customer = customer or CustomerFactory(owner=owner)
    return KeyAccount.propose(owner, at, uuid.uuid4(), customer, tier=tier, reason="行业标杆")


def designate(owner, supervisor, at=MORNING, customer=None, tier="key"):
    """A key account of `owner`, approved by `supervisor`."""
    account = propose(owner, at, customer, tier)
    account.approve(supervisor, at, account.version)
    return account


def open_plan(account, half=SPRING, at=MORNING):
    return AccountPlan.open_for(account, half, at, half.first_day + datetime.timedelta(days=200))


def write(plan, by, at=MORNING):
    """Words in every section, one objective, one action."""
    for section in plan.sections.all():
        section.edit(by, at, section.version, {"text": f"{section}：如上半年"})
    PlanObjective.add(plan, by, at, uuid.uuid4(), {"metric": "营收", "unit": "万元", "base": 100, "target": 200})
    due_on = plan.half.last_day
    PlanAction.add(plan, by, at, uuid.uuid4(), {"what": "拜访供应链总监", "owner": by, "due_on": due_on})
    return plan


def bring_to(plan, state, manager, supervisor, at=MORNING):
    """Do all steps until the plan is in `state`, in the cast's usual parts."""
    if not plan.objectives.exists():
        write(plan, manager, at)
    if state != PlanState.DRAFT:
        plan.submit(manager, at)
    if state == PlanState.RETURNED:
        plan.send_back(supervisor, at, plan.revision, "目标不够具体")
    if state in (PlanState.APPROVED, PlanState.CLOSED, PlanState.FILED):
        plan.approve(supervisor, at, plan.revision, "同意")
    if state in (PlanState.CLOSED, PlanState.FILED):
        plan.close(manager, at, "完成大部分目标")
    if state == PlanState.FILED:
        plan.file(supervisor, at, plan.revision, 85, "继续努力")
    return plan


def one_of_each(manager, supervisor, customer):
    """A key account with plans in several states, one per half-year, and another customer that is only proposed; by name."""
    account = designate(manager, supervisor, customer=customer)
    half, plans = SPRING, {}
    for state in (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED, "adjusted"):
        plan = plans[f"plan_{state}"] = open_plan(account, half)
        bring_to(plan, PlanState.APPROVED if state == "adjusted" else state, manager, supervisor)
        half = half.next
    plans["plan_adjusted"].begin_adjustment(manager, MORNING, "新仓库")
    news = {"kind": "company", "on": MORNING.date(), "title": "新任总经理"}
    return plans | {
        "key_account": account,
        "key_account_proposed": propose(manager),
        "key_contact": ContactFactory(customer=customer),
        "watch_item": WatchItem.add(account, manager, MORNING, uuid.uuid4(), **news),
        "objective": plans["plan_draft"].objectives.get(),
        "action": plans["plan_draft"].actions.get(),
        "approved_objective": plans["plan_approved"].objectives.get(),
        "approved_action": plans["plan_approved"].actions.get(),
    }
