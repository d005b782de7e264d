"""The lists of key accounts and of their plans as Excel: what the filters of their pages leave."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.exporting import filtered_sheet, register_export, table
from key_accounts.filters import AccountPlanFilter, KeyAccountFilter
from key_accounts.models import AccountPlan, KeyAccount

ACCOUNTS = (
    (_("Customer code"), lambda account: account.customer.code),
    (_("Customer"), lambda account: account.customer.name),
    (_("Tier"), lambda account: account.get_tier_display()),
    (_("State"), lambda account: account.get_state_display()),
    (_("Account manager"), lambda account: str(account.customer.owner or "")),
    (_("Since"), lambda account: account.since),
    (_("Next review"), lambda account: account.review_on),
    (pgettext_lazy("key account", "Proposed because"), lambda account: account.get_source_display()),
    (_("Reason"), lambda account: account.reason),
    (_("Yearly average revenue"), lambda account: account.yearly_revenue),
)
PLANS = (
    (_("Customer code"), lambda plan: plan.customer.code),
    (_("Customer"), lambda plan: plan.customer.name),
    (_("Half-year"), lambda plan: str(plan.half)),
    (_("State"), lambda plan: plan.get_state_display()),
    (_("Author"), lambda plan: str(plan.owner)),
    (_("Due"), lambda plan: plan.clock and plan.clock.deadline),
    (_("Budget, CNY"), lambda plan: plan.budget),
    (_("Approved"), lambda plan: plan.approved_at),
    (_("Filed"), lambda plan: plan.filed_at),
    (_("Score"), lambda plan: plan.score),
)


def accounts(user, parameters, _columns, at):
    shown = KeyAccount.objects.visible_to(user).for_list()
    return filtered_sheet(KeyAccountFilter(parameters, shown, user, at), *table(ACCOUNTS))


def plans(user, parameters, _columns, at):
    shown = AccountPlan.objects.visible_to(user).for_list()
    return filtered_sheet(AccountPlanFilter(parameters, shown, user, at), *table(PLANS))


def register():
    register_export("key-accounts", _("Key accounts"), KeyAccount.can_be_listed_by, accounts)
    register_export("plans", _("Plans of key accounts"), KeyAccount.can_be_listed_by, plans)
