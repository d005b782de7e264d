"""A customer of the manager, and an entry that waits for an answer."""

import pytest
from django.utils import timezone

from customers.factories import CustomerFactory, log_contact


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, name="上海远洋物流有限公司", short_name="远洋物流")


@pytest.fixture
def owed(customer, manager):
    return log_contact(manager, customer, timezone.now(), "新报价")
