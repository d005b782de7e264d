"""Every bad file is refused with words that say what it is and what to do."""

import io
import struct
import zipfile

import pytest

from customers.tests.importing.files import (
    HEADER,
    HEADER_XML,
    ROW,
    SHEET,
    read,
    refusal,
    with_parts,
    with_sheet,
    workbook,
)

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "picture"),
        (b"\xff\xd8\xff\xe0...", "picture"),
        (b"  <html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "XML document"),
        (b"7z\xbc\xaf'\x1c...", "archive"),
    ],
)
def test_another_kind_of_file_under_the_right_name_is_called_what_it_is(content, kind):
    message = refusal(content, "客户.xlsx")
    assert kind in message
    assert "客户.xlsx" in message
    assert "save it as .xlsx" in message


def test_an_old_xls_is_to_be_saved_as_xlsx():
    assert "old Office version" in refusal(OLE_HEADER + "Workbook".encode("utf-16-le"))


def test_a_workbook_with_a_password_is_to_be_saved_without_it():
    assert "password" in refusal(OLE_HEADER + "EncryptedPackage".encode("utf-16-le") + bytes(100))


def test_a_workbook_with_macros_is_refused_whatever_its_name():
    assert "macros" in refusal(with_parts(workbook(HEADER, ROW), {"xl/vbaProject.bin": b"..."}))


def test_a_binary_workbook_is_to_be_saved_as_xlsx():
    assert ".xlsb" in refusal(with_parts(workbook(HEADER, ROW), {"xl/workbook.bin": b"..."}))


def test_another_archive_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "not a workbook" in refusal(out.getvalue())


def test_an_archive_with_a_password_is_refused():
    content = bytearray(workbook(HEADER, ROW))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        names = [info.header_offset for info in archive.infolist()]
    for offset in names:
        content[offset + 6] |= 1
    directory = bytes(content).find(b"PK\x01\x02")
    while directory >= 0:
        content[directory + 8] |= 1
        directory = bytes(content).find(b"PK\x01\x02", directory + 1)
    assert "encrypted" in refusal(bytes(content))


def test_a_bomb_is_refused_by_what_its_directory_declares():
    content = with_parts(workbook(HEADER, ROW), {SHEET: b"<worksheet>" + b" " * 30_000_000})
    assert len(content) < 100_000
    assert "unpacked" in refusal(content)


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused():
    assert "unpacked" in refusal(workbook(HEADER, ROW), max_unpacked=1000)


@pytest.mark.parametrize("declared", [100, 5_000_000])
def test_a_bomb_that_lies_about_its_size_is_unpacked_no_further_than_it_declares(declared):
    content = bytearray(with_parts(workbook(HEADER, ROW), {SHEET: b"<worksheet>" + b" " * 30_000_000}))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    content[entry + 24 : entry + 28] = struct.pack("<I", declared)
    assert "damaged" in refusal(bytes(content))


def test_a_part_that_occurs_twice_is_refused():
    out = io.BytesIO(workbook(HEADER, ROW))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper(), "<worksheet/>")
    assert "damaged" in refusal(out.getvalue())


def test_an_entity_bomb_is_refused_in_the_sheet_and_in_every_other_part():
    prolog = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    rows = HEADER_XML + '<row r="2"><c r="A2" t="str"><v>&b;</v></c></row>'
    assert "definitions" in refusal(with_sheet(rows, prolog))
    strings = {"xl/sharedStrings.xml": f"{prolog}<sst/>"}
    assert "definitions" in refusal(with_parts(workbook(HEADER, ROW), strings))


@pytest.mark.parametrize(
    "content",
    [
        workbook(HEADER, ROW)[:3000],
        workbook(HEADER, ROW)[:-1] + b"\x01\x00\x00",
        b"PK\x03\x04 and then nothing of an archive",
        with_parts(workbook(HEADER, ROW), {SHEET: "<worksheet><sheetData><row><c><v>1</v>"}),
        with_parts(workbook(HEADER, ROW), {SHEET: "<worksheet><v>nul \x00</v></worksheet>"}),
        with_parts(workbook(HEADER, ROW), {"xl/workbook.xml": "<workbook/>"}),
        with_sheet(HEADER_XML + '<row r="2"><c r="nonsense"><v>1</v></c></row>'),
        with_sheet(HEADER_XML + '<row r="x"><c><v>1</v></c></row>'),
    ],
)
def test_a_damaged_workbook_is_to_be_saved_again(content):
    assert "damaged" in refusal(content)


def test_a_part_with_a_wrong_checksum_is_damaged():
    content = bytearray(workbook(HEADER, ROW))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    content[entry + 16] ^= 0xFF
    assert "damaged" in refusal(bytes(content))


def test_five_hundred_columns_are_refused():
    assert "at most 200 columns" in refusal(workbook([f"c{number}" for number in range(500)], list(range(500))))


def test_too_many_rows_are_refused_with_the_limit():
    rows = [["C1", "远洋", ""]] * 11
    assert "11 rows; at most 10" in refusal(workbook(HEADER, *rows), max_rows=10)


def test_exactly_as_many_rows_as_allowed_are_read():
    rows = [["C1", "远洋", ""]] * 10
    assert len(read(workbook(HEADER, *rows), max_rows=10).rows) == 10


def test_a_file_too_large_is_refused_before_it_is_read_whole():
    assert "larger than 1 MB" in refusal(b"a" * 1_100_000, max_bytes=1024 * 1024)


@pytest.mark.parametrize("content", [b"", b" \r\n\r\n", bytes(1000)])
def test_an_empty_file_is_called_empty(content):
    assert refusal(content) == "The file is empty."


def test_a_workbook_without_any_value_is_called_empty():
    assert "workbook is empty" in refusal(workbook())


def test_a_header_without_data_is_said():
    assert "no data" in refusal(workbook(HEADER, ["  ", "", None]))


def test_a_flood_of_excel_errors_is_refused():
    cells = '<c t="e"><v>#N/A</v></c>' * 150
    rows = HEADER_XML + "".join(f"<row>{cells}</row>" for _row in range(700))
    assert "more than 100000 cells" in refusal(with_sheet(rows))
