"""Excel files of what a page shows, safe to open: no text that a customer typed becomes a formula."""

from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel refuses titles that are longer or hold one of these.
TITLE_LENGTH = 31
# Excel reads no more than 1,048,576, the heading included.
ROWS_PER_SHEET = 1_000_000
FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def workbook_response(name, sheets):
    """An .xlsx to download as `name`: `sheets` is {title: (headings, rows)}, each row a sequence of values."""
    workbook = Workbook(write_only=True)
    for title, (headings, rows) in sheets.items():
        sheet = _sheet(workbook, title, headings)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    workbook.save(file)
    response = HttpResponse(file.getvalue(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return response


def write_workbook(target, title, headings, rows, about):
    """Write an .xlsx into the file `target` row by row, however many there are, and return their number.

    `rows` goes on behind the last row of a sheet on another one. `about` is called at the end with the number of rows
    for the (label, value) pairs of the first sheet, which says what the file holds.
    """
    workbook = Workbook(write_only=True)
    cover = workbook.create_sheet(_title(_("About this file")))
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 20, 80
    count = 0
    for count, row in enumerate(rows, 1):
        if count % ROWS_PER_SHEET == 1:
            sheet = _sheet(workbook, title if count == 1 else f"{title} {count // ROWS_PER_SHEET + 1}", headings)
        sheet.append([_cell(sheet, value) for value in row])
    if not count:
        _sheet(workbook, title, headings)
    for label, value in about(count):
        cover.append([_cell(cover, label, bold=True), _cell(cover, value)])
    workbook.save(target)
    return count


def _sheet(workbook, title, headings):
    sheet = workbook.create_sheet(_title(title))
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    return sheet


def _title(text):
    return str(text).translate(FORBIDDEN_IN_TITLE)[:TITLE_LENGTH]


def _cell(sheet, value, bold=False):
    """Numbers and dates as such; everything else as text, also where it begins with "="."""
    if hasattr(value, "tzinfo") and is_aware(value):
        # Excel knows no zones.
        value = localtime(value).replace(tzinfo=None)
    elif value is not None and not hasattr(value, "isoformat") and not hasattr(value, "__round__"):
        value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
