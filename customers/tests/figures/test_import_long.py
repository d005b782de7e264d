"""The long form: a row per customer and month, perhaps per project."""

import pytest

from customers.factories import MonthlyFigureFactory
from customers.models import MonthlyFigure
from customers.tests.figures.steps import checked, figures, imported
from customers.tests.importing.steps import FIGURES, errors_of, upload

pytestmark = pytest.mark.django_db

HEADER = ["客户名称", "月份", "收入", "成本", "毛利", "票数", "订单数", "应收账款", "逾期金额"]


def test_a_row_per_customer_and_month_is_imported(browser, ocean):
    run = imported(
        browser,
        HEADER,
        ["上海远洋物流有限公司", "2025-01", "1000", "800", "200", "12", "20", "300", "50"],
        ["上海远洋物流有限公司", "2025年2月", "1100", "", "250", "13", "21", "320", "0"],
    )
    assert run.counts["new"] == 2
    assert figures(ocean, "revenue", "cost", "shipments", "orders", "receivable", "overdue") == {
        "2025-01": (1000, 800, 12, 20, 300, 50),
        "2025-02": (1100, 850, 13, 21, 320, 0),
    }


def test_english_headers_do_as_well(browser, ocean):
    header = ["Customer code", "Period", "Revenue", "Cost", "Shipments", "Orders", "Accounts receivable", "Overdue"]
    imported(browser, header, ["K1", "Jan 2025", "10", "4", "1", "2", "3", "1"])
    assert figures(ocean, "revenue", "cost", "receivable", "overdue") == {"2025-01": (10, 4, 3, 1)}


def test_year_and_month_may_stand_in_two_columns(browser, ocean):
    imported(browser, ["客户编码", "年度", "月", "收入"], ["K1", "2024", "3", "7"], ["K1", "2025年", "3月", "8"])
    assert figures(ocean, "revenue") == {"2024-03": (7,), "2025-03": (8,)}


def test_a_file_of_one_month_says_its_month_in_its_name_or_is_told_it(browser, ocean):
    run = imported(browser, ["客户编码", "收入"], ["K1", "7"], name="2025年3月收入.csv")
    assert (run.options["month"], figures(ocean, "revenue")) == ("2025-03", {"2025-03": (7,)})
    run = upload(browser, "客户编码,收入\nK1,9".encode(), "收入.csv", FIGURES)
    answer = browser.post(f"{run.get_absolute_url()}check/", run.mapping | run.options)
    assert "Choose the column with the month, or say of which month the file is." in answer.text
    assert (
        browser.post(f"{run.get_absolute_url()}check/", run.mapping | run.options | {"month": "x"}).status_code == 422
    )
    assert checked(browser, ["客户编码", "收入"], ["K1", "9"], month="2025-04").counts["new"] == 1


def test_figures_of_projects_stand_beside_those_of_none(browser, ocean):
    project = ocean.projects.create(name="华东配送")
    header = ["客户编码", "项目", "月份", "收入"]
    run = imported(browser, header, ["K1", "华东配送", "2025-01", "5"], ["K1", "", "2025-01", "3"])
    assert run.counts["new"] == 2
    assert MonthlyFigure.objects.get(project=project).revenue == 5
    assert MonthlyFigure.objects.of(ocean).totals()["revenue"] == 8
    refused = checked(browser, header, ["K1", "华北配送", "2025-01", "5"])
    assert errors_of(refused)[2] == {"project": "This customer has no project “华北配送”."}
    assert checked(browser, header, ["K1", "华东配送", "2025-01", "5"]).counts["unchanged"] == 1
    page = browser.get(f"{run.get_absolute_url()}?outcome=new").text
    assert "Project: 华东配送" in page


def test_one_month_of_a_customer_may_stand_in_the_file_once(browser, ocean, river):
    run = checked(
        browser,
        ["客户编码", "客户名称", "月份", "收入"],
        ["K1", "", "2025-01", "5"],
        ["", "上海远洋物流有限公司", "2025-01", "6"],
        ["K1", "", "2025-02", "7"],
        ["K2", "", "2025-01", "8"],
    )
    assert errors_of(run) == {3: {"name": "Row 2 has figures of the same customer and month."}}
    assert run.counts["new"] == 3


def test_the_template_can_be_filled_in_and_its_example_is_never_imported(browser, ocean):
    import io

    import openpyxl

    content = b"".join(browser.get("/customers/figures/import/template.xlsx").streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.active.append(["K1", "", "", "2025-01", 100, 60])
    filled = io.BytesIO()
    book.save(filled)
    from customers.tests.importing.steps import check

    run = check(browser, upload(browser, filled.getvalue(), "t.xlsx", FIGURES))
    assert errors_of(run) == {2: {"code": "This is the example row of the template; delete it."}}
    assert run.counts["new"] == 1


def test_an_existing_month_changes_from_what_to_what(browser, ocean):
    MonthlyFigureFactory(customer=ocean, month="2025-01-01", revenue="10.50")
    run = checked(browser, ["客户编码", "月份", "收入"], ["K1", "2025-01", "12"], ["K1", "2025-02", "12"])
    assert run.counts == {"new": 1, "changed": 1, "unchanged": 0, "error": 0}
    page = browser.get(f"{run.get_absolute_url()}?outcome=changed").text
    assert ">10.50</del> → <ins>12</ins>" in page
