"""A list that somebody keeps: tick, tag, filter, choose columns, save the view, take it away as Excel."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from customers.factories import CustomerFactory
from customers.tasks import resume_exports

pytestmark = pytest.mark.django_db(transaction=True)


def settle(page):
    """What was fetched hears nothing until it has settled."""
    page.locator("#dialog [data-close-dialog]").first.wait_for()
    expect(page.locator(".htmx-settling, .htmx-added")).to_have_count(0)


def test_from_ticks_to_a_workbook(browse, manager):
    customers = [CustomerFactory(owner=manager, name=f"上海第{number}物流", source="展会") for number in range(3)]
    page = browse(manager, "en")
    page.goto("/customers/")
    page.get_by_role("button", name="Tick customers").click()
    for customer in customers[:2]:
        page.get_by_label(customer.name).check()
    page.get_by_role("button", name="Tags …").click()
    settle(page)
    page.locator("#dialog .ts-control input").fill("冷链")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Change the tags").click()
    page.get_by_text("The tags of 2 customers were changed.").wait_for()

    page.goto("/customers/?tag=冷链&sort=name")
    expect(page.locator(".customer-table tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Columns").click()
    settle(page)
    page.get_by_label("Source").check()
    page.get_by_role("button", name="Show these").click()
    page.locator(".customer-table th >> text=Source").wait_for()
    assert "tag=" in page.url

    page.get_by_role("link", name="Views").click()
    settle(page)
    page.get_by_label("Keep the list as it stands under a name").fill("冷链客户")
    page.locator("#dialog").get_by_role("button", name="Save").last.click()
    page.wait_for_url("**view=*")
    page.goto("/customers/")
    page.get_by_role("link", name="Views").click()
    page.get_by_role("link", name="冷链客户").click()
    # A link is followed as it stands until the scripts of the new page have run.
    page.wait_for_url("**view=*")
    page.wait_for_load_state()
    expect(page.locator(".customer-table tbody tr")).to_have_count(2)

    page.get_by_role("link", name="Excel", exact=True).click()
    settle(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_text("Waiting for its turn").wait_for()
    resume_exports()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    about, rows = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).worksheets
    assert [row[1].value for row in rows.iter_rows(min_row=2)] == [customer.name for customer in customers[:2]]
    assert "Source" in [cell.value for cell in rows[1]] and "冷链" in about["B2"].value
