"""Turns the rows of a file into cleaned values by field; says what is wrong with which cell."""

from django.utils.translation import gettext as _

from customers.importing.customer_files.candidates import EXAMPLE_CODE, Candidate
from customers.importing.customer_files.cells import clean
from customers.importing.errors import CellError
from customers.importing.matching import KEYS, key_of
from customers.importing.parts.kind import stored
from customers.importing.text import as_text

EMPTY = ("", None, [])


def candidates(table, run, part):
    columns = {key: int(column) for column, key in run.mapping.items()}
    return [_candidate(number, cells, columns, run, part) for number, cells in table.rows]


def _candidate(number, cells, columns, run, part):
    row = Candidate(number, [as_text(cell) for cell in cells], {}, {})
    for key in KEYS:
        if key in columns:
            _keep(row, key, lambda key=key: clean(key, cells[columns[key]]))
    if row.values.get("code") == EXAMPLE_CODE:
        row.errors["code"] = _("This is the example row of the template; delete it.")
    elif not key_of(row.values) and not row.errors:
        row.errors[next(key for key in KEYS if key in columns)] = _("The row names no customer.")
    for field in part.fields:
        if field.key in columns:
            _keep(row, field.key, lambda field=field: part.clean(field, cells[columns[field.key]], row.values))
    part.settle(row.values, row.errors, run)
    for key, message in part.required.items():
        if key not in row.values:
            row.errors.setdefault(key, str(message))
    return row


def _keep(row, key, read):
    try:
        value = stored(read())
    except CellError as error:
        row.errors[key] = str(error)
    else:
        if value not in EMPTY:
            row.values[key] = value
