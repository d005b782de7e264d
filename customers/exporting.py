"""The lists that a worker writes to Excel, by kind. An app to the right registers its own when it is loaded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

EXPORTS = {}
CHUNK = 2_000


@dataclass(frozen=True)
class ExportKind:
    """`opened(user, parameters, columns, at)` gives the Sheet that the person may see of the list."""

    name: str
    label: str
    may: Callable
    opened: Callable


@dataclass
class Sheet:
    """`rows` reads them from the database bit by bit; `chosen` is the filter in words."""

    headings: list
    rows: Iterable
    total: int
    chosen: str


def register_export(name, label, may, opened):
    EXPORTS[name] = ExportKind(name, label, may, opened)


def in_chunks(queryset, rows_of):
    """The rows that `rows_of` makes of the queryset, of which never more than a chunk is in memory."""
    records = queryset.iterator(chunk_size=CHUNK)
    while chunk := list(islice(records, CHUNK)):
        yield from rows_of(chunk)
