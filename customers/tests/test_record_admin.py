"""What Django admin shows of log, projects, hand-overs, pairs and merges: to look at, nothing to edit, and no words of customers."""

import uuid

import pytest
from django.utils import timezone

from customers.factories import CustomerFactory, MilestoneFactory, log_contact
from customers.models import CustomerMerge, DuplicatePair, HandOver
from people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(manager):
    customer, now = CustomerFactory(owner=manager), timezone.now()
    day = timezone.localdate(now)
    hand_over = HandOver.propose(manager, now, uuid.uuid4(), [customer.pk], UserFactory(), day, "调岗")
    return {
        "project": MilestoneFactory(project__customer=customer).project,
        "contactentry": log_contact(manager, customer, now, summary="机密报价"),
        "handover": hand_over,
        "ownerperiod": customer.owner_periods.get(),
        "duplicatepair": DuplicatePair.objects.create(
            first=customer, second=CustomerFactory(), score=90, reasons=["name"], found_at=now
        ),
        "customermerge": merged_into(customer, manager, now),
    }


def merged_into(customer, manager, at):
    other = CustomerFactory(owner=manager, source="机密报价")
    customer.refresh_from_db()
    seen = {customer.pk: customer.version, other.pk: other.version}
    return CustomerMerge.make(manager, at, customer, other, seen, {})


@pytest.mark.parametrize(
    "name", ["project", "contactentry", "handover", "ownerperiod", "duplicatepair", "customermerge"]
)
def test_records_can_be_searched_and_looked_at_but_not_edited(client, administrator, records, name):
    client.force_login(administrator)
    folder = f"/admin/customers/{name}/"
    assert "1 result" in client.get(f"{folder}?q=测试客户").text or name == "handover"
    page = client.get(f"{folder}{records[name].pk}/change/")
    assert page.status_code == 200 and 'name="_save"' not in page.text and "机密报价" not in page.text
    assert client.get(f"{folder}add/").status_code == 403
    assert client.post(f"{folder}{records[name].pk}/delete/", {"post": "yes"}).status_code == 403
