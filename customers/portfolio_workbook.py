"""The portfolio as an Excel file: every customer of the table, the sums per grade, the points of the curve."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.models import CustomerValue

# More take longer to write than a person waits for.
MOST_ROWS = 20_000
COLUMNS = (
    *("grade", "previous_grade", "revenue", "gross_profit", "contact_costs", "compensation", "contribution"),
    *("previous_contribution", "growth", "payment", "share", "cumulative_share"),
    *("position", "potential", "loyalty", "cooperation", "score", "lifetime_value"),
)
SUMS = ("revenue", "contribution", "previous_contribution", "lifetime_value")


def portfolio_sheets(values, summary):
    """{title: (headings, rows)} for crm_site.spreadsheets.workbook_response."""
    return {
        _("Customers"): (
            [_heading("rank"), _("Customer code"), _("Customer"), _("Account manager"), *map(_heading, COLUMNS)],
            _rows(values),
        ),
        _("Grades"): (
            [_("Grade"), _("Customers"), _("Risen"), _("Fallen"), *map(_heading, SUMS)],
            [[row[name] for name in ("grade", "customers", "risen", "fallen", *SUMS)] for row in _numbers(summary)],
        ),
        _("Curve"): ([_("Customers"), _("Cumulative share, %")], summary["curve"]),
    }


def _rows(values):
    known = ("rank", "customer__code", "customer__name", "customer__owner__name", *COLUMNS)
    return values.select_related(None).values_list(*known).iterator(chunk_size=2000)


def _numbers(summary):
    """The sums per grade with amounts as numbers again."""
    return [row | {name: float(row[name]) for name in SUMS} for row in summary["grades"]]


def _heading(name):
    return str(capfirst(CustomerValue._meta.get_field(name).verbose_name))


def is_too_long(values):
    return values.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS
