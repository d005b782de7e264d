"""The refused rows as a workbook: the columns as they came and the reason, to be corrected and uploaded again."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from customers.importing.fields import FIELDS_BY_KEY
from customers.models import ImportRow

TEXT_FORMAT = "@"


def refused_workbook(run):
    """An open file, at its beginning. Every cell is text, so that no program takes one for a formula or a number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Refused rows"))
    sheet.freeze_panes = "A2"
    for column in range(1, len(run.header) + 2):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.column_dimensions[get_column_letter(len(run.header) + 1)].width = 60
    sheet.append([text_cell(sheet, text, font=Font(bold=True)) for text in [*run.header, _("Why refused")]])
    columns = {key: int(column) for column, key in run.mapping.items()}
    for row in run.rows.filter(outcome=ImportRow.Outcome.ERROR).order_by("number").iterator():
        reasons = [
            _("%(label)s: %(value)s") % {"label": _name(run, columns, key), "value": message}
            for key, message in row.errors.items()
        ]
        cells = [text_cell(sheet, text) for text in row.cells]
        sheet.append([*cells, text_cell(sheet, "\n".join(reasons), alignment=Alignment(wrap_text=True))])
    return saved(book)


def text_cell(sheet, text, **style):
    """A cell that Excel shows as it is and does not compute, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type, cell.number_format = text, "s", TEXT_FORMAT
    cell.quotePrefix = True
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def saved(book):
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _name(run, columns, key):
    return run.header[columns[key]] if key in columns else FIELDS_BY_KEY[key].label
