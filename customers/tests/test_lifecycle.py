"""The lifecycle of a customer: which steps there are, what each asks for, and what is kept of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.lifecycle import MOVES
from customers.models import Customer

pytestmark = pytest.mark.django_db
Lifecycle = Customer.Lifecycle


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager)


def sales(customer, **changes):
    present = {"owner": customer.owner_id, "lifecycle": customer.lifecycle, "version": customer.version}
    return present | {"lost_reason": customer.lost_reason, "lost_to": customer.lost_to} | changes


@pytest.mark.parametrize("before", Lifecycle.values)
@pytest.mark.parametrize("after", Lifecycle.values)
def test_only_the_steps_of_the_table_can_be_taken(manager, before, after):
    customer = CustomerFactory(owner=manager, lifecycle=before)
    if after in MOVES[before]:
        customer.enter(after, manager, timezone.now(), "volumes fell", "SF")
        customer.refresh_from_db()
        assert customer.lifecycle == after
    elif before != after:
        with pytest.raises(ValidationError, match="does not go"):
            customer.enter(after, manager, timezone.now(), "volumes fell", "SF")


def test_a_loss_needs_reason_and_competitor_and_keeps_both_until_the_customer_is_won_back(manager, customer):
    at = timezone.now()
    with pytest.raises(ValidationError) as refusal:
        customer.enter("lost", manager, at)
    assert set(refusal.value.message_dict) == {"lost_reason", "lost_to"}
    lost = customer.enter("lost", manager, at, "price", "SF")
    assert str(lost) == "Lost to SF, because: price"
    assert (customer.lost_reason, customer.lost_to) == ("price", "SF")
    assert str(customer.enter("won_back", manager, at)) == "Won back"
    customer.refresh_from_db()
    assert (customer.lifecycle, customer.lost_reason, customer.lost_to) == ("won_back", "", "")


def test_the_reason_of_another_step_stands_on_the_timeline_alone(manager, customer):
    row = customer.enter("dormant", manager, timezone.now(), "season is over")
    customer.refresh_from_db()
    assert str(row) == "Dormant, because: season is over" and customer.lost_reason == ""


def test_the_form_refuses_a_loss_without_a_word_and_offers_the_steps_there_are(client, manager, customer):
    client.force_login(manager)
    url = reverse("customers:customer_edit", args=[customer.pk, "sales"])
    offered = [value for value, _label in client.get(url).context["form"]["lifecycle"].field.choices]
    assert offered == ["current", "dormant", "lost", "potential"]
    refused = client.post(url, sales(customer, lifecycle="lost"))
    assert refused.status_code == 422 and "Name the competitor" in refused.text and "Say why" in refused.text
    assert client.post(url, sales(customer, lost_reason="price")).status_code == 422
    assert client.post(url, sales(customer, lifecycle="won_back")).status_code == 422
    client.post(url, sales(customer, lifecycle="lost", lost_reason="price", lost_to="SF", salesperson_code="S1"))
    customer.refresh_from_db()
    assert (customer.lifecycle, customer.lost_to, customer.salesperson_code) == ("lost", "SF", "S1")
    told = [str(activity) for activity in customer.activities.order_by("id")]
    assert told == ["Lost to SF, because: price", "Changed: Salesperson code"]
    client.post(url, sales(customer, lost_to="JD"))
    customer.refresh_from_db()
    assert (customer.lost_reason, customer.lost_to) == ("price", "JD")


def test_what_is_known_beyond_figures_is_edited_in_a_group_of_its_own(client, manager, customer):
    client.force_login(manager)
    url = reverse("customers:customer_edit", args=[customer.pk, "analysis"])
    assert "how much goes to us" in client.get(url).text
    client.post(
        url, {"version": 1, "relationship_type": "proactive", "share_of_wallet": 30, "needs": "冷链\n🚚 夜间配送"}
    )
    page = client.get(customer.get_absolute_url())
    assert "Proactive" in page.text and "冷链<br>🚚 夜间配送" in page.text
    history = client.get(f"{customer.get_absolute_url()}?tab=history").context["changes"]
    assert ("Relationship type", "—", "Proactive") in history[0].fields
    assert client.post(url, {"version": 2, "share_of_wallet": 101}).status_code == 422
    assert client.post(url, {"version": 2, "share_of_wallet": -1}).status_code == 422
