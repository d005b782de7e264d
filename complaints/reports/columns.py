"""The columns of a report: what is reckoned in the database for each row, and what follows from the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, FloatField

from crm_site.listing import query_with


class MedianAndNinth(Aggregate):
    """[median, 90th percentile], between two rows in proportion: of a dear expression, reckoned once for both."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(FloatField())


@dataclass(frozen=True)
class Column:
    """`aggregate` is reckoned by the database; or `reckon(row, total)` from the other columns of the row and the total.

    `kind` is how it is shown: count, share (per cent), rate, time (seconds of working time), amount (CNY). `filters` are
    those that lead from the figure to the complaints that it counts; None where it counts none. `counts` is the figure
    that says whether there are any, where it is another: of what was on time those are shown that were late.
    """

    key: str
    label: str
    aggregate: object = None
    reckon: Callable = None
    kind: str = "count"
    filters: dict | None = None
    counts: str = ""


def share(key, of):
    """Per cent of another column of the same row."""
    return lambda row, _total: per_cent(row[key], row[of])


def share_of_all(key):
    return lambda row, total: per_cent(row[key], total[key])


def per_cent(part, whole):
    """None where there is nothing to compare with."""
    return 100 * Decimal(part) / Decimal(whole) if whole else None


@dataclass
class Cell:
    column: Column
    value: object
    query: str = ""


@dataclass
class Row:
    """`values` are its figures by the key of the column; `filters` choose its complaints in the list."""

    key: object
    label: str
    values: dict
    filters: dict = field(default_factory=dict)

    def cells(self, columns, parameters):
        """The figures, each with the query of the list that shows the complaints behind it."""
        return [Cell(column, self.values[column.key], self._query(column, parameters)) for column in columns]

    def _query(self, column, parameters):
        if column.filters is None or not self.values[column.counts or column.key]:
            return ""
        return query_with(parameters, **({"counted": "on"} | column.filters | self.filters))
