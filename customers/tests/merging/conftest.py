"""Two files of one customer, both the manager's, and how they are merged in these tests."""

import pytest
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import CustomerMerge


@pytest.fixture
def kept(manager):
    return CustomerFactory(owner=manager, code="KH1", name="深圳华为技术有限公司", short_name="华为技术")


@pytest.fixture
def merged(manager):
    return CustomerFactory(owner=manager, code="KH2", name="华为技术有限公司", short_name="华为", aliases=["HUAWEI"])


@pytest.fixture
def merge(manager, kept, merged):
    """merge(contacts=…, choices=…): `merged` into `kept`, by the manager unless another is given."""

    def run(by=manager, one=kept, other=merged, choices=None, **options):
        for file in (one, other):
            file.refresh_from_db()
        seen = {one.pk: one.version, other.pk: other.version}
        merge = CustomerMerge.make(by, timezone.now(), one, other, seen, choices or {}, **options)
        for file in (one, other):
            file.refresh_from_db()
        return merge

    return run
