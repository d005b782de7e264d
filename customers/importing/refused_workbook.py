"""The refused rows as a workbook: the columns as they came and the reason, to be corrected and uploaded again."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from customers.importing.importers import importer_of
from customers.importing.text_cells import saved, text_cell
from customers.models import ImportRow


def refused_workbook(run):
    """An open file, at its beginning. Every cell is text, so that no program takes one for a formula or a number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Refused rows"))
    sheet.freeze_panes = "A2"
    for column in range(1, len(run.header) + 2):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.column_dimensions[get_column_letter(len(run.header) + 1)].width = 60
    sheet.append([text_cell(sheet, text, font=Font(bold=True)) for text in [*run.header, _("Why refused")]])
    importer = importer_of(run)
    columns = importer.columns_of(run)
    for row in run.rows.filter(outcome=ImportRow.Outcome.ERROR).order_by("number").iterator():
        reasons = [
            _("%(label)s: %(value)s")
            % {"label": run.header[columns[key]] if key in columns else importer.label(key), "value": message}
            for key, message in row.errors.items()
        ]
        cells = [text_cell(sheet, text) for text in row.cells]
        sheet.append([*cells, text_cell(sheet, "\n".join(reasons), alignment=Alignment(wrap_text=True))])
    return saved(book)
