import pytest
from django.utils import timezone

from customers.factories import CustomerFactory
from visits.factories import DAY, HOUR, plan_visit


@pytest.fixture
def as_user(client):
    """The test client, logged in as somebody."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, name="上海远洋物流有限公司")


@pytest.fixture
def visit(manager, customer, now):
    return plan_visit(manager, now - 3 * DAY, now + DAY, customer)


@pytest.fixture
def past(manager, customer, now):
    """Two hours ago, its report missing."""
    return plan_visit(manager, now - 3 * DAY, now - 2 * HOUR, customer)
