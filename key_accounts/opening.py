"""What the system does by the policy: proposes key accounts from their revenue, opens plans, asks for self-reviews and
yearly reviews. Each job asks "due and not done", so that a late, doubled or lost run changes nothing."""

import datetime
import logging

from django.db.models import F, Min, Q, Sum
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.models import Customer, MonthlyFigure
from key_accounts.halves import Half
from key_accounts.models import AccountPlan, KeyAccount, KeyAccountPolicy
from key_accounts.states import AccountState, PlanState

logger = logging.getLogger(__name__)

MONTHS = 24
# Who becomes a key account so late in a half-year begins with the plan of the next one.
SHORTEST_DAYS = 60


def yearly_revenue(at, customers=None):
    """{customer id: yearly average revenue in CNY} of the last 24 full months, over all projects.

    A customer younger than that counts from its first month with figures, but as one year at least.
    """
    this_month = timezone.localdate(at).replace(day=1)
    last = this_month - datetime.timedelta(days=1)
    first = this_month.replace(year=this_month.year - MONTHS // 12)
    figures = MonthlyFigure.objects.between(first, last)
    if customers is not None:
        figures = figures.filter(customer__in=customers)
    rows = figures.values("customer").annotate(revenue=Sum("revenue"), begun=Min("month")).order_by()
    return {row["customer"]: _yearly(row["revenue"], row["begun"], this_month) for row in rows}


def _yearly(revenue, begun, this_month):
    months = (this_month.year - begun.year) * 12 + this_month.month - begun.month
    return round(revenue * 12 / max(months, 12), 2)


def propose_by_rule(at):
    """Propose every customer with an account manager whose yearly revenue reaches the threshold; returns how many."""
    policy = KeyAccountPolicy.objects.in_force()
    reached = {pk: amount for pk, amount in yearly_revenue(at).items() if amount >= policy.threshold_yuan}
    rested = at - datetime.timedelta(days=policy.declined_rest_days)
    known = Q(key_accounts__state__in=[AccountState.PROPOSED, AccountState.ACTIVE])
    known |= Q(key_accounts__decided_at__gt=rested)
    candidates = (
        Customer.objects.kept()
        .filter(pk__in=list(reached), owner__is_active=True)
        .exclude(pk__in=Customer.objects.filter(known).values("pk"))
    )
    proposed = 0
    for customer in candidates.select_related("owner").order_by("pk"):
        amount = reached[customer.pk]
        try:
            KeyAccount.propose_by_rule(customer, at, amount, policy.tier_for(amount))
            proposed += 1
        except InvalidTransition:
            logger.info("Customer %s was proposed meanwhile.", customer.pk)
    return proposed


def open_plans(at):
    """Open the plans of every key account for the half-years whose opening day has come; returns how many."""
    policy = KeyAccountPolicy.objects.in_force()
    today = timezone.localdate(at)
    current = Half.of(today)
    halves = [half for half in (current, current.next) if policy.opens_on(half) <= today]
    opened = 0
    for half in halves:
        without = KeyAccount.objects.active().filter(customer__owner__is_active=True)
        without = without.filter(since__lte=half.last_day - datetime.timedelta(days=SHORTEST_DAYS))
        without = without.exclude(plans__half_start=half.first_day).select_related("customer__owner__department")
        for account in without.order_by("pk"):
            opened += AccountPlan.open_for(account, half, at, policy.plan_due_on(half, account.since)) is not None
    return opened


def follow_owners(at):
    """Give plans that are not filed to the customer's present account manager, however that came to be; returns how many."""
    strayed = AccountPlan.objects.living().filter(key_account__customer__owner__is_active=True)
    strayed = strayed.exclude(owner=F("key_account__customer__owner"))
    plans = list(strayed.select_related("key_account__customer__owner__department").order_by("pk"))
    for plan in plans:
        plan.hand_over(plan.customer.owner, None, at)
    return len(plans)


def start_closings(at):
    """Ask for the self-review of approved plans whose half-year ends; returns how many."""
    policy = KeyAccountPolicy.objects.in_force()
    half = Half.of(timezone.localdate(at) + datetime.timedelta(days=policy.closing_lead_days + 1)).previous
    plans = AccountPlan.objects.filter(state=PlanState.APPROVED, clock=None, half_start__lte=half.first_day)
    return sum(plan.start_closing(at) for plan in plans.order_by("pk"))


def start_reviews(at):
    """Ask supervisors for the yearly reviews that come near; returns how many."""
    policy = KeyAccountPolicy.objects.in_force()
    near = timezone.localdate(at) + datetime.timedelta(days=policy.review_lead_days)
    accounts = KeyAccount.objects.active().filter(clock=None, review_on__lte=near)
    return sum(account.start_review(at) for account in accounts.order_by("pk"))
