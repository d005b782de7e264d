"""Shows the rows of a run to a person: field names, choices, people and places in words."""

from dataclasses import dataclass

from customers.importing.importers import importer_of
from customers.models import ImportRow

Outcome = ImportRow.Outcome
# Where there is something to mend, it comes first.
SHOWN_FIRST = [Outcome.ERROR, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED]


@dataclass
class ShownRow:
    """`facts` are (field, value), `changes` (field, from, to), `errors` (column, cell as read, message)."""

    number: int
    name: str
    customer_id: int | None
    facts: list
    changes: list
    errors: list


def tabs_of(run, wished):
    """The outcome to show, and [(outcome, label, count, is it shown)]; a senseless wish shows the first with rows."""
    counts = {outcome: run.totals.get(outcome, 0) for outcome in Outcome}
    shown = wished if wished in Outcome.values else next((one for one in SHOWN_FIRST if counts[one]), Outcome.NEW)
    return shown, [(outcome.value, outcome.label, counts[outcome], outcome == shown) for outcome in Outcome]


def shown_rows(run, rows):
    """The rows as ShownRow, in a fixed number of queries."""
    importer = importer_of(run)
    words, columns = importer.words(rows), importer.columns_of(run)
    return [_shown(run, row, words, columns, importer.label) for row in rows]


def _shown(run, row, words, columns, label):
    def in_order(found):
        """The entries in the order of the file's columns; JSON in Postgres keeps none."""
        return sorted(found.items(), key=lambda entry: columns.get(entry[0], len(run.header)))

    def error(key, message):
        column = columns.get(key)
        cell = "" if column is None else row.cells[column]
        # Most messages quote the cell themselves.
        return label(key) if column is None else run.header[column], "" if cell in message else cell, message

    return ShownRow(
        number=row.number,
        name=row.values.get("name") or row.values.get("code") or row.values.get("credit_code") or "",
        customer_id=row.customer_id,
        facts=[(label(key), words(key, value)) for key, value in in_order(row.values) if key != "name"],
        changes=[
            (label(key), *(words(key, value) for value in pair))
            for key, pair in in_order(row.changes)
            if row.outcome == Outcome.CHANGED
        ],
        errors=[error(key, message) for key, message in in_order(row.errors)],
    )
