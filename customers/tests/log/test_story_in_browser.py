"""A call is logged from the customer list and answered from the log, without leaving either page."""

import pytest

from customers.factories import CustomerFactory
from customers.models import ContactEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customer(manager):
    return CustomerFactory(name="上海远洋物流有限公司", short_name="远洋物流", owner=manager)


def log_and_save(page, summary, owed=""):
    """Fill the two fields of the open dialog; it closes and says what was logged."""
    page.locator("dialog[open] [name=summary]:focus").fill(summary)
    page.locator("dialog [name=answer_owed]").fill(owed)
    page.locator("dialog").get_by_role("button", name="Save").click()
    page.locator("#messages", has_text="Logged for 远洋物流").wait_for()
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_a_call_is_logged_from_a_row_and_answered_from_the_list(browse, manager, customer, width):
    page = browse(manager, "en", width)
    page.goto("/customers/")
    page.get_by_role("link", name="Log a contact").last.click()
    log_and_save(page, "谈了明年运价", "新报价")
    assert page.url.endswith("/customers/")
    entry = ContactEntry.objects.get()
    assert (entry.channel, entry.answer_owed, entry.answer_clock.doer) == ("call", "新报价", manager)

    page.goto("/customers/log/?owed=on&sort=deadline")
    page.locator("tr", has_text="新报价").get_by_role("link", name="Answer", exact=True).click()
    page.locator("dialog[open] [name=text]:focus").fill("已报价")
    page.get_by_role("button", name="The customer has heard back").dblclick()
    page.locator("#results", has_text="No entry fits").wait_for()
    assert "owed=on" in page.url
    entry.refresh_from_db()
    assert (entry.answered_by, entry.answer_text) == (manager, "已报价")


def test_the_key_logs_with_the_customer_whose_page_is_open_or_asks_with_whom(browse, manager, customer):
    page = browse(manager, "en")
    page.goto(f"/customers/{customer.pk}/?tab=log")
    page.locator("[data-panel]", has_text="Nothing logged yet").wait_for()
    page.keyboard.press("l")
    log_and_save(page, "谈了明年运价")
    page.locator("[data-panel] tr", has_text="谈了明年运价").wait_for()

    page.goto("/")
    page.keyboard.press("l")
    page.locator("#log-search:focus").fill("yywl")
    page.locator("#log-customers a", has_text="远洋物流").click()
    log_and_save(page, "又打了电话")
    assert ContactEntry.objects.filter(customer=customer).count() == 2


def test_what_is_wrong_is_said_in_the_dialog_and_what_was_typed_stays(browse, manager, customer):
    page = browse(manager, "en", 390)
    page.goto(f"/customers/{customer.pk}/")
    page.get_by_role("link", name="Log a contact").first.click()
    page.locator("dialog[open] [name=summary]").fill("谈了明年运价")
    page.locator("dialog summary").click()
    page.locator("dialog [name=next_contact_on]").fill("2001-01-01")
    page.locator("dialog").get_by_role("button", name="Save").click()
    page.locator("dialog[open]", has_text="lies after this one").wait_for()
    assert page.locator("dialog [name=summary]").input_value() == "谈了明年运价"
    assert not ContactEntry.objects.exists()
    browse.forgive("422")
