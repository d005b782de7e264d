"""Reading CSV as Excel, WPS and older Chinese programs write it."""

import random

import pytest

from customers.tests.importing.files import HEADER, ROW, read, refusal

LINES = "客户编码,客户名称,手机\r\nC001,上海远洋物流有限公司,13800138000\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding):
    table = read(LINES.encode(encoding), "customers.csv")
    assert (table.sheet, table.header, table.rows) == ("", HEADER, [(2, ROW)])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(separator):
    assert read(LINES.replace(",", separator).encode()).rows == [(2, ROW)]


def test_the_separator_is_the_one_that_splits_the_header_and_not_the_most_frequent():
    lines = "客户编码;客户名称\nC001;a, b, c, d, e\n"
    assert read(lines.encode()).rows == [(2, ["C001", "a, b, c, d, e"])]


def test_the_separator_line_of_excel_is_obeyed():
    assert read(("sep=;\r\n" + LINES.replace(",", ";")).encode()).header == HEADER


def test_a_csv_called_xlsx_is_read_as_the_csv_it_is():
    assert read(LINES.encode("gb18030"), "客户.xlsx").rows == [(2, ROW)]


def test_quoted_values_keep_separators_quotes_and_line_breaks_and_rows_are_numbered_as_in_excel():
    lines = '客户编码,客户名称,手机\nC001,"A ""B"", C\nD",1\n\nC002,x\u2028y,2\n'
    assert read(lines.encode()).rows == [(2, ["C001", 'A "B", C\nD', "1"]), (4, ["C002", "x\u2028y", "2"])]


def test_title_rows_above_and_short_rows_are_no_hindrance():
    lines = "客户一览表\n\n客户编码,客户名称,手机,,\nC001,远洋\n"
    table = read(lines.encode())
    assert (table.header, table.header_row, table.rows) == (HEADER, 3, [(4, ["C001", "远洋", ""])])


def test_a_value_with_an_unquoted_separator_is_refused_with_its_row():
    lines = "客户编码,客户名称,地址\nC001,远洋,上海\nC002,宁波,浙江,宁波\nC003,青岛,山东\n"
    message = refusal(lines.encode())
    assert "Row 3 has more values" in message
    assert "quotation marks" in message


def test_a_column_without_header_is_not_mistaken_for_shifted_values():
    lines = "客户编码,客户名称,\nC001,远洋,13800138000\nC002,宁波,13800138001\n"
    assert read(lines.encode()).header == ["客户编码", "客户名称", ""]


def test_a_quotation_mark_left_open_is_refused_with_its_line_and_does_not_swallow_the_rest():
    assert "Line 3" in refusal('客户编码,客户名称\nC001,远洋\nC002,"宁波'.encode())


def test_a_value_longer_than_any_cell_is_refused():
    assert "too long" in refusal(f"客户编码,客户名称\nC001,{'x' * 200_000}\n".encode())


def test_a_damaged_utf8_is_named_with_its_line_and_not_read_as_other_characters():
    content = bytearray((LINES + "C002,宁波港务集团股份有限公司,1\r\n" * 5).encode())
    content[-20] = 0xFF
    assert "Line 7 is damaged" in refusal(bytes(content))


def test_characters_of_another_alphabet_are_refused():
    assert "neither UTF-8 nor GB18030" in refusal("客户,x\nÿ\n".encode("gb18030") + b"\xff\xff\xff\n")


def test_nul_bytes_and_binary_junk_are_no_text():
    assert "neither a workbook nor a text" in refusal(LINES.encode() + b"C002,\x00\x00,1\n")
    assert "neither a workbook nor a text" in refusal(LINES.encode("utf-16-le"))
    junk = random.Random(1).randbytes(5000)
    assert "neither" in refusal(junk)


def test_too_many_rows_and_columns_are_refused():
    assert "11 rows; at most 10" in refusal((LINES + "C1,x,1\n" * 10).encode(), max_rows=10)
    assert "more than 10 rows" in refusal((LINES + "C1,x,1\n" * 2000).encode(), max_rows=10)
    assert "500 columns" in refusal((",".join(["x"] * 500) + "\n" + ",".join(["1"] * 500)).encode())


def test_a_header_without_data_is_said():
    assert "no data" in refusal(b"code,name\n,,\n")
