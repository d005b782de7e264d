"""Fifty customers' figures as a person enters them: pasted from Excel, by keys, on a phone, and as a workbook."""

import pytest
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.figures.months import shift
from customers.models import MonthlyFigure
from customers.tests.importing.files import workbook

pytestmark = pytest.mark.django_db(transaction=True)

# What the clipboard holds after copying cells in Excel.
PASTE = """(input, text) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/plain", text);
    input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def customers(manager):
    return [CustomerFactory(owner=manager, code=f"K{number:02}", name=f"客户{number:02}") for number in range(50)]


def cell(page, row, figure):
    return page.locator("#figures tbody tr").nth(row).locator(f"[data-figure={figure}]")


def is_within_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_fifty_rows_are_pasted_in_any_order_saved_and_seen_on_the_page_of_a_customer(browse, customers, manager):
    page = browse(manager, "en")
    page.goto("/customers/figures/")
    rows = [f"K{number:02}\t{1000 + number}\t{800 + number}\t{number + 1}" for number in reversed(range(50))]
    cell(page, 0, "revenue").evaluate(PASTE, "\r\n".join(rows) + "\r\n")
    assert cell(page, 7, "revenue").input_value() == "1007"
    assert page.locator("[data-total=revenue]").inner_text() == "51,225"
    assert page.locator("[data-total=gross_profit]").inner_text() == "10,000"
    page.get_by_role("button", name="Save").click()
    page.get_by_text("50 rows saved.").wait_for()
    assert MonthlyFigure.objects.count() == 50

    page.get_by_role("link", name="客户07").click()
    page.locator("canvas, [data-chart] svg").first.wait_for()
    row = page.locator(".figure-table tr", has_text=f"{shift(timezone.localdate(), -1):%Y-%m}")
    assert "1,007" in row.inner_text() and "200" in row.inner_text()


def test_keys_move_and_a_block_fills_from_the_cell_on(browse, customers, manager):
    page = browse(manager, "en")
    page.goto("/customers/figures/")
    cell(page, 0, "revenue").click()
    for text in ("12", "Enter", "34", "ArrowUp", "ArrowRight", "5"):
        page.keyboard.press(text) if text[0].isalpha() else page.keyboard.type(text)
    found = [cell(page, 0, "revenue"), cell(page, 1, "revenue"), cell(page, 0, "cost")]
    assert [one.input_value() for one in found] == ["12", "34", "5"]
    assert page.locator("[data-profit]").first.inner_text() == "7"
    cell(page, 2, "cost").evaluate(PASTE, "1\t2\n3\t4")
    assert cell(page, 3, "shipments").input_value() == "4"
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_label("Only without figures").check()
    assert cell(page, 0, "revenue").input_value() == "12"


def test_a_clash_shows_both_values_and_theirs_can_be_taken(browse, customers, manager):
    MonthlyFigureFactory(customer=customers[0], month=shift(timezone.localdate(), -1), revenue=100)
    page = browse(manager, "en", 390)
    page.goto("/customers/figures/")
    assert is_within_the_screen(page)
    MonthlyFigure.objects.update(revenue=150)
    cell(page, 0, "revenue").fill("120")
    cell(page, 1, "revenue").fill("7")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Nothing is saved yet: somebody else entered other figures meanwhile.").wait_for()
    assert is_within_the_screen(page)
    assert (cell(page, 0, "revenue").input_value(), cell(page, 1, "revenue").input_value()) == ("120", "7")
    page.get_by_role("button", name="Take it").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("1 row saved.").wait_for()
    assert sorted(MonthlyFigure.objects.values_list("revenue", flat=True)) == [7, 150]
    browse.forgive("409")


def test_a_block_with_customers_of_another_page_is_laid_over_a_grid_of_its_own(browse, customers, manager):
    CustomerFactory(owner=manager, code="Z99", name="最后一家")
    page = browse(manager, "en")
    page.goto("/customers/figures/")
    cell(page, 0, "revenue").evaluate(PASTE, "K00\t1\nZ99\t2")
    assert page.locator("#block").input_value() == "Z99\t2"
    page.goto("/customers/figures/")
    page.locator("summary").click()
    page.fill("#block", "客户编码\t成本\t收入\nZ99\t2\t3\nK00\t1\t4")
    page.get_by_role("button", name="Put into the grid").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("2 rows saved.").wait_for()
    page.wait_for_load_state("networkidle")
    assert MonthlyFigure.objects.get(customer__code="Z99").gross_profit == 1


def test_a_wide_workbook_is_imported(browse, celery, customers, manager, tmp_path):
    celery.start(beat_seconds=5)
    path = tmp_path / "2025年收入.xlsx"
    months = [f"{month}月" for month in range(1, 13)]
    path.write_bytes(
        workbook(["客户编码", *months], *([one.code, *range(1, 12), "x"] for one in customers[:3]), ["K05", 5])
    )
    page = browse(manager, "en")
    page.set_default_timeout(60_000)
    page.goto("/customers/figures/import/")
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="Upload").click()
    assert page.get_by_label("Year of months written without one").input_value() == "2025"
    page.get_by_label("The figures are").select_option(label="Cost")
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("The check is done; nothing is written yet.").wait_for()
    assert "“x” is not a number" in page.locator("tr", has_text="K00").inner_text()
    page.get_by_role("button", name="Import 1 new and 0 changed rows of figures").click()
    page.get_by_text("Imported on").wait_for()
    assert MonthlyFigure.objects.get().cost == 5
