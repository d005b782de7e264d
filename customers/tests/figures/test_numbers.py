"""Numbers and months as people and Excel write them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from customers.figures.months import find_month, read_month
from customers.figures.numbers import read_figure, shown_figure
from customers.importing.errors import BrokenCell, CellError


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12,345.60", "12345.60"),
        ("１２，３４５．６", "12345.60"),
        ("¥ 1 234", "1234"),
        ("1.2万", "12000"),
        ("3万元", "30000"),
        ("500元", "500"),
        ("(500.5)", "-500.50"),
        ("（５００）", "-500"),
        ("500-", "-500"),
        ("−500", "-500"),
        ("'123", "123"),
        (12.299999999999999, "12.30"),
        (0.005, "0.01"),
        (7, "7"),
        ("0", "0"),
        (".5", "0.50"),
    ],
)
def test_amounts_are_read_to_the_cent(cell, amount):
    assert read_figure(cell, "revenue") == Decimal(amount)


@pytest.mark.parametrize("cell", ["", " ", None, "-", "—", "/", "无", "n/a"])
def test_an_empty_cell_and_a_placeholder_hold_nothing(cell):
    assert read_figure(cell, "revenue") is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("abc", "is not a number"),
        ("12,34", "is not a number"),
        ("1.234,50", "is not a number"),
        ("5%", "is not a number"),
        ("--5", "is not a number"),
        (True, "is not a number"),
        (datetime(2025, 1, 1), "is not a number"),
        ("=A1", "is not a number"),
        ("1e5", "is not a number"),
        ("1000000001", "is the unit right?"),
        ("9" * 400, "is the unit right?"),
        (float("inf"), "is not a number"),
        (BrokenCell("#N/A"), "#N/A"),
    ],
)
def test_what_is_no_credible_amount_is_refused_with_what_was_found(cell, said):
    with pytest.raises(CellError, match=said.replace("?", r"\?")):
        read_figure(cell, "revenue")


def test_the_unit_of_the_header_counts_unless_the_cell_names_its_own():
    assert read_figure("1.5", "revenue", 10_000) == 15_000
    assert read_figure("1.5万", "revenue", 10_000) == 15_000
    assert read_figure("0.123456", "revenue", 10_000) == Decimal("1234.56")


def test_counts_are_whole_and_not_negative():
    assert read_figure("1,200票", "shipments") == 1200
    assert read_figure(12.0, "orders") == 12
    for cell, said in (("1.5", "whole"), ("-3", "below zero"), ("10000001", "more than")):
        with pytest.raises(CellError, match=said):
            read_figure(cell, "shipments")


def test_figures_are_shown_as_they_may_be_typed():
    assert [shown_figure(value) for value in (None, Decimal("1234567.50"), Decimal("12.00"), 3)] == [
        "",
        "1,234,567.50",
        "12",
        "3",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        *("2025-01", "2025/1", "2025.01", "2025年1月", "2025年01月份", "202501", 202501, 45672, "2025-01-31"),
        *(
            "2025年1月15日",
            "Jan 2025",
            "January 2025",
            "2025 Jan",
            "２０２５年１月",
            date(2025, 1, 9),
            datetime(2025, 1, 31, 8),
        ),
        *(2025.01, "20250131"),
    ],
)
def test_a_month_is_read_however_it_is_written(cell):
    assert read_month(cell) == date(2025, 1, 1)


def test_a_month_without_year_is_of_the_year_given():
    assert read_month("3月", 2024) == read_month("3", 2024) == read_month("March", 2024) == date(2024, 3, 1)
    with pytest.raises(CellError, match="is not a month"):
        read_month("3月")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2025-13", "2025-13 is not a month"),
        ("2025年0月", "2025-00 is not a month"),
        ("1999-12", "before the year 2000"),
        ("1-3月", "is not a month"),
        ("next month", "is not a month"),
        ("2025-01 revenue", "is not a month"),
        (2025.1, "January or October"),
    ],
)
def test_what_is_no_month_is_refused(cell, said):
    with pytest.raises(CellError, match=said):
        read_month(cell)


@pytest.mark.parametrize("header", ["margin", "market", "decision maker", "1-3月", "1月至3月", "第13", "编号2025"])
def test_other_words_are_no_months(header):
    assert find_month(header)[0][1] is None
