"""Moving about in one customer's file."""

import pytest

from customers.factories import AddressFactory, CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_tab_shows_is_chosen_within_the_page_and_back_is_the_page_before(browse, manager):
    customer = CustomerFactory(owner=manager)
    AddressFactory(customer=customer, line="世纪大道1号")
    page = browse(manager, "en")
    page.goto(customer.get_absolute_url())
    page.click(".chips >> text=Contacts")
    page.wait_for_url("**kind=contact")
    assert page.locator(".sidebar").count() == 1
    page.click(".nav-tabs >> text=Addresses")
    page.wait_for_selector("text=世纪大道1号")
    page.go_back()
    page.wait_for_selector(".chip:not(.chip-clear) >> text=Contacts")
    assert page.locator(".sidebar").count() == page.locator("#panel").count() == 1
