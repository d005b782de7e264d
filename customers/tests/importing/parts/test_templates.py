"""The template of each kind, and the rows that were refused, as workbooks."""

import io

import openpyxl
import pytest

from customers.tests.importing.parts.steps import checked, counts, page_of
from customers.tests.importing.steps import check, errors_of, upload

pytestmark = pytest.mark.django_db
KINDS = ["contacts", "addresses", "log", "credit"]


def opened(response):
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_template_names_its_columns_and_its_example_is_never_imported(client, director, ocean, kind, language):
    director.language = language
    director.save()
    client.force_login(director)
    book = opened(client.get(f"{page_of(kind)}template.xlsx"))
    sheet = book.active
    sheet.append(["K1", *(cell.value for cell in sheet[2][1:])])
    run = check(client, upload(client, saved(book), "t.xlsx", page_of(kind)))
    assert len(run.mapping) == sheet.max_column and run.totals["sheet"] == sheet.title
    found = errors_of(run)
    assert found.pop(2).keys() >= {"code"} and all("contacts" in errors for errors in found.values()), found


def test_refused_rows_come_back_with_the_reason_and_can_be_uploaded_again(browser, ocean):
    run = checked(browser, "contacts", ["客户编码", "姓名", "手机"], ["K1", "王", "138"], ["K1", "=1+1", ""])
    book = opened(browser.get(f"{run.get_absolute_url()}refused.xlsx"))
    assert book.active["D2"].value.startswith("手机: “138” is not a mobile number")
    book.active["C2"] = "13800138042"
    again = check(browser, upload(browser, saved(book), "t.xlsx", page_of("contacts")))
    assert counts(again) == (1, 0, 0, 0)


@pytest.mark.parametrize("path", ["nothing/", "nothing/template.xlsx"])
def test_other_kinds_have_no_such_page(browser, path):
    assert browser.get(f"/customers/import/{path}").status_code == 404
