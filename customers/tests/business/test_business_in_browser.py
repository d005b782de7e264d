"""From a new name to a project, with the hand on the card and by keys in the dialog."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from customers.factories import CustomerFactory, business_facts, open_opportunity
from customers.models import Opportunity

pytestmark = pytest.mark.django_db(transaction=True)

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def column(page, stage):
    return page.locator(f"[data-place={stage}]")


def settle(page):
    """What was fetched hears nothing until it has settled."""
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-added")).to_have_count(0)


def settle_dialog(page):
    page.locator("#dialog [data-close-dialog]").first.wait_for()
    settle(page)


def test_a_new_customer_is_found_and_won(browse, manager):
    page = browse(manager, "en")
    page.goto("/customers/business/new/")
    page.get_by_label("Or a new customer: full name").fill("苏州新客户有限公司")
    page.locator("[name=name]").fill("华东仓配")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is on the board").wait_for()
    page.goto("/customers/business/")

    column(page, "identified").locator("article").drag_to(column(page, "assessed"))
    dialog = page.locator("#dialog")
    dialog.get_by_label("Expected monthly revenue").fill("120000")
    dialog.get_by_label("Credit opinion").fill("民营，付款及时")
    dialog.get_by_role("button", name="To “Assessed”").click()
    expect(column(page, "assessed").locator("article")).to_contain_text("12.00")
    expect(dialog).not_to_be_visible()
    browse.forgive("422")
    settle(page)

    page.get_by_role("link", name="Move 华东仓配").press("Enter")
    settle_dialog(page)
    dialog.get_by_role("link", name="Needs analysed").press("Enter")
    dialog.locator("[name=needs]").wait_for()
    settle_dialog(page)
    dialog.locator("[name=needs]").fill("两仓合一")
    dialog.get_by_label("Or a new contact: name").fill("王经理")
    dialog.get_by_role("button", name="To “Needs analysed”").press("Enter")
    expect(column(page, "analysed").locator("article")).to_be_visible()

    page.get_by_role("link", name="华东仓配", exact=True).click()
    page.get_by_role("link", name="Won").click()
    today = timezone.localdate()
    facts = {"starts_on": today + timedelta(days=30), "proposal": "昆山一仓", "proposed_on": today, "gross_margin": 12}
    for name, value in facts.items():
        dialog.locator(f"[name={name}]").fill(str(value))
    dialog.get_by_role("button", name="To “Won”").click()
    expect(page.locator("#opportunity")).to_contain_text("it became the project")
    page.locator("#opportunity").get_by_role("link", name="华东仓配").click()
    expect(page).to_have_url(re.compile("tab=projects"))
    expect(page.locator(".project")).to_contain_text("Operating")
    opportunity = Opportunity.objects.get()
    assert opportunity.project.name == "华东仓配" and opportunity.customer.lifecycle == "current"


def test_a_card_that_somebody_else_moved_says_so_and_the_board_follows(browse, manager, supervisor):
    customer, at = CustomerFactory(owner=manager), timezone.now()
    opportunity = open_opportunity(manager, customer, at)
    page = browse(manager, "en")
    page.goto("/customers/business/")
    opportunity.move(supervisor, at, opportunity.version, "proposal", business_facts(customer))
    column(page, "identified").locator("article").drag_to(column(page, "assessed"))
    expect(page.locator("#dialog")).to_contain_text("Meanwhile moved by Supervisor")
    expect(column(page, "proposal").locator("article")).to_be_visible()
    browse.forgive("409")


def test_the_board_serves_the_thumb(browse, manager):
    open_opportunity(manager, CustomerFactory(owner=manager), timezone.now(), name="很长的名字" * 12)
    open_opportunity(manager, CustomerFactory(owner=manager), timezone.now(), stage="bid")
    page = browse(manager, "en", 390)
    page.goto("/customers/business/")
    assert page.evaluate(FITS)
    page.get_by_role("link", name="Move").first.tap()
    settle_dialog(page)
    page.locator("#dialog").get_by_role("link", name="Lost").tap()
    page.get_by_label("Reason of loss").wait_for()
    settle_dialog(page)
    page.get_by_label("Reason of loss").select_option(label="We were too slow")
    page.get_by_role("button", name="To “Lost”").tap()
    expect(column(page, "lost").locator("article")).to_have_count(1)
    page.goto("/customers/business/figures/")
    expect(page.locator("table")).to_have_count(3)
    assert page.evaluate(FITS)
