"""Opening and editing a customer file in the browser."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from customers.factories import AddressFactory, ContactFactory, CustomerFactory
from customers.models import Address, Contact, Customer

pytestmark = pytest.mark.django_db
NEW = reverse("customers:customer_create")


def posted(**values):
    return {"name": "上海远洋物流", "lifecycle": "current", "submission_key": str(uuid.uuid4()), **values}


@pytest.fixture
def customer(manager):
    return CustomerFactory(name="上海远洋物流", owner=manager, short_name="远洋", website="")


def edit_url(customer, group="base"):
    return reverse("customers:customer_edit", args=[customer.pk, group])


def base(customer, **changes):
    present = {
        "code": customer.code,
        "name": customer.name,
        "short_name": customer.short_name,
        "version": customer.version,
    }
    return present | changes


def test_a_new_file_gets_the_next_code_and_its_opener_as_owner(client, manager):
    CustomerFactory(code="C000001")
    client.force_login(manager)
    response = client.post(NEW, posted(owner=manager.pk, aliases="远洋\n\n 远洋集团 \n"))
    customer = Customer.objects.get(name="上海远洋物流")
    assert response.url == customer.get_absolute_url()
    assert customer.code.startswith("C0000") and customer.code != "C000001"
    assert customer.owner == manager and customer.aliases == ["远洋", "远洋集团"]
    assert customer.activities.get().kind == "customer.created"


def test_a_form_sent_twice_opens_one_file(client, manager):
    client.force_login(manager)
    data = posted(owner=manager.pk, code="K1", credit_code="91350100M000100Y43")
    assert client.post(NEW, data).url == client.post(NEW, data).url
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("who", ["desk", "handler", "admin"])
def test_who_keeps_no_customers_opens_none(client, cast, who):
    client.force_login(cast[who])
    assert client.get(NEW).status_code == 403
    with pytest.raises(PermissionDenied):
        Customer.open_file(cast[who], timezone.now(), uuid.uuid4(), name="x")


def test_a_taken_code_names_a_customer_one_may_see_and_nobody_elses(client, manager, colleague, customer):
    CustomerFactory(code="K9", name="机密客户", owner=colleague)
    client.force_login(manager)
    own = client.post(NEW, posted(code=customer.code, owner=manager.pk))
    other = client.post(NEW, posted(code="K9", owner=manager.pk))
    assert own.status_code == other.status_code == 422
    assert f"already on file: 上海远洋物流 ({customer.code})" in own.text
    assert "Already on file" in other.text and "机密客户" not in other.text


def test_a_mistyped_credit_code_is_refused_and_what_was_typed_stays(client, manager):
    client.force_login(manager)
    response = client.post(NEW, posted(owner=manager.pk, credit_code="91350100M000100Y44"))
    assert response.status_code == 422 and "mistyped" in response.text and "上海远洋物流" in response.text


def test_an_account_manager_gives_files_to_nobody_else(client, manager, colleague, customer):
    client.force_login(manager)
    assert client.post(NEW, posted(owner=colleague.pk)).status_code == 422


def test_an_edit_writes_only_what_differs_and_names_it_on_the_timeline(client, manager, customer):
    client.force_login(manager)
    response = client.post(edit_url(customer), base(customer, short_name="远洋物流"))
    customer.refresh_from_db()
    assert response.url == customer.get_absolute_url()
    assert customer.short_name == "远洋物流" and customer.version == 2
    assert customer.activities.get().facts == {"fields": ["short_name"]}
    client.post(edit_url(customer), base(customer))
    assert customer.activities.count() == 1


def test_lines_that_were_imported_are_not_changed_by_a_browser(client, manager, customer):
    Customer.objects.filter(pk=customer.pk).update(remark="第一行\n第二行")
    version = Customer.objects.get(pk=customer.pk).version
    assert customer.edit(manager, timezone.now(), version, {"remark": "第一行\r\n第二行"}) is None


def test_an_edit_asks_only_about_what_it_changes(client, manager, customer, django_assert_max_num_queries):
    client.force_login(manager)
    # Session and person, the file, its columns once more under the lock, the row, the timeline, and the savepoint of a test.
    with django_assert_max_num_queries(8) as asked:
        client.post(edit_url(customer), base(customer, short_name="远洋国际"))
    assert not any("bank_account" in query["sql"] for query in asked.captured_queries)
    customer.refresh_from_db()
    assert customer.short_name == "远洋国际"
    other = CustomerFactory(owner=manager)
    refused = client.post(edit_url(other), base(other, code=customer.code))
    assert refused.status_code == 422 and customer.code in refused.text


def test_two_people_editing_different_fields_both_keep_their_change(client, manager, supervisor, customer):
    client.force_login(supervisor)
    client.post(edit_url(customer), base(customer, website="https://example.com/"))
    client.force_login(manager)
    client.post(edit_url(customer), base(customer, short_name="远洋物流"))
    customer.refresh_from_db()
    assert (customer.website, customer.short_name, customer.version) == ("https://example.com/", "远洋物流", 3)


def test_the_second_editor_of_a_field_sees_both_values_and_loses_nothing(client, manager, supervisor, customer):
    client.force_login(supervisor)
    client.post(edit_url(customer), base(customer, short_name="SY", website="https://example.com/"))
    client.force_login(manager)
    response = client.post(edit_url(customer), base(customer, short_name="远洋物流", source="fair"))
    assert response.status_code == 409 and "Supervisor changed this file meanwhile" in response.text
    assert response.context["differences"] == [("Short name", "SY", "远洋物流")]
    form = response.context["form"]
    assert (form["short_name"].value(), form["source"].value()) == ("远洋物流", "fair")
    assert form["website"].value() == "https://example.com/"
    again = {name: form[name].value() or "" for name in form.fields} | {"version": response.context["version"]}
    client.post(edit_url(customer), again)
    customer.refresh_from_db()
    assert (customer.short_name, customer.website, customer.source) == ("远洋物流", "https://example.com/", "fair")


@pytest.mark.parametrize(("who", "status"), [("desk", 403), ("colleague", 404), ("handler", 404), ("analyst", 200)])
def test_who_may_edit(client, cast, customer, who, status):
    client.force_login(cast[who])
    assert client.get(edit_url(customer)).status_code == status
    assert client.get(reverse("customers:contact_create", args=[customer.pk])).status_code == status


def test_htmx_edits_in_place(client, manager, customer):
    client.force_login(manager)
    htmx = {"headers": {"HX-Request": "true"}}
    assert "<html" not in client.get(edit_url(customer, "tax"), **htmx).text
    assert client.post(edit_url(customer, "tax"), {"version": 1, "bank": "ICBC"}, **htmx)["HX-Redirect"]
    assert client.post(edit_url(customer, "tax"), {"version": "x", "tax_rate": "200"}, **htmx).status_code == 422


def test_contacts_are_added_changed_and_leave(client, manager, customer):
    client.force_login(manager)
    url = reverse("customers:contact_create", args=[customer.pk])
    solar = {"birthday_calendar": "solar"}
    client.post(url, {"name": "王小明", "mobile": "１３８ 0013 8000", "is_primary": "on", **solar})
    client.post(url, {"name": "李四", "is_primary": "on", **solar})
    first, second = Contact.objects.order_by("id")
    assert first.mobile == "13800138000" and not first.is_primary and second.is_primary
    client.post(
        reverse("customers:contact_edit", args=[customer.pk, first.pk]),
        {"name": "王小明", "title": "经理", "version": Contact.objects.for_edit().get(pk=first.pk).version, **solar},
    )
    client.post(reverse("customers:contact_leave", args=[customer.pk, second.pk]), {"day": "2026-01-31"})
    second.refresh_from_db()
    assert str(second.left_since) == "2026-01-31" and not second.is_primary
    kinds = list(customer.activities.order_by("id").values_list("kind", flat=True))
    assert kinds == ["contact.added", "contact.added", "contact.edited", "contact.left"]


@pytest.mark.parametrize(
    ("day", "calendar", "status"),
    [
        *(("1980-02-30", "lunar", 302), ("12-30", "lunar", 302), ("02-29", "solar", 302), ("1980-05-23", "solar", 302)),
        *(("01-31", "lunar", 422), ("1981-02-29", "solar", 422), ("13-01", "solar", 422), ("5月", "solar", 422)),
    ],
)
def test_a_birthday_is_a_day_of_its_calendar(client, manager, customer, day, calendar, status):
    client.force_login(manager)
    url = reverse("customers:contact_create", args=[customer.pk])
    response = client.post(url, {"name": "王小明", "birthday": day, "birthday_calendar": calendar})
    assert response.status_code == status


def test_a_wrong_mobile_is_said_in_words(client, manager, customer):
    client.force_login(manager)
    url = reverse("customers:contact_create", args=[customer.pk])
    assert (
        "is not a mobile number" in client.post(url, {"name": "王", "mobile": "12", "birthday_calendar": "solar"}).text
    )


def test_addresses_are_added_changed_and_removed(client, manager, customer):
    client.force_login(manager)
    client.post(reverse("customers:address_create", args=[customer.pk]), {"kind": "delivery", "line": "世纪大道1号"})
    address = customer.addresses.get()
    url = reverse("customers:address_edit", args=[customer.pk, address.pk])
    seen = customer.addresses.for_edit().get().version
    client.post(url, {"kind": "delivery", "line": "世纪大道2号", "phone": "021 58881234", "version": seen})
    address.refresh_from_db()
    assert (address.line, address.phone) == ("世纪大道2号", "021-58881234")
    client.post(reverse("customers:address_remove", args=[customer.pk, address.pk]))
    assert not Address.objects.exists()
    assert [activity.kind for activity in customer.activities.order_by("id")][-1] == "address.removed"


def test_a_contact_or_address_of_another_customer_is_not_found(client, manager, customer):
    client.force_login(manager)
    contact, address = ContactFactory(), AddressFactory()
    assert client.get(reverse("customers:contact_edit", args=[customer.pk, contact.pk])).status_code == 404
    assert client.post(reverse("customers:address_remove", args=[customer.pk, address.pk])).status_code == 404


def test_only_who_may_write_the_file_writes_its_contacts(desk, customer):
    with pytest.raises(PermissionDenied):
        Contact.add(customer, desk, timezone.now(), name="x")
    with pytest.raises(PermissionDenied):
        Address.add(customer, desk, timezone.now(), kind="delivery", line="x")
    with pytest.raises(PermissionDenied):
        customer.edit(desk, timezone.now(), 1, {"name": "x"})
