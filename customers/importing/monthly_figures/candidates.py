"""Turns the rows of a file into figures by month; says what is wrong with which cell."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from customers.figures.numbers import CENT, read_figure, shown_figure
from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.customer_files.cells import clean
from customers.importing.errors import CellError
from customers.importing.matching import KEYS, key_of
from customers.importing.monthly_figures.headers import GROSS_PROFIT
from customers.importing.monthly_figures.plan import month_in
from customers.importing.text import as_stored, as_text, normalise
from customers.models.figure import COUNTS

TOTALS = {"合计", "总计", "小计", "total", "grandtotal", "sum"}


@dataclass(slots=True)
class Candidate:
    """One row of the file. `values` hold only filled cells, figures as text under the keys of their columns.

    `project_name` is as the file writes it; once it is found on file, values["project"] is its id.
    """

    number: int
    cells: list
    values: dict
    errors: dict
    project_name: str = ""


def candidates(table, plan):
    return [_candidate(number, cells, plan) for number, cells in table.rows]


def months_of(values):
    """{first day of the month: {figure: (key, value)}} of a row's values."""
    months = {}
    for key, text in values.items():
        figure, is_wide, month = key.partition(":")
        if is_wide or figure in IN_LONG_FORM:
            number = int(text) if figure in COUNTS else Decimal(text)
            first = date.fromisoformat(f"{month or values['month']}-01")
            months.setdefault(first, {})[figure] = (key, number)
    return months


def _candidate(number, cells, plan):
    row = Candidate(number, [as_text(cell) for cell in cells], {}, {})
    _read_fields(row, cells, plan)
    units = _read_figures(row, cells, plan)
    for key in [key for key in row.values if key.partition(":")[0] == GROSS_PROFIT]:
        _settle_gross_profit(row, key, units[key])
    has_long = any(key in IN_LONG_FORM for key in row.values)
    if has_long and "month" not in row.values:
        row.errors.setdefault("month", _("Of which month are these figures?"))
    return row


def _read_fields(row, cells, plan):
    for key in KEYS:
        if key in plan.fields:
            _keep(row, key, lambda key=key: clean(key, cells[plan.fields[key]]))
    if row.values.get("code") == EXAMPLE_CODE:
        row.errors["code"] = _("This is the example row of the template; delete it.")
    elif not key_of(row.values) and not row.errors:
        row.errors[next(key for key in KEYS if key in plan.fields)] = _("The row names no customer.")
    elif any(normalise(row.values.get(key, "")) in TOTALS for key in KEYS):
        row.errors[key_of(row.values)] = _("This is a row of totals; it is left out.")
    if "project" in plan.fields:
        row.project_name = as_text(cells[plan.fields["project"]]).replace("\n", " ")
    if "month" in plan.fields and as_text(cells[plan.fields["month"]]):
        _keep(row, "month", lambda: month_in(cells[plan.fields["month"]], _year_of(cells, plan), plan.today))
    elif plan.month:
        _keep(row, "month", lambda: month_in(plan.month, None, plan.today))


def _year_of(cells, plan):
    text = as_text(cells[plan.fields["year"]]).rstrip("年度") if "year" in plan.fields else ""
    return int(text) if text.isascii() and text.isdigit() else plan.year


def _read_figures(row, cells, plan):
    """{key: unit} of the columns that are filled."""
    units = {}
    for column in plan.columns:
        try:
            value = read_figure(cells[column.index], column.figure, column.unit)
            if value is None:
                continue
            if column.fault:
                raise CellError(column.fault)
            row.values[column.key] = as_stored(Decimal(value))
            units[column.key] = column.unit
        except CellError as error:
            row.errors[column.key] = str(error)
    return units


def _settle_gross_profit(row, key, unit):
    """A gross profit with its revenue gives the cost; with both it has to agree, up to what rounding to the unit hides."""
    gross_profit = Decimal(row.values.pop(key))
    revenue_key, cost_key = (key.replace(GROSS_PROFIT, name) for name in ("revenue", "cost"))
    if revenue_key not in row.values:
        row.errors.setdefault(key, _("A gross profit needs the revenue of the same month beside it."))
        return
    cost = Decimal(row.values[revenue_key]) - gross_profit
    given = row.values.setdefault(cost_key, as_stored(cost))
    if abs(Decimal(given) - cost) > 2 * CENT * unit:
        message = _("“%(found)s” is not revenue − cost, which is %(expected)s.")
        expected = Decimal(row.values[revenue_key]) - Decimal(given)
        row.errors[key] = message % {"found": shown_figure(gross_profit), "expected": shown_figure(expected)}


def _keep(row, key, read):
    try:
        if value := read():
            row.values[key] = value
    except CellError as error:
        row.errors[key] = str(error)


IN_LONG_FORM = {"revenue", "cost", "shipments", "orders", "receivable", "overdue"}
