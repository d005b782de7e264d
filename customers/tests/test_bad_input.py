"""What people, telephones and other programs send: names of any length and writing, days that do not exist, owners who left."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory, log_contact, open_opportunity
from customers.models import Contact, Customer, Opportunity

pytestmark = pytest.mark.django_db
NEW = reverse("customers:customer_create")
# Emoji of several characters, four bytes in UTF-8, written from the right, marks that turn the writing round.
WRITINGS = ["👨‍👩‍👧物流🚚", "𠮷野𫝆公司", "شركة الشحن", "\u202eevil\u202c 有限公司", "Ṱ̷o̷o̷ m̷a̷n̷y̷"]
TOO_MUCH = ["长" * 300, "🚚" * 300, "x" * 100_000]
UNWRITABLE = ["a\x00b", " ", "　"]


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, name="上海远洋物流")


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


def opening(manager, name):
    return {"name": name, "lifecycle": "current", "owner": manager.pk, "submission_key": uuid.uuid4()}


def base(customer, **changes):
    return {"code": customer.code, "name": customer.name, "version": customer.version} | changes


def business(manager, customer, name):
    return {"submission_key": uuid.uuid4(), "name": name, "owner": manager.pk, "customer": customer.pk}


@pytest.mark.parametrize("name", WRITINGS)
def test_a_name_in_any_writing_is_kept_found_and_shown_apart_from_what_stands_beside_it(browser, manager, name):
    browser.post(NEW, opening(manager, name))
    customer = Customer.objects.get()
    assert customer.name == name
    for address in (customer.get_absolute_url(), "/customers/", customer.tab_url("contacts")):
        assert f"<bdi>{name}</bdi>" in browser.get(address).text.replace("&#x27;", "'"), address


def test_the_browser_is_not_told_to_cut_what_is_pasted(browser, customer):
    log = f"{reverse('customers:log_create')}?customer={customer.pk}"
    edit = reverse("customers:customer_edit", args=[customer.pk, "base"])
    for address in [NEW, reverse("customers:contact_create", args=[customer.pk]), log, edit]:
        form = browser.get(address).context["form"]
        assert "maxlength" not in "".join(str(field) for field in form), address


@pytest.mark.parametrize("name", WRITINGS)
def test_so_is_a_contact_a_member_of_a_group_and_an_opportunity(browser, manager, customer, name):
    assert browser.post(
        reverse("customers:contact_create", args=[customer.pk]), {"name": name, "birthday_calendar": "solar"}
    ).url
    assert customer.contacts.get().name == name and name in browser.get(customer.tab_url("contacts")).text
    daughter = CustomerFactory(owner=manager, name=name)
    answer = browser.post(
        reverse("customers:customer_edit", args=[daughter.pk, "base"]), base(daughter, parent=customer.pk)
    )
    assert answer.status_code == 302
    assert name in browser.get(reverse("customers:group_panel", args=[customer.pk])).text
    browser.post(reverse("customers:opportunity_create"), business(manager, customer, name))
    opportunity = Opportunity.objects.get()
    assert opportunity.name == name and name in browser.get(opportunity.get_absolute_url()).text


@pytest.mark.parametrize("name", [*TOO_MUCH, *UNWRITABLE])
def test_a_name_too_long_or_of_nothing_is_refused_at_its_field(browser, manager, customer, name):
    contact = ContactFactory(customer=customer)
    pages = {
        NEW: opening(manager, name),
        reverse("customers:customer_edit", args=[customer.pk, "base"]): base(customer, name=name),
        reverse("customers:contact_create", args=[customer.pk]): {"name": name, "birthday_calendar": "solar"},
        reverse("customers:contact_edit", args=[customer.pk, contact.pk]): {"name": name, "birthday_calendar": "solar"},
        reverse("customers:opportunity_create"): business(manager, customer, name),
    }
    for address, data in pages.items():
        answer = browser.post(address, data)
        assert answer.status_code == 422 and "name" in answer.context["form"].errors, address
    assert (Customer.objects.count(), Contact.objects.count(), Opportunity.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-00-00", "99999-01-01", "1e3", "٢٠٢٦-٠١-٣٢", "heute"])
def test_a_day_that_does_not_exist_is_refused_wherever_one_is_asked_for(browser, customer, day):
    other = CustomerFactory(owner=customer.owner)
    contact = ContactFactory(customer=customer)
    opportunity = open_opportunity(customer.owner, customer, timezone.now())
    pages = {
        reverse("customers:contact_move", args=[customer.pk, contact.pk]): {"customer": other.pk, "day": day},
        f"{reverse('customers:log_create')}?customer={customer.pk}": {"channel": "call", "summary": "x", "at": day},
        reverse("customers:credit_review_create", args=[customer.pk]): {"reviewed_on": day, "valid_until": day},
        reverse("customers:collaborator_create", args=[customer.pk]): {"level": "read", "until": day, "reason": "x"},
        reverse("customers:project_create", args=[customer.pk]): {"name": "x", "started_on": day},
        reverse("customers:opportunity_next_step", args=[opportunity.pk]): {"next_step": "x", "next_step_on": day},
    }
    answers = {address: browser.post(address, data).status_code for address, data in pages.items()}
    assert set(answers.values()) == {422}, answers


@pytest.fixture
def left(manager):
    """The account manager has left the company."""
    manager.is_active = False
    manager.save(update_fields=["is_active"])
    return manager


def test_the_file_of_an_owner_who_left_is_read_edited_and_given_away(client, supervisor, customer, colleague, left):
    client.force_login(supervisor)
    for tab in ("timeline", "contacts", "log", "credit", "value", "group", "history"):
        assert client.get(customer.tab_url(tab)).status_code == 200
    assert "Manager" in client.get(customer.get_absolute_url()).text
    url = reverse("customers:customer_edit", args=[customer.pk, "sales"])
    kept = {"version": customer.version, "owner": left.pk, "lifecycle": customer.lifecycle, "salesperson_code": "S1"}
    assert client.post(url, kept).status_code == 302
    customer.refresh_from_db()
    assert (customer.owner, customer.salesperson_code) == (left, "S1")
    given = kept | {"version": customer.version, "owner": supervisor.pk}
    assert client.post(url, given).status_code == 302


def test_nothing_new_is_given_to_somebody_who_left(client, supervisor, left):
    client.force_login(supervisor)
    answer = client.post(NEW, opening(left, "新客户"))
    assert answer.status_code == 422 and "owner" in answer.context["form"].errors
    other = CustomerFactory(owner=supervisor)
    url = reverse("customers:customer_edit", args=[other.pk, "sales"])
    answer = client.post(url, {"version": other.version, "owner": left.pk, "lifecycle": other.lifecycle})
    assert answer.status_code == 422 and "owner" in answer.context["form"].errors


def test_what_waited_for_somebody_who_left_can_be_done_by_those_above(client, supervisor, manager, customer):
    at = timezone.now()
    entry = log_contact(manager, customer, at, "新报价")
    contact = ContactFactory(customer=customer)
    manager.is_active = False
    manager.save(update_fields=["is_active"])
    client.force_login(supervisor)
    client.post(reverse("customers:log_answer", args=[entry.pk]), {"text": "已报价"})
    entry.refresh_from_db()
    assert entry.answered_by == supervisor
    contact.move(supervisor, at, CustomerFactory(owner=manager), timezone.localdate(at) - timedelta(days=1))
    assert contact.moved_to is not None
