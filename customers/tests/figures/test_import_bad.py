"""Files that are wrong: each cell is answered, nothing of a wrong row is written, and there is no error page."""

import pytest

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.models import MonthlyFigure
from customers.tests.figures.steps import checked, figures, imported
from customers.tests.importing.steps import FIGURES, confirm, errors_of, post_file, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("2025年13月 收入", "5", "2025-13 is not a month of the calendar."),
        ("2099-01 收入", "5", "2099-01 lies in the future."),
        ("1999-12 收入", "5", "1999-12 lies before the year 2000."),
        ("2025-01 收入", "很多", "“很多” is not a number; expected one such as 12,345.60."),
        ("2025-01 收入", "2000000000", "is the unit right?"),
        ("2025-01 票数", "1.5", "“1.5” is not a whole number."),
        ("2025-01 票数", "-1", "“-1” is below zero."),
        ("2025-01 应收", "-1", "What is owed to us cannot be below zero."),
        ("2025-01 逾期", "5", "cannot exceed it."),
    ],
)
def test_a_wrong_cell_is_answered(browser, ocean, header, cell, said):
    run = checked(browser, ["客户编码", header, "2025-02 收入"], ["K1", cell, "7"])
    assert run.counts == {"new": 0, "changed": 0, "unchanged": 0, "error": 1}
    [(column, found, message)] = browser.get(run.get_absolute_url()).context["rows"][0].errors
    assert column == header and said in message and (found == cell or cell in message)


@pytest.mark.parametrize(
    ("month", "said"),
    [("13月", "2025-13 is not a month"), ("2099-01", "in the future"), ("x", "is not a month"), ("", "Of which month")],
)
def test_a_wrong_month_of_a_row_is_answered(browser, ocean, month, said):
    run = checked(browser, ["客户编码", "月份", "收入"], ["K1", month, "7"], year="2025")
    assert said in errors_of(run)[2]["month"]


def test_unknown_and_foreign_customers_are_refused(browser, colleague, ocean):
    CustomerFactory(owner=colleague, code="X1", name="别人的客户")
    CustomerFactory(owner=None, code="P1")
    for _again in range(2):
        CustomerFactory(owner=ocean.owner, name="同名公司")
    run = checked(
        browser,
        ["客户编码", "客户名称", "2025-01收入"],
        *(["K9", "", "1"], ["X1", "", "1"], ["P1", "", "1"], ["", "同名公司", "1"], ["", "别人的客户", "1"]),
        *(["", "", "1"], ["", "合计", "1"]),
    )
    said = [next(iter(errors.values())) for _number, errors in sorted(errors_of(run).items())]
    assert said == [
        "There is no customer “K9” on file.",
        "This customer belongs to another account manager.",
        "This customer is in the public pool and must be claimed first.",
        "2 customers have this name; give the customer code.",
        "There is no customer “别人的客户” on file.",
        "The row names no customer.",
        "This is a row of totals; it is left out.",
    ]


def test_a_reversal_needs_a_month_without_shipments(browser, ocean):
    MonthlyFigureFactory(customer=ocean, month="2025-02-01", revenue=100, shipments=3)
    run = imported(browser, ["客户编码", "2025-01收入"], ["K1", "(500)"])
    assert run.counts["new"] == 1 and figures(ocean, "revenue")["2025-01"] == (-500,)
    refused = checked(browser, ["客户编码", "2025-02收入"], ["K1", "-500"])
    assert "only as a reversal" in errors_of(refused)[2]["revenue:2025-02"]


def test_wide_and_long_columns_do_not_go_together(browser, ocean):
    run = upload(browser, "客户编码,月份,2025-01收入\nK1,2025-02,5".encode(), page=FIGURES)
    answer = browser.post(f"{run.get_absolute_url()}check/", run.mapping | run.options)
    assert "Import one kind at a time." in answer.text
    answer = browser.post(f"{run.get_absolute_url()}check/", run.options | {"0": "code"})
    assert "Choose at least one column with figures." in answer.text
    answer = browser.post(f"{run.get_absolute_url()}check/", run.options | {"2": "revenue:2025-01"})
    assert "Choose the column with the customer code" in answer.text
    for wrong in ({"unit": "7"}, {"year": "1066"}, {"0": "owner"}, {"2": "revenue:x"}):
        assert browser.post(f"{run.get_absolute_url()}check/", run.mapping | run.options | wrong).status_code == 422


def test_what_is_no_list_is_refused(browser):
    for content, said in (
        (b"", "The file is empty."),
        (b"%PDF-1.7", "a PDF document"),
        ("客户编码,收入".encode(), "no data"),
    ):
        answer = post_file(browser, content, page=FIGURES, submission_key="8c7f5f0e-7a1a-4f4e-9a55-0123456789ab")
        assert answer.status_code == 200 and said in answer.text


def test_refused_rows_come_back_as_a_workbook_that_can_be_corrected(browser, ocean):
    import io

    import openpyxl

    run = confirm(
        browser, checked(browser, ["客户编码", "2025-01收入", "2025-02收入"], ["K1", "x", "5"], ["K9", "1", "2"])
    )
    assert not MonthlyFigure.objects.exists()
    answer = browser.get(f"{run.get_absolute_url()}refused.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.values)
    assert rows[0] == ("客户编码", "2025-01收入", "2025-02收入", "Why refused")
    assert rows[1][:3] == ("K1", "x", "5") and "2025-01收入: “x” is not a number" in rows[1][3]
