"""The template of an import: headers, one example row, and a second sheet with the values that may be chosen."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from customers.importing.text_cells import TEXT_FORMAT, saved

FILLED_ROWS = 2000


def template_of(title, fields, example, allowed):
    """An open file, at its beginning: `title` names the sheet, `example` is {key: cell}, `allowed` {key: words that the
    import understands}."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.freeze_panes = "A2"
    for number, field in enumerate(fields, 1):
        header = sheet.cell(1, number, field.label)
        header.font, header.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
        sheet.cell(2, number, example.get(field.key, "")).number_format = TEXT_FORMAT
        dimension = sheet.column_dimensions[get_column_letter(number)]
        # As text, Excel keeps the zeros of codes and all 18 digits.
        dimension.number_format, dimension.width = TEXT_FORMAT, max(12, len(field.label) * 2)
    _offer(book, sheet, fields, {key: words for key, words in allowed.items() if words})
    return saved(book)


def _offer(book, sheet, fields, allowed):
    """The words on a sheet of their own, and as lists to choose from in their columns."""
    columns = {field.key: (at, field.label) for at, field in enumerate(fields, 1)}
    values = book.create_sheet(_("Allowed values"))
    for number, (key, words) in enumerate(allowed.items(), 1):
        at, label = columns[key]
        for row, value in enumerate([label, *words], 1):
            values.cell(row, number, value)
        column, target = get_column_letter(number), get_column_letter(at)
        values.column_dimensions[column].width = 24
        values.cell(1, number).font = Font(bold=True)
        source = f"='{values.title}'!${column}$2:${column}${len(words) + 1}"
        choice = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
        choice.add(f"{target}2:{target}{FILLED_ROWS}")
        sheet.add_data_validation(choice)
