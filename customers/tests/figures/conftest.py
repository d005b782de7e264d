"""The customers whose figures are entered, and the browser of their account manager."""

import pytest

from customers.factories import CustomerFactory


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def ocean(manager):
    return CustomerFactory(owner=manager, code="K1", name="上海远洋物流有限公司")


@pytest.fixture
def river(manager):
    return CustomerFactory(owner=manager, code="K2", name="长江贸易有限公司")
