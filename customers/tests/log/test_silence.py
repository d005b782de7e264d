"""Since when nobody has spoken with a customer, and how soon an answer is owed."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import ContactEntry
from deadlines.models import DeadlinePolicy, PolicyRule

pytestmark = pytest.mark.django_db
LIST = reverse("customers:customer_list")


@pytest.fixture
def spoken(manager):
    """A customer spoken with ten days ago, and one never spoken with."""
    at = timezone.now()
    recent, never = CustomerFactory(owner=manager), CustomerFactory(owner=manager)
    facts = {"happened_at": at - timedelta(days=10), "channel": "call", "summary": "报价"}
    ContactEntry.record(manager, at, uuid.uuid4(), recent, **facts)
    return recent, never


@pytest.mark.parametrize(("days", "expected"), [("5", {0, 1}), ("30", {1}), ("", {0, 1}), ("x", {0, 1}), ("0", {0, 1})])
def test_the_list_is_narrowed_to_those_nobody_spoke_with(client, manager, spoken, days, expected):
    client.force_login(manager)
    rows = client.get(LIST, {"silent": days}).context["page"].rows
    assert {customer.pk for customer in rows} == {spoken[place].pk for place in expected}


def test_the_head_of_a_file_says_how_long_ago_the_last_contact_was(client, manager, spoken):
    client.force_login(manager)
    assert "last contact 10 days ago" in client.get(spoken[0].get_absolute_url()).text
    assert "no contact on file" in client.get(spoken[1].get_absolute_url()).text


def test_the_form_says_how_soon_the_customer_hears_back_by_the_setting(client, manager, spoken):
    client.force_login(manager)
    url = f"{reverse('customers:log_create')}?customer={spoken[0].pk}"
    assert "within 7 calendar days" in client.get(url).text
    rules = PolicyRule.objects.filter(policy=DeadlinePolicy.objects.default(), step="customer.answer")
    rules.update(budget=3, unit="working_days")
    assert "within 3 working days" in client.get(url).text
