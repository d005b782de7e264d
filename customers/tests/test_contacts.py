"""The customer's people: who reports to whom, and the card for the address book."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from customers.models import Contact, Disclosure
from customers.org_chart import org_chart
from customers.vcard import vcard

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, name="上海远洋物流")


@pytest.fixture
def line(customer):
    """The head, whom a manager reports to, whom a clerk reports to."""
    head = ContactFactory(customer=customer, name="总经理", decision_role="decision_maker", attitude=-1)
    middle = ContactFactory(customer=customer, name="经理", reports_to=head)
    return head, middle, ContactFactory(customer=customer, name="职员", reports_to=middle)


def report(contact, superior, by):
    version = Contact.objects.for_edit().get(pk=contact.pk).version
    return contact.edit(by, timezone.now(), version, {"reports_to": superior})


def card_url(contact):
    return reverse("customers:contact_card", args=[contact.customer_id, contact.pk])


def test_nobody_reports_to_their_own_people_also_through_others(client, manager, line):
    head, middle, clerk = line
    for below in (middle, clerk):
        with pytest.raises(ValidationError, match="already"):
            report(head, below, manager)
    client.force_login(manager)
    url = reverse("customers:contact_edit", args=[head.customer_id, head.pk])
    version = Contact.objects.for_edit().get(pk=head.pk).version
    data = {"name": head.name, "birthday_calendar": "solar", "reports_to": clerk.pk, "version": version}
    refused = client.post(url, data)
    assert refused.status_code == 422 and "reports to 总经理 already" in refused.text
    assert report(clerk, head, manager) is not None


def test_a_superior_who_has_left_stays_named_when_something_else_is_corrected(client, manager, line):
    _head, middle, clerk = line
    middle.leave(manager, timezone.now(), timezone.localdate())
    client.force_login(manager)
    url = reverse("customers:contact_edit", args=[clerk.customer_id, clerk.pk])
    shown = client.get(url).context
    sent = {name: shown["form"][name].value() or "" for name in shown["form"].fields} | {"remark": "下午在"}
    sent["version"] = Contact.objects.for_edit().get(pk=clerk.pk).version
    assert client.post(url, sent).status_code == 302
    clerk.refresh_from_db()
    assert (clerk.reports_to, clerk.remark) == (middle, "下午在")


def test_the_organisation_is_drawn_with_role_and_attitude_in_words(client, manager, customer, line):
    client.force_login(manager)
    text = client.get(f"{customer.get_absolute_url()}?tab=contacts").text
    chart = text[text.index('id="org-chart"') :]
    assert (
        chart.index("总经理") < chart.index("经理</bdi>") < chart.index("职员") and chart.count('<ul class="org">') == 3
    )
    assert "Decision maker" in chart and "Reserved" in chart


def test_who_has_left_is_not_in_the_organisation_and_their_people_stand_at_the_top(customer, line):
    _head, middle, clerk = line
    Contact.objects.filter(pk=middle.pk).update(left_since="2026-01-01")
    assert org_chart(customer.contacts.all()) == []
    ContactFactory(customer=customer, name="助理", reports_to=clerk)
    assert sorted(place.contact.name for place in org_chart(customer.contacts.all())) == ["总经理", "职员"]


def test_a_card_holds_what_the_telephone_needs_and_nothing_can_be_slipped_in(customer):
    contact = ContactFactory(
        customer=customer,
        name="王;小明\r\nEND:VCARD\u2028X:1",
        title="经理, 物流🚚" * 3,
        mobile="13800138000",
        birthday="1980-05-23",
    )
    card = vcard(contact).decode()
    assert card.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n") and card.count("\r\nEND:VCARD") == 1
    assert "FN:王\\;小明\\nEND:VCARD\\nX:1\r\n" in card
    assert "TEL;TYPE=CELL:13800138000\r\n" in card and "BDAY:1980-05-23\r\n" in card
    assert all(len(row.encode()) <= 75 for row in card.split("\r\n"))
    assert "TITLE:" + "经理\\, 物流🚚" * 3 in card.replace("\r\n ", "")


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("supervisor", 403), ("desk", 403), ("colleague", 404)])
def test_a_card_is_for_those_who_are_shown_the_numbers_and_is_logged(client, cast, line, who, status):
    client.force_login(cast[who])
    response = client.get(card_url(line[0]))
    assert response.status_code == status
    assert Disclosure.objects.filter(kind="exported", by=cast[who], rows=1).exists() == (status == 200)


@pytest.mark.parametrize("name", ["长" * 300, "\u202eevil\u202c" + "x" * 60])
def test_a_name_that_is_too_long_is_said_so(client, manager, customer, name):
    client.force_login(manager)
    url = reverse("customers:contact_create", args=[customer.pk])
    assert client.post(url, {"name": name, "birthday_calendar": "solar"}).status_code == 422


def test_any_writing_is_kept_as_typed(client, manager, customer):
    client.force_login(manager)
    url = reverse("customers:contact_create", args=[customer.pk])
    data = {"name": "𠮷野🚚", "title": "مدير", "attitude": "-2", "influence": "5", "birthday_calendar": "solar"}
    client.post(url, data)
    contact = customer.contacts.get()
    assert (contact.name, contact.title, contact.attitude) == ("𠮷野🚚", "مدير", -2)
    client.post(url, data | {"attitude": "7"})
    assert customer.contacts.count() == 1
