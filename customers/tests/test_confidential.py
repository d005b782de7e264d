"""Masked numbers, revealing them, collaborators, and the log of disclosures."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from customers.confidential import masked
from customers.factories import AddressFactory, ContactFactory, CustomerFactory, written_export
from customers.models import CustomerAccess, Disclosure
from people.factories import UserFactory

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", owner=manager)
    ContactFactory(
        customer=customer, name="王小明", mobile="13800138042", email="wang@example.com", phone="021-58881234"
    )
    return customer


def contacts(client, customer, who):
    client.force_login(who)
    return client.get(customer.tab_url("contacts")).text


def reveal(client, part, field="mobile", **headers):
    tab = {"contact": "contacts", "address": "addresses"}[part._meta.model_name]
    arguments = [part.customer_id, tab, part.pk, field]
    return client.post(reverse("customers:reveal", args=arguments), headers=headers)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800138042", "138****8042"),
        ("021-58881234", "021-****1234"),
        ("+6591234567", "+65****4567"),
        ("95533", "****3"),
        ("1234567", "123****67"),
        ("z.wang@example.com", "z***@example.com"),
        ("@", "***@"),
    ],
)
def test_a_masked_number_keeps_what_tells_it_apart(number, shown):
    assert masked(number) == shown


def test_the_account_manager_reads_numbers_and_everybody_else_a_mask(client, cast, customer):
    assert "13800138042" in contacts(client, customer, cast["manager"])
    for who in ("supervisor", "analyst", "director", "desk"):
        text = contacts(client, customer, cast[who])
        assert "138****8042" in text and "w***@example.com" in text, who
        assert "13800138042" not in text and "wang@example.com" not in text and "58881234" not in text, who


def test_a_number_is_revealed_by_a_click_that_is_logged(client, supervisor, customer):
    client.force_login(supervisor)
    contact = customer.contacts.get()
    assert "tel:13800138042" in reveal(client, contact, HX_Request="true").text
    row = Disclosure.objects.get()
    assert (row.kind, row.by, row.customer, row.detail) == ("revealed", supervisor, customer, "mobile")
    assert row.about == "上海远洋物流有限公司 · 王小明"
    page = client.post(reverse("customers:reveal", args=[customer.pk, "contacts", contact.pk, "email"]), follow=True)
    assert "王小明: wang@example.com" in page.text


def test_telephone_numbers_of_addresses_are_masked_too(client, supervisor, customer):
    address = AddressFactory(customer=customer, phone="021-66667777")
    client.force_login(supervisor)
    assert "021-****7777" in client.get(customer.tab_url("addresses")).text
    assert "021-66667777" in reveal(client, address, "phone", HX_Request="true").text


def test_only_numbers_of_this_very_file_are_revealed(client, cast, customer):
    contact, other = customer.contacts.get(), ContactFactory()
    client.force_login(cast["supervisor"])
    assert reveal(client, contact, "name").status_code == 404
    address = reverse("customers:reveal", args=[customer.pk, "contacts", other.pk, "mobile"])
    assert client.post(address).status_code == 404
    client.force_login(cast["colleague"])
    assert reveal(client, contact).status_code == 404
    assert not Disclosure.objects.exists()


def test_opening_the_form_of_a_contact_counts_as_revealing_it(client, supervisor, manager, customer):
    contact = customer.contacts.get()
    for who in (manager, supervisor):
        client.force_login(who)
        client.get(reverse("customers:contact_edit", args=[customer.pk, contact.pk]))
    row = Disclosure.objects.get()
    assert row.by == supervisor and row.detail == "mobile · phone · e-mail"


def test_search_and_history_mask_numbers(client, supervisor, manager, customer):
    contact = customer.contacts.get()
    contact.edit(manager, timezone.now(), contact.events.latest("pgh_id").pgh_id, {"mobile": "13900139001"})
    for who, number in ((supervisor, "139****9001"), (manager, "13900139001")):
        client.force_login(who)
        assert number in client.get(reverse("search"), {"q": "王小明"}).text
        assert number in client.get(customer.tab_url("history")).text


def test_looks_at_a_key_account_are_counted_once_a_day_and_person(client, manager, supervisor, customer):
    client.force_login(supervisor)
    client.get(customer.get_absolute_url())
    assert not Disclosure.objects.exists()
    type(customer).objects.update(tier="key")
    for who, looks in ((supervisor, 3), (manager, 1)):
        client.force_login(who)
        for _look in range(looks):
            client.get(customer.get_absolute_url())
            client.get(customer.tab_url("contacts"), headers={"HX-Request": "true"})
    assert sorted(Disclosure.objects.values_list("by__username", "times")) == [("manager", 1), ("supervisor", 3)]


def test_an_export_is_logged_with_its_filter_and_its_rows(manager, customer):
    written_export(manager, timezone.now(), "log", "channel=call")
    row = Disclosure.objects.get()
    assert (row.kind, row.about, row.detail, row.rows) == ("exported", "Contact log", "How: Call", 0)


def test_a_supervisor_reads_what_the_own_people_did_and_analysts_read_all(client, cast, customer):
    for who in ("manager", "colleague"):
        Disclosure.exported(cast[who], timezone.now(), "Contact log", 7)
    for who, count in (("supervisor", 1), ("analyst", 2), ("director", 2)):
        client.force_login(cast[who])
        assert len(client.get(reverse("customers:disclosure_list")).context["page"]) == count, who
    page = client.get(reverse("customers:disclosure_list"), {"by": cast["colleague"].pk, "kind": "exported", "q": ""})
    assert [row.by for row in page.context["page"]] == [cast["colleague"]]
    assert (
        not client.get(reverse("customers:disclosure_list"), {"q": "没有", "since": "30 February"}).context["page"].rows
    )


def test_the_log_of_disclosures_costs_the_same_for_one_and_for_many(
    client, analyst, customer, django_assert_max_num_queries
):
    client.force_login(analyst)
    for _n in range(25):
        Disclosure.revealed(customer.contacts.get(), ["mobile"], analyst, timezone.now())
    with django_assert_max_num_queries(7):
        client.get(reverse("customers:disclosure_list"))


def test_a_disclosure_is_neither_edited_nor_removed(analyst):
    row = Disclosure.exported(analyst, timezone.now(), "Contact log", 7)
    for act in (lambda: Disclosure.objects.filter(pk=row.pk).update(rows=1), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def invitation(person, **changes):
    return {"user": person.pk, "level": "read", "until": TOMORROW.isoformat(), "reason": "联合投标"} | changes


def test_a_collaborator_reads_the_file_with_its_numbers_until_the_day_is_over(client, manager, colleague, customer):
    client.force_login(manager)
    address = reverse("customers:collaborator_create", args=[customer.pk])
    assert client.post(address, invitation(colleague)).status_code == 302
    assert "Manager invites you to the file" in colleague.notifications.get().title
    assert "13800138042" in contacts(client, customer, colleague)
    assert client.post(reverse("customers:contact_create", args=[customer.pk])).status_code == 403
    assert client.post(address, invitation(manager)).status_code == 403
    CustomerAccess.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert client.get(customer.get_absolute_url()).status_code == 404


def test_inviting_again_changes_the_level_and_withdrawing_ends_it(client, manager, colleague, customer):
    client.force_login(manager)
    address = reverse("customers:collaborator_create", args=[customer.pk])
    for level in ("read", "write"):
        client.post(address, invitation(colleague, level=level))
    access = CustomerAccess.objects.get()
    assert access.level == "write" and customer.can_be_edited_by(colleague)
    client.post(reverse("customers:collaborator_withdraw", args=[customer.pk, access.pk]))
    assert not CustomerAccess.objects.exists()
    told = [str(row) for row in customer.activities.order_by("id")]
    assert told[0] == f"Colleague invited to read the file until {TOMORROW}"
    assert told[-1] == "Invitation of Colleague withdrawn"


@pytest.mark.parametrize(
    "wrong",
    [
        *({"until": "2026-02-30"}, {"until": ""}, {"until": "2000-01-01"}, {"until": "9999-12-31"}),
        *({"reason": ""}, {"level": "head"}, {"user": "0"}, {"reason": "长" * 300}),
    ],
)
def test_a_wrong_invitation_is_refused_in_words_and_keeps_what_was_typed(client, manager, colleague, customer, wrong):
    client.force_login(manager)
    data = invitation(colleague) | wrong
    answer = client.post(reverse("customers:collaborator_create", args=[customer.pk]), data)
    assert answer.status_code == 422 and not CustomerAccess.objects.exists()
    assert data["reason"] in answer.text


def test_the_one_who_keeps_the_file_is_not_invited_to_it(client, manager, supervisor, customer):
    client.force_login(supervisor)
    address = reverse("customers:collaborator_create", args=[customer.pk])
    assert client.post(address, invitation(manager)).status_code == 422
    assert client.post(address, invitation(UserFactory(is_active=False))).status_code == 422


def test_a_day_long_past_is_no_obstacle_to_inviting_anew(manager, colleague, customer):
    CustomerAccess.objects.create(
        customer=customer,
        user=colleague,
        level="read",
        until=date(2020, 1, 1),
        reason="旧项目",
        created_at=timezone.now(),
    )
    CustomerAccess.invite(customer, colleague, "write", TOMORROW, "新项目", manager, timezone.now())
    assert customer.can_be_edited_by(colleague)


def test_the_people_in_a_filter_are_the_readers_own(client, cast):
    """The options of filters are kept for half a minute, but never for somebody else."""
    for who, offered in (("analyst", True), ("supervisor", False)):
        client.force_login(cast[who])
        assert (">Colleague<" in client.get(reverse("customers:disclosure_list")).text) is offered, who
