"""The lists that a worker writes to Excel, by kind. An app to the right registers its own when it is loaded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

EXPORTS = {}
CHUNK = 2_000


def nothing_chosen(_user, _parameters):
    return []


@dataclass(frozen=True)
class ExportKind:
    """`opened(user, parameters, columns, at)` gives the Sheet that the person may see of the list, whose columns are
    chosen where `columns(user, parameters)` names some."""

    name: str
    label: str
    may: Callable
    opened: Callable
    columns: Callable = nothing_chosen


@dataclass
class Sheet:
    """`rows` reads them from the database bit by bit; `chosen` is the filter in words."""

    headings: list
    rows: Iterable
    total: int
    chosen: str


def register_export(name, label, may, opened, **more):
    EXPORTS[name] = ExportKind(name, label, may, opened, **more)


def filtered_sheet(chosen, headings, rows_of, shape=lambda rows: rows):
    """The Sheet of what the FilterSet `chosen` leaves of a list; `shape`, such as `for_list`, gives the rows their columns."""
    found = chosen.qs
    return Sheet(headings, in_chunks(shape(found), rows_of), count(found), chosen.form.in_words())


def table(columns):
    """The headings and the rows_of of pairs (heading, what stands under it of a record)."""

    def rows_of(records):
        return ([value(record) for _heading, value in columns] for record in records)

    return [str(heading) for heading, _value in columns], rows_of


def count(queryset):
    return queryset.order_by().values("pk").count()


def in_chunks(queryset, rows_of):
    """The rows that `rows_of` makes of the queryset, of which never more than a chunk is in memory."""
    records = queryset.iterator(chunk_size=CHUNK)
    while chunk := list(islice(records, CHUNK)):
        yield from rows_of(chunk)
