"""The columns of the customer list that a person has chosen."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.columns import COLUMNS, DEFAULT
from customers.factories import CustomerFactory
from customers.models import CustomerAccess, Industry, Region

pytestmark = pytest.mark.django_db
URL, CHOOSE = reverse("customers:customer_list"), reverse("customers:columns_choose")


def headings(client, url=URL):
    text = client.get(url).text
    return text[text.index("<thead>") : text.index("</thead>")]


def test_a_person_chooses_and_gets_the_lists_own_columns_again(client, manager, colleague):
    customer = CustomerFactory(owner=manager, credit_limit=Decimal(800_000), source="展会", tags=["冷链"])
    client.force_login(manager)
    assert "Lifecycle" in headings(client) and "Tags" in headings(client)
    answer = client.post(CHOOSE, {"columns": ["grade", "credit_limit", "source"], "query": "grade=A&page=3"})
    assert answer.url == f"{URL}?grade=A"
    page = client.get(URL).text
    assert "CNY 800,000" in page and "展会" in page and customer.name in page
    assert "Lifecycle" not in headings(client) and "Tags" not in headings(client)
    client.post(CHOOSE, {"columns": ["grade"], "default": "on"})
    manager.refresh_from_db()
    assert manager.list_columns == {} and "Lifecycle" in headings(client)
    client.force_login(colleague)
    CustomerFactory(owner=colleague)
    assert "Lifecycle" in headings(client)


def test_unknown_columns_are_refused_and_stored_ones_that_went_mean_nothing(client, manager):
    CustomerFactory(owner=manager)
    client.force_login(manager)
    assert client.post(CHOOSE, {"columns": ["password"]}).status_code == 422
    assert client.post(CHOOSE, {"columns": ["grade"], "query": "q" * 9000}).status_code == 422
    manager.list_columns = {"customers": ["gone", 5, ["x"], "tier"]}
    manager.save()
    assert "Key account tier" in headings(client)


def test_no_column_at_all_leaves_the_names(client, manager):
    customer = CustomerFactory(owner=manager)
    client.force_login(manager)
    client.post(CHOOSE, {"query": ""})
    assert customer.name in client.get(URL).text and "Lifecycle" not in headings(client)


def test_who_knows_the_head_of_a_file_sees_no_more_of_it_in_the_list(client, manager, colleague, desk):
    customer = CustomerFactory(owner=colleague, source="展会", grade="A")
    CustomerAccess.give_head(customer, manager.department, "complaint", customer.created_at)
    client.force_login(manager)
    client.post(CHOOSE, {"columns": ["grade", "source"]})
    page = client.get(URL).text
    assert customer.name in page and "展会" not in page
    client.force_login(desk)
    assert client.post(CHOOSE, {"columns": ["source"]}).status_code == 422


@pytest.mark.parametrize("names", [DEFAULT, list(COLUMNS)], ids=["own", "all"])
def test_rows_cost_no_queries_of_their_own(client, manager, names):
    client.force_login(manager)
    client.post(CHOOSE, {"columns": names})
    regions, industry = list(Region.objects.all()[:30]), Industry.objects.first()
    parent = CustomerFactory(owner=manager, region=regions[0], industry=industry)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for region in regions:
        CustomerFactory(owner=manager, region=region, industry=industry, parent=parent, tags=["冷链"])
    with CaptureQueriesContext(connection) as many:
        client.get(f"{URL}?size=100")
    assert len(many) == len(one) <= 10
