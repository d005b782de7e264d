"""A day with the customer file, by one account manager: find, log, be reminded, merge, export, remove and restore."""

from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from customers.duplicates.scanning import scan as search_duplicates
from customers.factories import ContactFactory, CustomerFactory, MonthlyFigureFactory
from customers.figures.months import shift
from customers.models import ContactEntry, Customer, DuplicateScan
from customers.tasks import resume_exports
from deadlines.scanner import scan as scan_clocks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def files(manager, company):
    """A customer over its limit, the same customer once more, and a file opened by mistake."""
    kept = CustomerFactory(owner=manager, name="深圳华为技术有限公司", short_name="华为技术", credit_limit=100_000)
    MonthlyFigureFactory(customer=kept, month=shift(timezone.localdate(), -1), receivable=400_000)
    twice = CustomerFactory(owner=manager, code="KH-OLD", name="华为技术有限公司（分公司）", short_name="")
    ContactFactory(customer=twice, name="王小明", mobile="13800138000")
    return kept, twice, CustomerFactory(owner=manager, name="成都嘉和食品有限公司", short_name="嘉和食品")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_day_with_the_customer_file(browse, manager, files, width):
    kept, twice, mistake = files
    page = browse(manager, "en", width)
    find_by_initials(page, kept)
    be_reminded_of_an_answer(page, log_a_call(page))
    merge(page, kept, twice)
    assert exported(page) == {kept.name, mistake.name}
    remove_and_restore(page, mistake)
    expect(page.locator("html")).to_have_js_property("scrollWidth", width)


def find_by_initials(page, customer):
    """`/`, four letters, one click: the file is open and its light is red."""
    page.keyboard.press("/")
    page.keyboard.type("szhw")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Found for “szhw”")).to_be_visible()
    expect(page.get_by_role("searchbox").first).to_have_value("szhw")
    page.locator("main").get_by_role("link", name=customer.name).first.click()
    page.get_by_role("heading", name=customer.name).wait_for()
    page.get_by_role("link", name="Credit red").wait_for()


def log_a_call(page):
    """Two fields in a dialog of the page that is open; the entry that was made."""
    page.get_by_role("link", name="Log a contact").first.click()
    page.locator("dialog[open] [name=summary]:focus").fill("谈了明年运价")
    page.locator("dialog [name=answer_owed]").fill("新报价")
    page.locator("dialog").get_by_role("button", name="Save").click()
    page.locator("#messages", has_text="Logged for").wait_for()
    return ContactEntry.objects.get()


def be_reminded_of_an_answer(page, entry):
    """Once the clocks are scanned as of the reminder, it stands among what is new, and leads to where it is answered."""
    assert scan_clocks(entry.answer_clock.next_due_at)["messages"] == 1
    page.goto("/notifications/")
    page.locator("main").get_by_role("link", name="新报价").first.click()
    page.locator("#answer [name=text]").fill("已报价")
    page.get_by_role("button", name="The customer has heard back").click()
    page.get_by_text("Answered", exact=True).wait_for()
    entry.refresh_from_db()
    assert entry.answer_text == "已报价"


def merge(page, kept, twice):
    """The search proposes the pair; afterwards the code of the file that went finds the one that stayed."""
    search_duplicates(DuplicateScan.ask(None, timezone.now()).pk, timezone.now())
    page.goto("/customers/duplicates/")
    page.get_by_role("link", name="Merge …").click()
    page.get_by_role("button", name="Merge the files").click()
    page.get_by_text("is part of this file now").wait_for()
    page.goto(f"/customers/?q={twice.code}")
    page.locator(".customer-table").get_by_role("link", name=kept.name).wait_for()


def exported(page):
    """The names in the Excel file of the list, once the worker wrote it."""
    page.goto("/customers/")
    page.get_by_role("link", name="Excel", exact=True).click()
    page.locator("#dialog").get_by_role("button", name="Export").click()
    page.get_by_text("Waiting for its turn").wait_for()
    resume_exports()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    _about, rows = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).worksheets
    return {name for _code, name, *_facts in rows.iter_rows(min_row=2, values_only=True)}


def remove_and_restore(page, customer):
    """Into the recycle bin with a reason, and out again."""
    page.goto(customer.get_absolute_url())
    page.locator("main").get_by_role("button", name="More").click()
    page.get_by_role("link", name="Remove this file").click()
    page.locator("#dialog [name=reason]").fill("重复录入")
    page.get_by_role("button", name="Put into the recycle bin").click()
    page.get_by_text("lies in the recycle bin").wait_for()
    assert not Customer.objects.kept().filter(pk=customer.pk).exists()
    page.get_by_role("button", name="Restore").click()
    page.get_by_text("is back").wait_for()
