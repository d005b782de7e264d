"""Handing over on the site: choosing, preview, proposal, decision."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory, log_contact
from customers.models import Customer, HandOver
from people.factories import UserFactory

pytestmark = pytest.mark.django_db
NEW = "/customers/hand-overs/new/"


@pytest.fixture
def customers(manager):
    opened = timezone.now() - timedelta(days=9)
    return [CustomerFactory(owner=manager, name=f"远洋{number}号", created_at=opened) for number in range(3)]


@pytest.fixture
def receiver(company):
    return UserFactory(username="receiver", name="Receiver", department=company.sales)


def typed(customers, receiver, **changes):
    facts = {
        "customers": ",".join(str(customer.pk) for customer in customers),
        "submission_key": uuid.uuid4(),
        "receiver": receiver.pk,
        "effective_on": timezone.localdate(),
        "reason": "调岗",
    }
    return facts | changes


@pytest.fixture
def hand_over(client, manager, customers, receiver):
    client.force_login(manager)
    client.post(NEW, typed(customers, receiver))
    return HandOver.objects.get()


def act(client, hand_over, action, **data):
    return client.post(reverse(f"customers:hand_over_{action}", args=[hand_over.pk]), data)


def test_a_manager_ticks_own_customers_or_takes_all(client, manager, customers, colleague):
    CustomerFactory(owner=colleague)
    client.force_login(manager)
    page = client.get(NEW)
    assert list(page.context["page"]) == customers and list(page.context["owners"]) == [manager]
    assert [*client.get(f"{NEW}?q=1号").context["page"]] == customers[1:2]
    assert client.get(f"{NEW}?owner={manager.pk}&all=on").context["customers"] == customers
    assert client.get(f"{NEW}?owner={colleague.pk}&all=on").context["customers"] == []


def test_the_preview_says_all_that_moves(client, manager, customers):
    ContactFactory(customer=customers[0])
    log_contact(manager, customers[0], timezone.now(), "新报价")
    client.force_login(manager)
    page = client.get(f"{NEW}?customer={customers[0].pk}&customer={customers[1].pk}")
    lines = {str(line.label): (line.count, line.examples) for line in page.context["lines"]}
    assert lines["Contacts"] == (1, []) and lines["Projects"] == (0, [])
    assert lines["Answers owed"] == (1, [f"{customers[0]} · 新报价"])
    assert manager not in page.context["form"].fields["receiver"].queryset


def test_what_cannot_be_handed_over_is_left_out_and_that_is_said(client, manager, customers, colleague, hand_over):
    other, free = CustomerFactory(owner=colleague), CustomerFactory(owner=manager)
    query = "&".join(f"customer={customer.pk}" for customer in (other, free, customers[0]))
    page = client.get(f"{NEW}?{query}")
    assert page.context["customers"] == [free]
    assert "1 customer is left out" in page.text and hand_over.get_absolute_url() in page.text
    for senseless in ("customer=x", "customer=", "customer=999999", "all=on", "owner=x&all=on"):
        assert "No customer is left to hand over" in client.get(f"{NEW}?{senseless}").text


def test_proposed_accepted_and_moved(client, manager, customers, receiver, hand_over):
    assert hand_over.state == "proposed"
    client.force_login(receiver)
    page = client.get(hand_over.get_absolute_url())
    assert "Do you take these customers over?" in page.text
    link = f'href="{customers[0].get_absolute_url()}"'
    assert link not in page.text
    answer = act(client, hand_over, "accept")
    assert answer.status_code == 302
    assert set(receiver.customers.all()) == set(customers)
    assert link in client.get(answer.url).text
    client.force_login(manager)
    assert client.get(customers[0].get_absolute_url()).status_code == 404
    page = client.get(hand_over.get_absolute_url())
    assert "Moved" in page.text and link not in page.text


def test_a_form_sent_twice_proposes_once(client, manager, customers, receiver):
    client.force_login(manager)
    form = typed(customers, receiver)
    assert client.post(NEW, form).url == client.post(NEW, form).url
    assert HandOver.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("receiver", "", "required"),
        ("receiver", "999999", "valid choice"),
        ("effective_on", "2001-01-01", "today or a day within a year"),
        ("effective_on", "2026-02-30", "valid date"),
        ("reason", " ", "required"),
        ("customers", "1,x", "Choose the customers again"),
        ("customers", "", "required"),
    ],
)
def test_bad_input_is_answered_in_words_and_what_was_typed_stays(
    client, manager, customers, receiver, field, value, message
):
    client.force_login(manager)
    answer = client.post(NEW, typed(customers, receiver, joint_visit="周五一起") | {field: value})
    assert answer.status_code == 422 and message in str(answer.context["form"].errors)
    assert field == "customers" or "周五一起" in answer.text
    assert not HandOver.objects.exists()


def test_customers_of_others_in_a_hand_made_form_are_refused(client, colleague, customers, receiver):
    client.force_login(colleague)
    assert client.post(NEW, typed(customers, receiver)).status_code == 403


def test_a_customer_promised_meanwhile_is_named(client, manager, customers, hand_over):
    answer = client.post(NEW, typed(customers, UserFactory()))
    assert answer.status_code == 422
    assert "3 of these customers are being handed over already" in str(answer.context["form"].errors)


def test_declining_and_cancelling_need_a_reason(client, manager, receiver, hand_over):
    client.force_login(receiver)
    answer = act(client, hand_over, "decline", note=" ")
    assert answer.status_code == 422 and "Give a reason" in answer.text
    assert act(client, hand_over, "decline", note="长" * 301).status_code == 422
    assert act(client, hand_over, "decline", note="客户太多").status_code == 302
    hand_over.refresh_from_db()
    assert (hand_over.state, hand_over.note) == ("declined", "客户太多")


def test_a_stale_page_is_told_who_decided_meanwhile(client, manager, receiver, hand_over):
    hand_over.cancel(manager, timezone.now(), "改由他人")
    client.force_login(receiver)
    for action, data in (("accept", {}), ("decline", {"note": "x"})):
        answer = act(client, hand_over, action, **data)
        assert answer.status_code == 409 and "Meanwhile decided by Manager" in answer.text
    assert not receiver.customers.exists()


def test_the_list_shows_what_concerns_one(client, colleague, receiver, hand_over):
    for person, count in ((receiver, 1), (colleague, 0)):
        client.force_login(person)
        assert len(client.get("/customers/hand-overs/?open=on").context["page"]) == count
    hand_over.cancel(hand_over.proposed_by, timezone.now(), "x")
    client.force_login(receiver)
    assert len(client.get("/customers/hand-overs/?open=on").context["page"]) == 0
    assert len(client.get("/customers/hand-overs/").context["page"]) == 1


def test_many_customers_cost_as_many_queries_as_few(client, manager, receiver, django_assert_max_num_queries):
    many = [CustomerFactory(owner=manager) for _n in range(40)]
    client.force_login(manager)
    with django_assert_max_num_queries(30):
        client.get(f"{NEW}?owner={manager.pk}&all=on")
    client.post(NEW, typed(many, receiver))
    with django_assert_max_num_queries(32):
        client.get(HandOver.objects.get().get_absolute_url())


def test_the_customer_page_shows_who_kept_it_when_and_offers_the_hand_over(client, manager, customers, director):
    client.force_login(director)
    customer = customers[0]
    assert f"{NEW}?customer={customer.pk}" in client.get(customer.get_absolute_url()).text
    Customer.objects.filter(pk=customer.pk).update(owner=director)
    periods = client.get(f"{customer.get_absolute_url()}?tab=history").context["owner_periods"]
    assert [period.owner for period in periods] == [director, manager]
