"""The timeline of a customer: all that happened, newest first, as far back as one reads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager)


@pytest.fixture
def url(customer, manager, client):
    client.force_login(manager)
    return f"{customer.get_absolute_url()}?tab=timeline"


def log_many(customer, by, count):
    """All at one moment, as an import or a merge writes them."""
    at = timezone.now()
    facts = {"fields": ["name"]}
    Activity.objects.bulk_create(
        Activity(customer=customer, kind="customer.edited", by=by, at=at, facts=facts) for _number in range(count)
    )


def older(page):
    """The address of the link to what is older, or None."""
    found = re.search(r'href="\?(\S+)" id="after-', page.text)
    return found and "?" + found[1].replace("&amp;", "&")


def test_reading_on_shows_every_entry_once_and_then_ends(client, url, customer, manager):
    log_many(customer, manager, 60)
    seen, page = [], client.get(url)
    while True:
        seen += [activity.pk for activity in page.context["activities"]]
        if (query := older(page)) is None:
            break
        page = client.get(f"{customer.get_absolute_url()}{query}")
    assert seen == sorted(customer.activities.values_list("pk", flat=True), reverse=True)
    assert "To the newest" in page.text


def test_what_is_older_comes_alone_when_the_page_asks_for_it(client, url, customer, manager):
    log_many(customer, manager, 60)
    address = f"{customer.get_absolute_url()}{older(client.get(url))}"
    rows = client.get(address, headers={"HX-Request": "true", "HX-Target": "timeline-older"}).text
    assert rows.count("<time") == 25 and "nav-tabs" not in rows and "25 older entries are shown." in rows


def test_an_area_and_a_person_narrow_it_down_and_reading_on_keeps_them(client, url, customer, manager, supervisor):
    log_many(customer, supervisor, 30)
    log_many(customer, manager, 3)
    customer.log("contact.added", manager, timezone.now(), name="李四")
    assert len(client.get(f"{url}&kind=contact").context["activities"]) == 1
    assert len(client.get(f"{url}&by={manager.pk}").context["activities"]) == 4
    assert len(client.get(f"{url}&by={manager.pk}&kind=customer").context["activities"]) == 3
    page = client.get(f"{url}&by={supervisor.pk}")
    rest = client.get(f"{customer.get_absolute_url()}{older(page)}").context["activities"]
    assert {activity.by for activity in rest} == {supervisor} and len(rest) == 5
    assert "Contact 李四 added" in client.get(url).text and "Changed: Full name" in page.text


@pytest.mark.parametrize("query", ["before=x", "before=9" * 20, "before=-1", "by=999999", "by=%00", "kind=%00"])
def test_senseless_wishes_show_the_newest(client, url, customer, manager, query):
    log_many(customer, manager, 2)
    assert len(client.get(f"{url}&{query}").context["activities"]) == 2


def test_ten_thousand_entries_cost_the_queries_of_ten(client, url, customer, manager):
    costs = []
    for count in (30, 10_000):
        log_many(customer, manager, count)
        middle = customer.activities.order_by("pk")[count // 2].pk
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{url}&before={middle}&by={manager.pk}&kind=customer")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
