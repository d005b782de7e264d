"""Two people who edit the same contact or address at once."""

import pytest
from django.urls import reverse

from customers.factories import AddressFactory, ContactFactory, CustomerFactory
from customers.models import Address, Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager)


@pytest.fixture
def contact(customer):
    return ContactFactory(customer=customer, name="王小明", mobile="13800138000")


def contact_url(contact):
    return reverse("customers:contact_edit", args=[contact.customer_id, contact.pk])


def version_of(record):
    return type(record).objects.for_edit().get(pk=record.pk).version


def typed(contact, version, **changes):
    present = {"name": contact.name, "mobile": contact.mobile, "birthday_calendar": "solar", "version": version}
    return present | changes


def test_different_fields_of_a_contact_are_both_kept(client, manager, supervisor, contact):
    seen = version_of(contact)
    client.force_login(supervisor)
    client.post(contact_url(contact), typed(contact, seen, title="经理"))
    client.force_login(manager)
    assert client.post(contact_url(contact), typed(contact, seen, mobile="13900139000")).status_code == 302
    contact.refresh_from_db()
    assert (contact.title, contact.mobile) == ("经理", "13900139000")


def test_the_second_to_change_a_contact_s_field_sees_both_values_and_loses_nothing(
    client, manager, supervisor, contact
):
    seen = version_of(contact)
    client.force_login(supervisor)
    client.post(contact_url(contact), typed(contact, seen, mobile="13700137000"))
    client.force_login(manager)
    answer = client.post(contact_url(contact), typed(contact, seen, mobile="13900139000", title="经理"))
    assert answer.status_code == 409 and "Supervisor changed this file meanwhile" in answer.text
    assert answer.context["differences"] == [("Mobile", "13700137000", "13900139000")]
    form = answer.context["form"]
    assert (form["mobile"].value(), form["title"].value()) == ("13900139000", "经理")
    assert Contact.objects.get().mobile == "13700137000"
    again = typed(contact, answer.context["version"], mobile="13900139000", title="经理")
    assert client.post(contact_url(contact), again).status_code == 302
    assert Contact.objects.get().mobile == "13900139000"


def test_a_change_made_past_the_site_is_not_overwritten_unseen_either(client, manager, customer):
    address = AddressFactory(customer=customer, kind="delivery", line="世纪大道1号")
    seen = version_of(address)
    Address.objects.update(line="世纪大道2号")
    client.force_login(manager)
    url = reverse("customers:address_edit", args=[customer.pk, address.pk])
    answer = client.post(url, {"kind": "delivery", "line": "世纪大道3号", "version": seen})
    assert answer.status_code == 409
    assert answer.context["differences"] == [("Address", "世纪大道2号", "世纪大道3号")]
    assert Address.objects.get().line == "世纪大道2号"


def test_the_page_carries_the_version_that_it_shows(client, manager, contact):
    client.force_login(manager)
    page = client.get(contact_url(contact)).text
    assert f'name="version" value="{version_of(contact)}"' in page
