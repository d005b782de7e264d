"""The supervisor's inbox: all that waits for a decision, with what changed, decided on this one page."""

from django.shortcuts import render
from django.utils import timezone

from key_accounts.changes import last_decided
from key_accounts.comparison import NOTHING, Comparison
from key_accounts.forms import DesignationForm, ReviewForm
from key_accounts.forms.moves import decision_form, what_waits
from key_accounts.models import AccountPlan, KeyAccount
from key_accounts.opening import yearly_revenue
from key_accounts.states import AccountState
from key_accounts.views.answers import forbid_unless

# So many are read in one sitting; the rest follows when these are decided.
MOST = 30


def decision_list(request):
    user = request.user
    forbid_unless(KeyAccount.can_be_listed_by(user))
    at = timezone.now()
    accounts = list(KeyAccount.objects.waiting_for(user).for_detail().order_by("clock__deadline", "id")[:MOST])
    revenue = yearly_revenue(at, [account.customer_id for account in accounts])
    context = {
        "accounts": [(account, _account_form(account), revenue.get(account.customer_id)) for account in accounts],
        "plans": sorted(_plans(user), key=lambda each: each["clock"].deadline),
        "at": at,
    }
    return render(request, "key_accounts/decisions.html", context)


def _account_form(account):
    form_class = DesignationForm if account.state == AccountState.PROPOSED else ReviewForm
    return form_class(account=account)


def _plans(user):
    """Each plan that waits with its form, what was handed in, and how that differs from what was decided on before."""
    waiting = AccountPlan.objects.waiting_for(user).for_detail().prefetch_related("versions", "objectives")
    plans = list(waiting.order_by("id")[:MOST])
    before = last_decided(plans)
    for plan in plans:
        about = what_waits(plan)
        version = max(plan.versions.all(), key=lambda version: version.number)
        content = before.get(plan.pk, NOTHING) if about == "plan" else plan.baseline.content
        yield {
            "plan": plan,
            "about": about,
            "clock": plan.adjustment.clock if about == "adjustment" else plan.clock,
            "form": decision_form(plan),
            "comparison": None if about == "review" else Comparison(content, version.content),
            "is_first": about == "plan" and plan.pk not in before,
        }
