from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from crm_site.spreadsheets import workbook_response


def rows_of(response):
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(response.content)).active.iter_rows()]


def test_values_keep_their_kind_and_moments_are_in_local_time():
    row = ["远洋", 3, Decimal("1.50"), None, date(2026, 11, 22), datetime(2026, 11, 22, 1, 30, tzinfo=UTC)]
    rows = rows_of(workbook_response("figures", {"Figures": (["a"] * 6, [row])}))
    assert rows[1] == ["远洋", 3, 1.5, None, datetime(2026, 11, 22), datetime(2026, 11, 22, 9, 30)]


def test_what_somebody_typed_never_becomes_a_formula():
    response = workbook_response("names", {"Names": (["Name"], [["=1+1"], ["+SUM(A1)"], ["@x"], ["a\x00b"]])})
    sheet = load_workbook(BytesIO(response.content)).active
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=2)] == [
        ("=1+1", "s"),
        ("+SUM(A1)", "s"),
        ("@x", "s"),
        ("ab", "s"),
    ]


def test_any_title_makes_a_sheet():
    response = workbook_response("客户/一览", {"[客户] 一览: 2026/11 " + "长" * 40: (["x"], [])})
    assert load_workbook(BytesIO(response.content)).sheetnames[0].startswith(" 客户  一览")
    assert "filename" in response["Content-Disposition"]
