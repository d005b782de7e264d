"""Makes the files that people really send: workbooks, archives gone wrong, CSV in old encodings."""

import io
import zipfile

import openpyxl
import pytest
from faker import Faker

from customers.credit_code import check_character
from customers.importing.customer_files.headers import recognise
from customers.importing.errors import UnreadableFile
from customers.importing.reading import Limits, read_table

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = ["客户编码", "客户名称", "手机"]
ROW = ["C001", "上海远洋物流有限公司", "13800138000"]
OWN_HEADER = ["联系人", "手机号码", "公司全称", "客户编号", "统一社会信用代码", "地址", "地区"]


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
    return read_table(io.BytesIO(content), name, recognise, Limits(**limits))


def refusal(content, name="客户.xlsx", **limits):
    """The words with which a file is refused."""
    with pytest.raises(UnreadableFile) as refused:
        read(content, name, **limits)
    return str(refused.value)


def two_thousand_rows():
    """Rows below OWN_HEADER, as a company keeps its customers; rows 12, 22, 32 and 42 of the workbook are in error."""
    fake = Faker("zh_CN")
    fake.seed_instance(7)
    rows = []
    for number in range(2000):
        seventeen = f"91310000MA{number:07}"
        mobile = f"139{number:08}"
        row = [
            fake.name(),
            mobile,
            f"{fake.company()[:60]}{number}",
            f"K{number:05}",
            seventeen,
            fake.address(),
            "上海市",
        ]
        row[4] += check_character(seventeen)
        rows.append(row)
    rows[10][1] = "1390000"
    rows[20][4] = rows[20][4][:-1] + ("0" if rows[20][4][-1] != "0" else "1")
    rows[30][3] = rows[29][3]
    rows[40][6] = "火星市"
    return rows
