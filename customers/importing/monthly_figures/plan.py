"""What the columns of a file mean once a person has confirmed them: which figure, which month, in which unit."""

from dataclasses import dataclass

from customers.figures.months import read_month, real_month, refuse_future
from customers.importing.errors import CellError
from customers.importing.matching import KEYS
from customers.importing.monthly_figures.headers import IMPORTED, Wide, unit_of
from customers.models.figure import COUNTS

FIELDS = (*KEYS, "project", "month", "year")


@dataclass(frozen=True)
class Column:
    """A column of figures. `key` is resolved: it names figure and month; in the long form only the figure.

    `fault` says why no figure can stand in it.
    """

    index: int
    key: str
    figure: str
    unit: int
    fault: str = ""


class Plan:
    def __init__(self, run, today):
        self.today = today
        self.options = run.options
        self.fields = {key: int(column) for column, key in run.mapping.items() if key in FIELDS}
        self.columns = [self._column(int(index), key, run) for index, key in run.mapping.items() if key not in FIELDS]
        self.year = _year(run.options)

    @property
    def month(self):
        """The month of a file without a column for it, as text."""
        return self.options.get("month", "")

    def index_of(self):
        """{resolved key: index of its column}."""
        return self.fields | {column.key: column.index for column in self.columns}

    def _column(self, index, key, run):
        unit = unit_of(run.header[index]) or self.options.get("unit") or "1"
        wide, fault = Wide.of(key), ""
        if wide:
            wide = Wide(wide.figure or self.options["figure"], wide.year or _year(self.options), wide.month)
            key = wide.key
            try:
                refuse_future(real_month(wide.year, wide.month), self.today)
            except CellError as error:
                fault = str(error)
        figure = wide.figure if wide else key
        return Column(index, key, figure, 1 if figure in COUNTS else int(unit), fault)


def fault_in(mapping, options):
    """What the columns still lack, as a word for it ("customer", "figures", "month", "forms"), or None."""
    keys = set(mapping.values())
    wide, long = {key for key in keys if Wide.of(key)}, keys & set(IMPORTED)
    if not keys & set(KEYS):
        return "customer"
    if not wide and not long:
        return "figures"
    if wide and (long or "month" in keys):
        return "forms"
    if long and "month" not in keys and not options.get("month"):
        return "month"
    if any(not Wide.of(key).year for key in wide) and not _year(options):
        return "year"
    return None


def clashing(mapping, options):
    """Two columns that mean the same figure of the same month once the options are applied, or None."""
    first = {}
    for column, key in mapping.items():
        wide = Wide.of(key)
        if wide:
            key = Wide(wide.figure or options.get("figure", ""), wide.year or _year(options), wide.month).key
        if first.setdefault(key, column) != column:
            return first[key], column
    return None


def _year(options):
    return int(options["year"]) if options.get("year") else None


def month_in(text, year, today):
    """The month of a row as it is kept, 2025-01; raises CellError."""
    month = read_month(text, year)
    refuse_future(month, today)
    return f"{month:%Y-%m}"
