"""Two customers of the manager, whose browser it is."""

import pytest

from customers.credit_code import check_character
from customers.factories import CustomerFactory

CREDIT_CODE = "91310000MA1FL0AB1" + check_character("91310000MA1FL0AB1")


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def ocean(manager):
    return CustomerFactory(owner=manager, code="K1", name="上海远洋物流有限公司")


@pytest.fixture
def river(manager):
    return CustomerFactory(owner=manager, code="K2", name="长江贸易有限公司", credit_code=CREDIT_CODE)
