"""What the top bar and the pickers offer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.factories import ContactFactory, CustomerFactory
from customers.finding import found
from customers.tests.test_search import HOSTILE

pytestmark = pytest.mark.django_db
PICK, SEARCH = reverse("customers:pick"), reverse("search")


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(code="K77", name="上海远洋物流有限公司", owner=manager)
    ContactFactory(customer=customer, name="王小明", mobile="13800138042")
    ContactFactory(customer=customer, name="李大海", mobile="13911112222")
    return customer


def picked(client, text, **more):
    return client.get(PICK, {"q": text, **more}).json()["results"]


def test_the_best_stand_first(analyst):
    inside = CustomerFactory(name="上海大远洋物流")
    begins = CustomerFactory(name="远洋实业有限公司")
    exact = CustomerFactory(name="大连远洋运输有限公司", short_name="远洋")
    assert found(analyst, "远洋", 3) == [exact, begins, inside]
    assert found(analyst, "远洋", 1) == [exact]
    assert found(analyst, " ", 5) == []


def test_only_what_one_may_see_is_found(manager, colleague, customer):
    assert found(manager, "远洋", 5) == [customer]
    assert found(colleague, "远洋", 5) == []


@pytest.mark.parametrize("text", ["13800138042", "8042", "王小明", "wxm", "wangxiaoming", "王小 远洋"])
def test_the_contact_who_was_typed_is_offered(client, desk, customer, text):
    client.force_login(desk)
    contact = customer.contacts.get(name="王小明")
    assert picked(client, text)[0] == {
        "value": f"{customer.pk}:{contact.pk}",
        "customer": customer.pk,
        "contact": contact.pk,
        "text": "上海远洋物流有限公司 · 王小明",
        "hint": "K77 · 138****8042",
    }


def test_without_a_named_contact_all_and_none_are_offered(client, desk, customer):
    client.force_login(desk)
    assert [option["text"] for option in picked(client, "shyy")] == [
        "上海远洋物流有限公司 · 王小明",
        "上海远洋物流有限公司 · 李大海",
        "上海远洋物流有限公司",
    ]
    assert picked(client, "k77", only="customers") == [
        {"value": str(customer.pk), "text": "上海远洋物流有限公司", "hint": "K77"}
    ]


@pytest.mark.parametrize("who", ["colleague", "handler", "admin"])
def test_outsiders_are_offered_nothing(client, cast, customer, who):
    client.force_login(cast[who])
    assert picked(client, "远洋") == []
    assert client.get(SEARCH, {"q": "远洋"}).context["found"] == []


@pytest.mark.parametrize("text", [*(text for text in HOSTILE if text != "\ud800"), "远" * 10_000])
def test_hostile_input_breaks_neither(client, desk, customer, text):
    client.force_login(desk)
    assert picked(client, text) == []
    assert client.get(SEARCH, {"q": text}).status_code == 200


def test_the_top_bar_gets_a_short_fragment_and_its_page_everything(client, manager):
    for number in range(12):
        CustomerFactory(name=f"远洋{number}号物流", owner=manager)
    client.force_login(manager)
    fragment = client.get(SEARCH, {"q": "远洋"}, headers={"HX-Request": "true"})
    assert "<html" not in fragment.text and len(fragment.context["found"]) == 8
    with CaptureQueriesContext(connection) as queries:
        page = client.get(SEARCH, {"q": "远洋"})
    assert "<html" in page.text and len(page.context["found"]) == 12
    assert len(queries) <= 15


def test_the_top_bar_says_through_which_contact_a_customer_was_found(client, manager, customer):
    client.force_login(manager)
    text = client.get(SEARCH, {"q": "wxm"}).text
    assert "王小明" in text and "13800138042" in text and "李大海" not in text
    assert "王小明" not in client.get(SEARCH, {"q": "shyy"}).text
