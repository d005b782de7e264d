"""A block copied from Excel whose first column names the customers, wherever in the list they stand."""

import csv
import io
from dataclasses import dataclass

from customers.figures.entering import Entry
from customers.figures.numbers import shown_figure
from customers.figures.saving import on_file
from customers.importing.monthly_figures.headers import recognise
from customers.importing.text import as_text
from customers.models import Customer
from customers.models.figure import FIGURES

MOST_ROWS = 200


@dataclass
class Pasted:
    """What to lay over the grid; `unknown` are first cells that name no customer whose figures this person enters."""

    customers: list
    entries: list
    unknown: list
    is_cut: bool


def pasted(user, text, month):
    """Without a header the columns are those of the grid. An empty cell changes nothing; of a repeated customer the last counts."""
    lines = [line for line in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE) if any(line)]
    columns, lines = _columns(lines)
    rows = {as_text(line[0]): line for line in lines[:MOST_ROWS]}
    editable = Customer.objects.editable_by(user)
    found = {customer.code: customer for customer in editable.filter(code__in=rows)}
    for customer in editable.filter(name__in=[word for word in rows if word not in found]):
        found.setdefault(customer.name, customer)
    present = on_file([customer.pk for customer in found.values()], [month])
    entries = [
        _entry(found[word], present.get((found[word].pk, None, month)), line, columns)
        for word, line in rows.items()
        if word in found
    ]
    customers = list({customer.pk: customer for customer in (found[word] for word in rows if word in found)}.values())
    return Pasted(customers, entries, [word for word in rows if word not in found], len(lines) > MOST_ROWS)


def _columns(lines):
    """({figure: column}, the lines below the header): the header counts where it names a figure."""
    named = [recognise(as_text(cell)) for cell in lines[0]] if lines else []
    if set(named) & set(FIGURES):
        return {name: named.index(name) for name in FIGURES if name in named}, lines[1:]
    return {name: column for column, name in enumerate(FIGURES, 1)}, lines


def _entry(customer, seen, line, columns):
    typed = {name: shown_figure(seen and seen[name]) for name in FIGURES}
    for name, column in columns.items():
        if column < len(line) and line[column].strip():
            typed[name] = line[column].strip()
    return Entry(customer.pk, None, typed, seen)
