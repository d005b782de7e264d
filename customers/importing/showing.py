"""Shows the rows of a run to a person: field names, choices, people and places in words."""

from dataclasses import dataclass

from customers.importing.candidates import ATTRIBUTES
from customers.importing.fields import FIELDS_BY_KEY
from customers.models import Customer, ImportRow, Industry, Region
from people.models import User

Outcome = ImportRow.Outcome
# Where there is something to mend, it comes first.
SHOWN_FIRST = [Outcome.ERROR, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED]
NAMED = {"owner": User, "industry": Industry, "region": Region}


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
    words = Words(rows)
    columns = {key: int(column) for column, key in run.mapping.items()}
    return [_shown(run, row, words, columns) for row in rows]


def _shown(run, row, words, columns):
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
        facts=[(label(key), words.of(key, value)) for key, value in in_order(row.values) if key != "name"],
        changes=[(label(key), *(words.of(key, value) for value in pair)) for key, pair in in_order(row.changes)],
        errors=[error(key, message) for key, message in in_order(row.errors)],
    )


def label(key):
    return FIELDS_BY_KEY[key].label


class Words:
    """What stored values are called in the reader's language."""

    def __init__(self, rows):
        self.names = {}
        for key, model in NAMED.items():
            used = {row.values.get(key) for row in rows}
            used |= {value for row in rows for value in row.changes.get(key, ())}
            self.names[key] = {entry.pk: str(entry) for entry in model.objects.filter(pk__in=used - {None})}

    def of(self, key, value):
        if value in ("", None, []):
            return ""
        if key in self.names:
            return self.names[key].get(value, "")
        if isinstance(value, list):
            return "; ".join(value)
        choices = CHOICES.get(key)
        return choices.get(value, value) if choices else value


CHOICES = {
    field.name: dict(field.flatchoices)
    for field in Customer._meta.fields
    if field.choices and field.name not in ATTRIBUTES
}
