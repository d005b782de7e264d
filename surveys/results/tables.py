"""Tables that a page shows and a workbook holds: rows of plain values, with how each column is written."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

DASH = "—"
# What a number is multiplied by, its decimal places, and what stands behind it.
FORMATS = {"count": (1, 0, ""), "score": (1, 2, ""), "points": (1, 1, ""), "share": (100, 1, " %"), "p": (1, 3, "")}


@dataclass(frozen=True)
class Column:
    """`kind`: text, count, score (two digits), points (one), share and p. With an interval a cell is a figure of
    surveys.results.computing ({"value", "low", "high"}), and three columns in a workbook."""

    label: str
    kind: str = "text"
    has_interval: bool = False


@dataclass
class Row:
    """Values by column; a value None is a dash. `level` 1 belongs to the row of level 0 above it. `kind` is that of its
    figures where they differ from what the columns say, `url` the page that the first column leads to."""

    values: list
    level: int = 0
    kind: str = ""
    url: str = ""


@dataclass
class Table:
    name: str
    title: str
    columns: list
    rows: list = field(default_factory=list)
    note: str = ""

    def lines(self):
        """Rows as a template draws them: (row, [(column, text)])."""
        for row in self.rows:
            pairs = zip(self.columns, row.values, strict=True)
            yield row, [(column, shown(value, column, row.kind or column.kind)) for column, value in pairs]

    def sheet(self):
        """(headings, rows) for crm_site.spreadsheets."""
        headings = []
        for column in self.columns:
            headings.append(column.label)
            if column.has_interval:
                headings += [
                    _("%(figure)s, from") % {"figure": column.label},
                    _("%(figure)s, to") % {"figure": column.label},
                ]
        return headings, [self._plain(row) for row in self.rows]

    def _plain(self, row):
        cells = []
        for column, value in zip(self.columns, row.values, strict=True):
            if column.has_interval:
                cells += [(value or {}).get(part) for part in ("value", "low", "high")]
            else:
                cells.append(value)
        return cells


def shown(value, column, kind):
    """One cell in words: "8.21 (8.02–8.40)"; nothing is a dash, never zero."""
    if not column.has_interval:
        return one(value, column.kind if column.kind == "text" else kind)
    value = value or {}
    figure = one(value.get("value"), kind)
    if value.get("low") is None or figure == DASH:
        return figure
    return f"{figure} ({span(value['low'], value['high'], kind)})"


def span(low, high, kind):
    """From low to high; dots instead of a dash where a minus stands."""
    return f"{one(low, kind)}{' … ' if low < 0 else '–'}{one(high, kind)}"


def one(value, kind):
    if value is None or value == "":
        return DASH
    if kind == "text":
        return str(value)
    if kind == "p" and value < 0.001:
        return "< 0.001"
    factor, digits, unit = FORMATS[kind]
    return f"{number_format(round(factor * value, digits), digits, force_grouping=True)}{unit}".replace("-", "−")
