"""The workbooks that an import hands out: refused rows and the template."""

import io

import openpyxl
import pytest

from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.models import Customer
from customers.tests.importing.steps import check, checked, confirm, errors_of, imported, upload

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "客户名称", "手机", "联系人"]


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


def opened(response):
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def test_refused_rows_come_back_with_the_reason_and_can_be_uploaded_again(browser):
    run = imported(browser, HEADER, ["C1", "甲", "13800138000", "张"], ["C2", "乙", "123", "李"])
    response = browser.get(f"{run.get_absolute_url()}refused.xlsx")
    assert "refused%20rows.xlsx" in response["Content-Disposition"]
    book = opened(response)
    rows = [[cell.value for cell in row] for row in book.active.rows]
    assert rows[0] == [*HEADER, "Why refused"]
    assert rows[1][:4] == ["C2", "乙", "123", "李"]
    assert rows[1][4].startswith("手机: “123” is not a mobile number")

    book.active["C2"] = "13800138001"
    corrected = io.BytesIO()
    book.save(corrected)
    again = confirm(browser, check(browser, upload(browser, corrected.getvalue(), "客户.xlsx")))
    assert (again.state, again.counts["new"]) == ("done", 1)
    assert Customer.objects.filter(code="C2", contacts__mobile="13800138001").exists()


def test_the_columns_of_refused_rows_are_known_again(browser):
    run = checked(browser, ["客户名称", "随便"], ["甲", "x" * 81], c1="short_name")
    content = b"".join(browser.get(f"{run.get_absolute_url()}refused.xlsx").streaming_content)
    assert upload(browser, content, "客户.xlsx").mapping == {"0": "name", "1": "short_name"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_leaves_as_text(browser, text):
    run = checked(browser, ["客户编码", "客户名称", "手机"], ["C1", f'"{text.replace(chr(34), chr(34) * 2)}"', "1"])
    cell = opened(browser.get(f"{run.get_absolute_url()}refused.xlsx")).active["B2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)


@pytest.mark.parametrize(("language", "name"), [("en", "Customer name"), ("zh-hans", "客户名称")])
def test_the_template_speaks_the_language_of_the_reader(browser, manager, language, name):
    manager.language = language
    manager.save()
    book = opened(browser.get("/customers/import/template.xlsx"))
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    assert name in header
    assert sheet.column_dimensions["A"].number_format == "@"
    assert len(book.worksheets) == 2
    assert len(sheet.data_validations.dataValidation) == 7


def test_the_template_can_be_uploaded_and_its_example_row_is_never_imported(browser):
    content = b"".join(browser.get("/customers/import/template.xlsx").streaming_content)
    run = check(browser, upload(browser, content, "template.xlsx"))
    assert len(run.mapping) == len(run.header)
    assert errors_of(run) == {2: {"code": "This is the example row of the template; delete it."}}

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0]["A2"].value == EXAMPLE_CODE
    book.worksheets[0]["A2"] = "C1"
    own = io.BytesIO()
    book.save(own)
    assert confirm(browser, check(browser, upload(browser, own.getvalue(), "own.xlsx"))).counts["new"] == 1
