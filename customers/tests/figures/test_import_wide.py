"""The wide form: a row per customer, a column per month or per month and figure."""

import pytest

from customers.factories import MonthlyFigureFactory
from customers.tests.figures.steps import checked, checked_workbook, figures, imported
from customers.tests.importing.files import workbook
from customers.tests.importing.steps import FIGURES, changes_of, confirm, errors_of, upload

pytestmark = pytest.mark.django_db


def test_a_column_per_month_and_figure_is_imported_and_the_same_file_again_changes_nothing(browser, ocean, river):
    rows = (
        ["客户编码", "客户名称", "2025年1月 收入", "2025年1月 成本", "2025年2月 收入", "2025年2月 成本"],
        ["K1", "随便", '"1,000.50"', "800", "900", "700"],
        ["K2", "", "", "", "５００", "(0)"],
    )
    run = imported(browser, *rows)
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 0}
    assert figures(ocean, "revenue", "cost", "gross_profit") == {
        "2025-01": (1000.5, 800, 200.5),
        "2025-02": (900, 700, 200),
    }
    assert figures(river, "revenue") == {"2025-02": (500,)}
    assert checked(browser, *rows).counts == {"new": 0, "changed": 0, "unchanged": 2, "error": 0}


def test_merged_headers_over_two_rows_are_read(browser, ocean):
    run = checked_workbook(
        browser,
        ["某公司 2025 年客户收入成本表", "", "", "", ""],
        ["单位：万元", "", "", "", ""],
        ["客户编码", "1月", "", "2月", ""],
        ["", "收入", "成本", "收入", "成本"],
        ["K1", 10.5, 8, 9, 7.25],
        merged=("A1:E1", "A3:A4", "B3:C3", "D3:E3"),
    )
    assert run.mapping == {"0": "code", "1": "revenue:-01", "2": "cost:-01", "3": "revenue:-02", "4": "cost:-02"}
    assert (run.options["year"], run.options["unit"]) == (2025, "10000")
    confirm(browser, run)
    assert figures(ocean, "revenue", "cost") == {"2025-01": (105_000, 80_000), "2025-02": (90_000, 72_500)}


def test_months_alone_are_of_the_figure_and_the_year_that_the_person_says(browser, ocean):
    rows = ["客户编码", "1月", "2月"], ["K1", "100", "200"]
    run = imported(browser, *rows, name="2024年成本.csv")
    assert figures(ocean, "revenue", "cost") == {"2024-01": (0, 100), "2024-02": (0, 200)}
    imported(browser, *rows, figure="orders", year="2023")
    assert figures(ocean, "orders")["2023-02"] == (200,)
    page = browser.get(run.get_absolute_url()).text
    assert "2024-01 · Cost: 100" in page


@pytest.mark.parametrize("header", ["2025-01", "2025/1", "202501", "Jan 2025", "2025年01月收入", "Revenue 2025-01"])
def test_a_month_in_a_header_is_recognised_however_it_is_written(browser, ocean, header):
    imported(browser, ["客户编码", header], ["K1", "77"])
    assert figures(ocean, "revenue") == {"2025-01": (77,)}


def test_a_header_that_excel_keeps_as_a_date_is_a_month(browser, ocean):
    from datetime import datetime

    run = checked_workbook(browser, ["客户编码", datetime(2025, 3, 1)], ["K1", 5])
    assert confirm(browser, run).counts["new"] == 1
    assert figures(ocean, "revenue") == {"2025-03": (5,)}


def test_totals_shares_and_plans_are_not_imported(browser, ocean):
    header = ["客户编码", "2025年1月收入", "合计", "1-6月收入", "2025年1月预算收入", "2025年1月收入占比", "1月累计收入"]
    run = upload(browser, ",".join(header).encode() + b"\nK1,1,2,3,4,5,6", page=FIGURES)
    assert run.mapping == {"0": "code", "1": "revenue:2025-01"}


def test_the_unit_in_a_header_goes_before_that_of_the_file(browser, ocean):
    imported(browser, ["客户编码", "2025-01收入（万元）", "2025-01成本(元)", "2025-01票数"], ["K1", "3", "20000", "7"])
    assert figures(ocean, "revenue", "cost", "shipments") == {"2025-01": (30_000, 20_000, 7)}


def test_a_gross_profit_beside_its_revenue_gives_the_cost_and_must_agree_with_one_given(browser, ocean, river):
    header = ["客户编码", "2025-01收入", "2025-01毛利", "2025-02收入", "2025-02成本", "2025-02毛利"]
    run = checked(browser, header, ["K1", "100", "30", "", "", ""], ["K2", "", "", "100", "60", "30"])
    assert errors_of(run) == {3: {"gross_profit:2025-02": "“30” is not revenue − cost, which is 40."}}
    confirm(browser, run)
    assert figures(ocean, "revenue", "cost") == {"2025-01": (100, 70)}
    alone = checked(browser, ["客户编码", "2025-01毛利"], ["K1", "30"])
    assert "needs the revenue" in errors_of(alone)[2]["gross_profit:2025-01"]


def test_only_what_the_file_fills_changes(browser, ocean):
    MonthlyFigureFactory(customer=ocean, month="2025-01-01", revenue=100, cost=60, orders=4)
    run = checked(browser, ["客户编码", "2025-01收入", "2025-01成本"], ["K1", "120", ""])
    assert changes_of(run) == {2: {"revenue:2025-01": ["100", "120"]}}
    confirm(browser, run)
    assert figures(ocean, "revenue", "cost", "orders") == {"2025-01": (120, 60, 4)}


def test_two_columns_of_the_same_figure_and_month_are_refused_before_the_check(browser, ocean):
    run = upload(browser, "客户编码,1月,2025-01\nK1,1,2".encode(), page=FIGURES)
    answer = browser.post(f"{run.get_absolute_url()}check/", run.mapping | run.options | {"year": "2025"})
    assert answer.status_code == 422
    assert "“1月” and “2025-01” hold the same figure of the same month." in answer.text


def test_the_upload_of_figures_reads_workbooks_with_other_sheets_too(browser, ocean):
    content = workbook(["说明"], 数据=[["客户编码", "2025-01收入"], ["K1", 5]])
    assert upload(browser, content, "a.xlsx", FIGURES).mapping == {"0": "code", "1": "revenue:2025-01"}
