"""Customers are ticked in the list, proposed to a colleague, accepted, and theirs from then on."""

import pytest

from customers.factories import CustomerFactory, log_contact
from customers.models import Customer
from people.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_proposed_by_one_and_accepted_by_the_other(browse, company, manager, width):
    first, second, kept = (CustomerFactory(owner=manager, name=f"远洋{number}号") for number in "一二三")
    entry = log_contact(manager, first, first.created_at, "新报价")
    receiver = UserFactory(username="receiver", name="Receiver", department=company.sales)

    page = browse(manager, "en", width)
    page.goto("/customers/")
    page.get_by_role("button", name="Tick customers").click()
    for customer in (first, second):
        page.get_by_role("checkbox", name=customer.name).check()
    page.get_by_role("button", name="Hand over those ticked").click()
    page.locator(".panel", has_text="What moves along").wait_for()
    assert page.get_by_text("新报价").count() == 1
    page.locator("#id_receiver-ts-control").fill("Rec")
    page.locator(".ts-dropdown .option", has_text="Receiver").click()
    page.locator("[name=reason]").fill("调岗")
    page.get_by_role("button", name="Propose").click()
    page.get_by_text("Receiver is asked to accept").wait_for()
    address = page.url.removeprefix(browse.address)

    page = browse(receiver, "en", width)
    page.goto(address)
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("The hand-over is now: Effective").wait_for()
    assert set(Customer.objects.filter(owner=receiver)) == {first, second}
    assert list(Customer.objects.filter(owner=manager)) == [kept]
    entry.answer_clock.refresh_from_db()
    assert entry.answer_clock.doer == receiver
