"""Makes the files that people really send: workbooks, archives gone wrong, CSV in old encodings."""

import io
import zipfile

import openpyxl
import pytest

from customers.importing.errors import UnreadableFile
from customers.importing.reading import Limits, read_table

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = ["客户编码", "客户名称", "手机"]
ROW = ["C001", "上海远洋物流有限公司", "13800138000"]


def workbook(*rows, merged=(), **more_sheets):
    """An .xlsx as bytes; further sheets by name, each a list of rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    for name, sheet_rows in more_sheets.items():
        sheet = book.create_sheet(name)
        for row in sheet_rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(content, parts):
    """The archive with parts {name: data} replaced or added."""
    parts = dict(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, parts.pop(info.filename, None) or old.read(info))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def with_sheet(sheet_data, prolog="", dimension="A1:C3"):
    """A workbook whose first sheet has this XML for its cells."""
    xml = (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{NAMESPACE}"><dimension ref="{dimension}"/>'
        f"<sheetData>{sheet_data}</sheetData></worksheet>"
    )
    return with_parts(workbook(HEADER, ROW), {SHEET: xml})


def cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER_XML = '<row r="1">' + cell("A1", "客户编码") + cell("B1", "客户名称") + "</row>"


def read(content, name="客户.xlsx", **limits):
    return read_table(io.BytesIO(content), name, Limits(**limits))


def refusal(content, name="客户.xlsx", **limits):
    """The words with which a file is refused."""
    with pytest.raises(UnreadableFile) as refused:
        read(content, name, **limits)
    return str(refused.value)
