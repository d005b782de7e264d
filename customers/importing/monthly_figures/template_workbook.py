"""The template of an import of figures: the long form with one example row."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.monthly_figures.headers import IMPORTED, label
from customers.importing.text_cells import TEXT_FORMAT, saved

TEXTS = ("code", "name", "project", "month")
EXAMPLE = {
    "code": EXAMPLE_CODE,
    "month": "2026-01",
    "revenue": 125000,
    "cost": 98000,
    "gross_profit": 27000,
    "shipments": 86,
    "orders": 140,
    "receivable": 60000,
    "overdue": 0,
}


def template_workbook():
    """An open file, at its beginning, in the present language."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Monthly figures")
    sheet.freeze_panes = "A2"
    example = EXAMPLE | {"name": _("Example Logistics (Shanghai) Co., Ltd.")}
    for number, key in enumerate((*TEXTS, *IMPORTED), 1):
        header = sheet.cell(1, number, label(key))
        header.font, header.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
        sheet.cell(2, number, example.get(key, ""))
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = 14
        if key in TEXTS:
            # As text, Excel keeps the zeros of codes and makes no date of a month.
            dimension.number_format = sheet.cell(2, number).number_format = TEXT_FORMAT
    return saved(book)
