"""The customer list: who sees what, filters, order, pages, cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.factories import CustomerFactory
from customers.models import Customer, CustomerAccess, Industry, Region

pytestmark = pytest.mark.django_db
URL = reverse("customers:customer_list")


def names(response):
    return [customer.name for customer in response.context["page"]]


@pytest.fixture
def customers(manager, colleague):
    """One of the manager's, one of the colleague's, one in the pool."""
    return [
        CustomerFactory(name="上海远洋物流", owner=manager, grade="B"),
        CustomerFactory(name="广州海风贸易", owner=colleague, grade="A"),
        CustomerFactory(name="公海客户", owner=None, lifecycle="potential"),
    ]


@pytest.mark.parametrize(
    ("who", "count"),
    [
        *(("manager", 1), ("supervisor", 1), ("colleague", 1), ("desk", 3), ("handler", 0), ("head", 0)),
        *(("analyst", 3), ("director", 3)),
    ],
)
def test_everybody_sees_their_own_list(client, cast, customers, who, count):
    client.force_login(cast[who])
    assert len(names(client.get(URL))) == count


def test_an_administrator_has_no_list(client, administrator):
    client.force_login(administrator)
    assert client.get(URL).status_code == 403


def test_who_was_given_access_sees_the_file(client, customers, handler, company, manager):
    CustomerAccess.give_head(customers[1], company.operations, "complaint", customers[1].created_at)
    client.force_login(handler)
    assert names(client.get(URL)) == ["广州海风贸易"]


def test_whoever_keeps_files_is_listed_those_opened_to_them_and_to_whom_they_stand_in_for(
    client, customers, manager, colleague, company
):
    client.force_login(manager)
    CustomerAccess.give_head(customers[2], manager.department, "complaint", customers[2].created_at)
    assert names(client.get(URL)) == ["公海客户", "上海远洋物流"]
    CustomerAccess.objects.all().delete()
    assert names(client.get(URL)) == ["上海远洋物流"]
    colleague.deputy, colleague.deputy_from, colleague.deputy_until = manager, manager.today, manager.today
    colleague.save()
    assert names(client.get(URL)) == ["广州海风贸易", "上海远洋物流"]


def test_whoever_heads_a_department_is_listed_its_files_without_being_a_supervisor(
    client, customers, manager, colleague
):
    type(colleague.department).objects.filter(pk=colleague.department_id).update(head=manager)
    client.force_login(manager)
    assert set(names(client.get(URL))) == set(Customer.objects.visible_to(manager).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=远洋", ["上海远洋物流"]),
        ("q=gzhf", ["广州海风贸易"]),
        ("grade=A", ["广州海风贸易"]),
        ("lifecycle=potential", ["公海客户"]),
        ("owner=pool", ["公海客户"]),
        ("sort=grade", ["广州海风贸易", "上海远洋物流", "公海客户"]),
        ("sort=code", ["上海远洋物流", "广州海风贸易", "公海客户"]),
        ("sort=recent", ["公海客户", "广州海风贸易", "上海远洋物流"]),
    ],
)
def test_filters_and_order(client, analyst, customers, query, expected):
    client.force_login(analyst)
    assert names(client.get(f"{URL}?{query}")) == expected


def test_a_region_or_industry_includes_what_is_part_of_it(client, analyst, customers):
    Customer.objects.filter(pk=customers[0].pk).update(
        region=Region.objects.get(code="320500"), industry=Industry.objects.get(code="2002")
    )
    client.force_login(analyst)
    province, vehicles = Region.objects.get(code="320000"), Industry.objects.get(code="20")
    assert names(client.get(f"{URL}?region={province.pk}&industry={vehicles.pk}")) == ["上海远洋物流"]


@pytest.mark.parametrize(
    "query",
    [
        "owner=x",
        "owner=99999999999999999999",
        "grade=Z",
        "region=%00",
        "sort=;",
        "page=x",
        "q=%00",
        "q=%F0%9F%90%BC",
        "size=-1",
    ],
)
def test_a_bad_value_never_breaks_the_list(client, analyst, customers, query):
    client.force_login(analyst)
    assert client.get(f"{URL}?{query}").status_code == 200


def test_a_list_costs_the_same_queries_for_one_row_and_for_a_hundred(client, manager):
    CustomerFactory(owner=manager, region=Region.objects.first())
    client.force_login(manager)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(f"{URL}?size=100&q=客户&sort=name")
    for region in Region.objects.all()[:99]:
        CustomerFactory(owner=manager, region=region)
    with CaptureQueriesContext(connection) as hundred:
        response = client.get(f"{URL}?size=100&q=客户&sort=name")
    assert len(names(response)) == 100
    assert len(hundred) == len(one) <= 10


def test_htmx_gets_the_results_alone(client, analyst, customers):
    client.force_login(analyst)
    response = client.get(URL, headers={"HX-Request": "true"})
    assert "<html" not in response.text and "上海远洋物流" in response.text and "HX-Request" in response["Vary"]


def test_an_empty_list_says_what_to_do_first(client, manager, handler):
    client.force_login(manager)
    assert "No customers yet" in client.get(URL).text
    assert "No customer fits" in client.get(f"{URL}?q=远洋").text
    client.force_login(handler)
    assert "No customer file concerns you yet" in client.get(URL).text
