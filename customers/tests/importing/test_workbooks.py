"""Reading what Excel, WPS and their imitators save as .xlsx."""

import datetime

import openpyxl

from customers.importing.customer_files.headers import recognise
from customers.importing.errors import BrokenCell
from customers.importing.reading import read_table
from customers.tests.importing.files import HEADER, HEADER_XML, ROW, cell, read, refusal, saved, with_sheet, workbook


def test_a_plain_workbook_gives_header_and_rows_with_their_numbers_in_the_file():
    table = read(workbook(HEADER, ROW, [], ["C002", "宁波港务有限公司", 13900139000]))
    assert table.header == HEADER
    assert table.rows == [(2, ROW), (4, ["C002", "宁波港务有限公司", 13900139000.0])]
    assert (table.sheet, table.header_row, table.other_sheets) == ("Sheet", 1, [])


def test_a_path_is_read_like_an_open_file(tmp_path):
    path = tmp_path / "customers.xlsx"
    path.write_bytes(workbook(HEADER, ROW))
    assert read_table(path, path.name, recognise).rows == [(2, ROW)]
    assert read_table(str(path), path.name, recognise).rows == [(2, ROW)]


def test_dates_and_truth_values_keep_their_type():
    table = read(workbook(HEADER, ["C001", datetime.date(2026, 3, 5), True]))
    assert table.rows[0][1] == ["C001", datetime.date(2026, 3, 5), True]


def test_a_workbook_called_csv_is_read_as_the_workbook_it_is():
    assert read(workbook(HEADER, ROW), "customers.csv").header == HEADER


def test_an_error_in_a_cell_is_told_in_words_and_is_no_value():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["C001", "#N/A", "#REF!"])
    _code, name, mobile = read(saved(book)).rows[0][1]
    assert (name, mobile) == (BrokenCell("#N/A"), BrokenCell("#REF!"))
    assert "#N/A" in name.reason


def test_a_formula_gives_its_stored_result():
    formula = '<row r="2"><c r="A2" t="str"><f>"C"&amp;1</f><v>C1</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    assert read(with_sheet(HEADER_XML + formula)).rows == [(2, ["C1", 2.0])]


def test_a_formula_that_was_never_computed_is_broken_and_not_silently_blank():
    table = read(workbook(HEADER, ["C001", "=A1&B1", ""], ROW))
    assert table.rows[0][1][1] == BrokenCell()
    assert "save it" in table.rows[0][1][1].reason


def test_a_formula_whose_result_is_an_empty_text_is_blank():
    formula = '<row r="2">' + cell("A2", "C1") + '<c r="B2" t="str"><f>""</f><v></v></c></row>'
    assert read(with_sheet(HEADER_XML + formula)).rows == [(2, ["C1", ""])]


def test_the_first_sheet_with_a_known_header_is_read_and_the_others_are_named():
    content = workbook(["请在第二页填写"], ["不要改动标题"], 客户=[HEADER, ROW], 旧客户=[HEADER, ROW], Empty=[])
    table = read(content)
    assert table.sheet == "客户"
    assert table.other_sheets == ["Sheet", "旧客户"]
    assert table.rows == [(2, ROW)]


def test_without_a_known_header_the_first_sheet_with_data_is_read():
    table = read(workbook(Empty=[], First=[["foo", "bar"], [1, 2]], Second=[["x", "y"], [3, 4]]))
    assert (table.sheet, table.header) == ("First", ["foo", "bar"])


def test_hidden_sheets_are_not_read():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["hidden", "hidden", ""])
    book.active.sheet_state = "hidden"
    visible = book.create_sheet("客户")
    visible.append(HEADER)
    visible.append(ROW)
    assert read(saved(book)).rows == [(2, ROW)]


def test_cells_without_reference_and_with_a_prefix_are_read_where_they_stand():
    rows = '<row><c t="str"><v>客户编码</v></c><c t="str"><v>客户名称</v></c></row><row><c t="e"><v>#N/A</v></c></row>'
    rows += '<row r="3">' + cell("A3", "C1") + cell("B3", "远洋") + "</row>"
    assert read(with_sheet(rows)).rows[-1] == (3, ["C1", "远洋"])


def test_formatted_but_empty_cells_far_away_and_a_boastful_dimension_cost_nothing():
    rows = HEADER_XML + '<row r="2">' + cell("A2", "C1") + '<c r="XFD2" s="0"/></row><row r="1048576" ht="15"/>'
    table = read(with_sheet(rows, dimension="A1:XFD1048576"))
    assert table.rows == [(2, ["C1", ""])]


def test_a_value_in_the_last_column_is_refused_before_memory_is_reserved():
    rows = HEADER_XML + '<row r="1048576">' + cell("XFD1048576", "x") + "</row>"
    assert "column 16384" in refusal(with_sheet(rows))


def test_a_value_in_the_last_row_is_refused_before_memory_is_reserved():
    rows = HEADER_XML + '<row r="1048576">' + cell("A1048576", "x") + "</row>"
    assert "row 1048576" in refusal(with_sheet(rows))
    without_reference = HEADER_XML + '<row r="1048576"><c t="str"><v>x</v></c></row>'
    assert "row 1048576" in refusal(with_sheet(without_reference))
