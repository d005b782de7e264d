"""The page of one customer."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from customers.factories import AddressFactory, ContactFactory, CustomerFactory
from customers.models import Contact, CustomerAccess, ImportRun, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", owner=manager, bank_account="6222 0000", grade="A")
    ContactFactory(customer=customer, name="王小明", mobile="13800138042", is_primary=True)
    AddressFactory(customer=customer)
    return customer


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("manager", 200), ("supervisor", 200), ("analyst", 200), ("director", 200), ("desk", 200)),
        *(("colleague", 404), ("handler", 404), ("admin", 404)),
    ],
)
@pytest.mark.parametrize("tab", ["", "?tab=contacts", "?tab=complaints"])
def test_outsiders_find_no_such_page(client, cast, customer, who, status, tab):
    client.force_login(cast[who])
    assert client.get(customer.get_absolute_url() + tab).status_code == status


def test_who_may_see_only_the_head_gets_no_facts_timeline_or_history(client, cast, company, customer):
    CustomerAccess.give_head(customer, company.operations, "complaint", timezone.now())
    shown = {}
    for who in ("desk", "handler"):
        client.force_login(cast[who])
        response = client.get(customer.get_absolute_url())
        shown[who] = [tab.name for tab in response.context["tabs"]]
        assert response.status_code == 200 and "6222 0000" not in response.text
        for tab in ("timeline", "history", "addresses"):
            assert client.get(f"{customer.get_absolute_url()}?tab={tab}").status_code == 404
    assert shown == {"desk": ["contacts", "complaints"], "handler": ["complaints"]}
    assert client.get(f"{customer.get_absolute_url()}?tab=contacts").status_code == 404


def test_the_history_names_who_changed_what_in_words(client, manager, customer):
    client.force_login(manager)
    url = reverse("customers:customer_edit", args=[customer.pk, "sales"])
    client.post(url, {"version": 1, "owner": manager.pk, "lifecycle": "lost", "lost_reason": "price", "lost_to": "SF"})
    contact = customer.contacts.for_edit().get()
    contact.edit(manager, timezone.now(), contact.version, {"is_primary": False, "decision_role": "sponsor"})
    customer.addresses.get().remove(manager, timezone.now())
    response = client.get(f"{customer.get_absolute_url()}?tab=history")
    changes = {(change.what.partition(":")[0], change.verb): change for change in response.context["changes"]}
    edited = changes["Customer", "update"]
    assert edited.by == "Manager" and ("Lifecycle", "Current", "Lost") in edited.fields
    assert ("First contact", "yes", "no") in changes["Contact", "update"].fields
    assert ("Account manager", "—", "Manager") in changes["Customer", "insert"].fields
    assert ("Address", "delete") in changes


def test_history_written_by_plain_sql_is_shown_too(client, manager, customer):
    region = Region.objects.get(code="320500")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE customers_customer SET region_id = %s", [region.pk])
    client.force_login(manager)
    changes = client.get(f"{customer.get_absolute_url()}?tab=history").context["changes"]
    [change] = [change for change in changes if change.verb == "update"]
    assert change.by == "the system" and change.fields == [("Region", "—", "Suzhou")]


def test_history_names_the_import(client, manager, customer):
    run = ImportRun.objects.create(by=manager, original_name="客户.xlsx", created_at=timezone.now())
    with pghistory.context(user=manager.pk, import_run=run.pk):
        type(customer).objects.update(remark="imported")
    client.force_login(manager)
    changes = client.get(f"{customer.get_absolute_url()}?tab=history").context["changes"]
    assert "Manager, import of 客户.xlsx" in [change.by for change in changes]


def test_a_row_loaded_without_history_begins_it_with_its_first_change(client, manager, customer):
    type(customer).events.rel.related_model.objects.all().delete()
    type(customer).objects.update(remark="first")
    client.force_login(manager)
    response = client.get(f"{customer.get_absolute_url()}?tab=history")
    assert "first recorded" in response.text


def test_the_history_has_pages(client, manager, customer):
    for number in range(30):
        type(customer).objects.update(remark=f"{number}")
    client.force_login(manager)
    first = client.get(f"{customer.get_absolute_url()}?tab=history").context
    second = client.get(f"{customer.get_absolute_url()}?tab=history&page=2").context
    assert first["older_query"] and second["newer_query"] and not second["older_query"]


@pytest.mark.parametrize("tab", ["timeline", "contacts", "addresses", "complaints", "history"])
def test_the_page_costs_at_most_sixteen_queries(client, manager, customer, tab):
    Contact.objects.bulk_create([Contact(customer=customer, name=f"{n}号") for n in range(40)])
    for number in range(20):
        type(customer).objects.update(remark=f"{number}", region=Region.objects.all()[number])
        customer.log("customer.edited", manager, timezone.now(), fields=["remark"])
    client.force_login(manager)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{customer.get_absolute_url()}?tab={tab}").status_code == 200
    assert len(queries) <= 15


@pytest.mark.parametrize("name", ["长" * 200, "🐼🚚", "شركة الشحن", "<script>alert(1)</script>", "a" * 200])
def test_any_name_is_shown_as_it_is(client, manager, name):
    customer = CustomerFactory(owner=manager, name=name)
    client.force_login(manager)
    text = client.get(customer.get_absolute_url()).text
    assert "<script>alert" not in text and name.replace("<", "&lt;").replace(">", "&gt;") in text


@pytest.mark.parametrize("query", ["tab=x", "tab=%00"])
def test_a_tab_that_does_not_exist_is_not_found(client, manager, customer, query):
    client.force_login(manager)
    assert client.get(f"{customer.get_absolute_url()}?{query}").status_code == 404


def test_htmx_gets_the_tab_alone(client, manager, customer):
    client.force_login(manager)
    response = client.get(f"{customer.get_absolute_url()}?tab=contacts", headers={"HX-Request": "true"})
    assert "<html" not in response.text and "王小明" in response.text
