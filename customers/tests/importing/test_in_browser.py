"""An import as a person does it: in the browser, with the real worker."""

import io

import openpyxl
import pytest

from customers.factories import CustomerFactory
from customers.models import Customer
from customers.tests.importing.files import OWN_HEADER, two_thousand_rows, workbook

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(celery):
    celery.start(beat_seconds=5)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "我们的客户.xlsx"
    path.write_bytes(workbook(OWN_HEADER, *two_thousand_rows()))
    return path


def upload(page, path, address="/customers/import/"):
    page.goto(address)
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Check the file").wait_for()


def check(page):
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("The check is done; nothing is written yet.").wait_for()


def counts(page):
    """{tab: number of rows}."""
    return dict(tab.rsplit(" ", 1) for tab in page.locator("main .nav-tabs .nav-link").all_inner_texts())


def is_within_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_two_thousand_customers_from_the_upload_to_the_result_and_the_same_file_again(browse, worker, manager, file):
    page = browse(manager, "en")
    page.set_default_timeout(60_000)
    upload(page, file)
    page.get_by_label("地区").select_option(label="Region")
    check(page)
    assert counts(page) == {"New": "1996", "Changed": "0", "Unchanged": "0", "Error": "4"}
    wrong = page.locator("tr", has_text="手机号码")
    assert "“1390000” is not a mobile number" in wrong.inner_text()
    assert "Row 31 has the same customer code." in page.locator("tr", has_text="客户编号").inner_text()

    page.get_by_role("button", name="Import 1996 new and 0 changed customers").click()
    page.goto("/customers/")
    page.goto("/customers/import/")
    page.get_by_role("link", name=file.name).click()
    page.get_by_text("Rows with errors were left out").wait_for()
    assert page.locator("#import-state").inner_text() == "Imported"
    assert Customer.objects.filter(owner=manager).count() == 1996

    with page.expect_download() as download:
        page.get_by_role("link", name="Download rows with errors (Excel)").click()
    header, *refused = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active.iter_rows(
        values_only=True
    )
    assert header == (*OWN_HEADER, "Why refused")
    assert [row[3] for row in refused] == ["K00010", "K00020", "K00029", "K00040"]

    upload(page, file)
    check(page)
    assert counts(page) == {"New": "0", "Changed": "0", "Unchanged": "1996", "Error": "4"}
    page.get_by_text("There is nothing to import.").wait_for()


def test_every_state_of_an_import_fits_on_a_phone(browse, worker, manager, tmp_path):
    path = tmp_path / "上海及周边地区的重点客户和潜在客户名单（二〇二六年十一月更新）.xlsx"
    path.write_bytes(workbook(OWN_HEADER, *two_thousand_rows()[:50]))
    page = browse(manager, "en", width=390)
    upload(page, path)
    assert is_within_the_screen(page)
    check(page)
    assert is_within_the_screen(page)
    page.get_by_role("button", name="Import 46 new").click()
    page.get_by_text("Rows with errors were left out").wait_for()
    assert is_within_the_screen(page)
    page.get_by_role("link", name="New 46").click()
    page.locator("td", has_text="K00001").wait_for()
    assert is_within_the_screen(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("Undone by Manager").wait_for()
    assert is_within_the_screen(page)
    page.goto("/customers/import/")
    assert is_within_the_screen(page)


def test_the_contacts_sheet_of_a_workbook_from_the_tab_of_its_kind_to_the_undo(browse, worker, manager, tmp_path):
    ocean = CustomerFactory(owner=manager, code="K1", name="上海远洋物流有限公司")
    path = tmp_path / "客户.xlsx"
    rows = [["K1", "王小明", "13800138042"], ["K1", "李娜", "137"], ["K2", "赵六", ""]]
    customers = [["客户编码", "客户名称"], ["K1", ocean.name]]
    path.write_bytes(workbook(*customers, 联系人=[["客户编码", "姓名", "手机"], *rows]))
    page = browse(manager, "en", width=390)
    page.goto("/customers/import/")
    page.locator("main").get_by_role("link", name="Contacts", exact=True).click()
    page.get_by_role("heading", name="Import contacts").wait_for()
    assert is_within_the_screen(page)
    upload(page, path, page.url)
    check(page)
    assert counts(page) == {"New": "1", "Changed": "0", "Unchanged": "0", "Error": "2"}
    assert "There is no customer “K2” on file." in page.locator("tr", has_text="客户编码").inner_text()
    page.get_by_role("button", name="Import 1 new and 0 changed entries").click()
    page.get_by_text("Rows with errors were left out").wait_for()
    assert ocean.contacts.get().name == "王小明" and is_within_the_screen(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("Undone by Manager").wait_for()
    assert not ocean.contacts.exists()
