"""How much waits for a person's decision, for the badge of the area."""

from key_accounts.models import AccountPlan, KeyAccount


def waiting_decisions(user):
    """One row for each plan and key account in the inbox of `user`."""
    accounts = KeyAccount.objects.waiting_for(user).values_list("pk")
    return AccountPlan.objects.waiting_for(user).values_list("pk").union(accounts, all=True)
