from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from customers.factories import CustomerFactory, open_opportunity

# A Tuesday.
AT = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def at():
    return AT


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, lifecycle="potential", name="上海远洋物流有限公司")


@pytest.fixture
def opportunity(manager, customer, at):
    return open_opportunity(manager, customer, at)
