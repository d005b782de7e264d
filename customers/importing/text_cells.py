"""Workbooks that we hand out: cells that no program takes for a formula or a number."""

import io

from openpyxl.cell import WriteOnlyCell

TEXT_FORMAT = "@"


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
