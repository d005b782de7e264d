import pytest

from key_accounts.factories import bring_to, designate, open_plan


@pytest.fixture
def account(manager, supervisor):
    """A key account of the manager, designated on a Tuesday in March."""
    return designate(manager, supervisor)


@pytest.fixture
def plan(account):
    """Its plan for the first half of 2026, opened and empty."""
    return open_plan(account)


@pytest.fixture
def bring(manager, supervisor):
    def bring(plan, state):
        return bring_to(plan, state, manager, supervisor)

    return bring


@pytest.fixture
def as_user(client):
    """The test client, logged in as somebody."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in
