"""With what a plan is compared by itself, so that its reader sees what is new in it."""

from key_accounts.models import AccountLog, AccountPlan, PlanVersion
from key_accounts.states import PlanState

Kind = AccountLog.Kind
DECISIONS = (Kind.APPROVED, Kind.RETURNED, Kind.ADJUSTMENT_APPROVED, Kind.ADJUSTMENT_RETURNED)


def seen_before(plan):
    """The content to mark differences against, or None.

    While an adjustment is open: the plan in force. While the plan is written or waits: what was decided on last.
    """
    if plan.adjustment is not None:
        return plan.baseline.content
    if plan.state in (PlanState.APPROVED, PlanState.CLOSED, PlanState.FILED):
        return None
    row = plan.log.filter(kind__in=DECISIONS).select_related("version").last()
    return row.version.content if row else None


def last_decided(plans):
    """{plan id: the content that was decided on last}, else that of the plan of the half-year before; three queries."""
    decided = PlanVersion.objects.filter(plan__in=plans, log__kind__in=DECISIONS).order_by("plan", "-log__id")
    contents = dict(decided.distinct("plan").values_list("plan", "content"))
    missing = {plan.key_account_id: plan for plan in plans if plan.pk not in contents}
    before = AccountPlan.objects.filter(key_account__in=missing, baseline__isnull=False).order_by("half_start")
    for former in before.select_related("baseline"):
        plan = missing[former.key_account_id]
        if former.half_start < plan.half_start:
            contents[plan.pk] = former.baseline.content
    return contents
