import pytest

from complaints.factories import bring_to, log_complaint


@pytest.fixture
def bring(cast):
    """Do all steps of a complaint before the one named (None: all of them) in the cast's usual parts."""

    def bring(complaint, step):
        return bring_to(complaint, step, cast["desk"], cast["handler"], cast["supervisor"])

    return bring


@pytest.fixture
def complaint(company, desk, handler):
    """Sent by the desk to Shanghai operations, on a Tuesday at ten."""
    return log_complaint(desk, company.operations)


@pytest.fixture
def as_user(client):
    """The test client, logged in as somebody."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in
