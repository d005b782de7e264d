"""Moving about in one customer's file."""

import pytest

from customers.factories import AddressFactory, CustomerFactory
from customers.tests.test_timeline import log_many

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


def test_scrolling_down_brings_what_is_older_and_the_keyboard_goes_on_there(browse, manager):
    customer = CustomerFactory(owner=manager)
    log_many(customer, manager, 80)
    page = browse(manager, "en")
    page.goto(customer.get_absolute_url())
    rows = page.locator("#timeline > li:has(time)")
    page.locator("#timeline-older").scroll_into_view_if_needed()
    rows.nth(49).wait_for()
    assert page.locator("#timeline-said").inner_text() == "25 older entries are shown."
    page.evaluate("document.querySelector('#timeline-older a').focus({preventScroll: true})")
    page.keyboard.press("Enter")
    rows.nth(74).wait_for()
    assert page.evaluate("[...document.querySelectorAll('#timeline > li')].indexOf(document.activeElement)") == 50
    assert page.url.endswith(customer.get_absolute_url())
