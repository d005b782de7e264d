"""What moves to the new account manager when key accounts are handed over: plans that are not filed, and open actions."""

from key_accounts.models import AccountPlan, PlanAction
from key_accounts.states import LIVING_PLANS
from visits.models import Visit


def find_plans(customers, owner):
    return AccountPlan.objects.living().filter(key_account__customer__in=customers, owner=owner).for_list()


def move_plans(customers, owner, receiver, by, at):
    plans = list(find_plans(customers, owner))
    for plan in plans:
        plan.hand_over(receiver, by, at)
    return len(plans)


def find_actions(customers, owner):
    """Open actions in the hands of the former account manager; those of plans that they wrote move with the plan."""
    actions = PlanAction.objects.in_text().filter(
        plan__key_account__customer__in=customers, plan__state__in=LIVING_PLANS, owner=owner, done_at__isnull=True
    )
    return actions.exclude(visit__state=Visit.State.DONE).select_related("plan__key_account__customer")


def move_actions(customers, owner, receiver, by, at):
    ids = find_actions(customers, owner).values("pk")
    return PlanAction.objects.filter(pk__in=ids).update(owner=receiver)
