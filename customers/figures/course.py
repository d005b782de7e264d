"""The course of one customer's figures: two years month by month, as a table, as a chart and as a workbook."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from customers.figures.months import shift
from customers.models import MonthlyFigure

MONTHS = 24
YEAR = 12
SHOWN = ("revenue", "cost", "gross_profit", "shipments", "orders", "receivable", "overdue")
# What a customer owes at the end of a month adds up to nothing over several.
SUMMED = SHOWN[:5]


@dataclass
class Month:
    """`figures` is None for a month without any; `growth` is that of the revenue against the same month last year."""

    month: date
    figures: dict | None
    growth: Decimal | None

    @property
    def values(self):
        return [self.figures and self.figures[name] for name in SHOWN]

    @property
    def margin(self):
        return share(self.figures["gross_profit"], self.figures["revenue"]) if self.figures else None


def label(name):
    text = str(MonthlyFigure._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def course(figures, last):
    """The months up to `last`, the oldest first, of the rows `figures`, summed over projects."""
    months = [shift(last, -ago) for ago in reversed(range(MONTHS))]
    found = {row["month"]: row for row in figures.between(shift(months[0], -YEAR), last).by_month()}

    def growth(month):
        now, before = found.get(month), found.get(shift(month, -YEAR))
        return share(now["revenue"] - before["revenue"], before["revenue"]) if now and before else None

    return [Month(month, found.get(month), growth(month)) for month in months]


def years(months):
    """[(label, {figure: sum}, growth of the revenue)]: the last twelve months and the twelve before."""
    now, before = (_sum(part) for part in (months[YEAR:], months[:YEAR]))
    growth = share(now["revenue"] - before["revenue"], before["revenue"])
    return [(_("Last 12 months"), now, growth), (_("The 12 before"), before, None)]


def share(part, whole):
    """`part` of `whole` in per cent, None where there is no whole."""
    return 100 * Decimal(part) / Decimal(whole) if whole and whole > 0 else None


def chart(months):
    """Revenue as bars, gross profit as a line: an option for ECharts."""

    def values(name):
        return [float(month.figures[name]) if month.figures else None for month in months]

    return {
        "grid": {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True},
        "legend": {"top": 0},
        "xAxis": {"type": "category", "data": [f"{month.month:%Y-%m}" for month in months]},
        "yAxis": {"type": "value", "name": _("CNY")},
        "series": [
            {"type": "bar", "name": label("revenue"), "data": values("revenue")},
            {"type": "line", "name": label("gross_profit"), "data": values("gross_profit"), "symbolSize": 6},
        ],
    }


def sheets(customer, last):
    """{title: (headings, rows)} of a workbook: all projects together, and each row as it is kept."""
    months = course(MonthlyFigure.objects.of(customer), last)
    headings = [_("Month"), *map(label, SHOWN)]
    together = [[f"{month.month:%Y-%m}", *month.values] for month in months if month.figures]
    rows = (
        MonthlyFigure.objects.of(customer).order_by("-month", "project").values_list("project__name", "month", *SHOWN)
    )
    apart = [[f"{month:%Y-%m}", project or "", *values] for project, month, *values in rows]
    return {
        _("Monthly figures"): (headings, together),
        _("By project"): ([headings[0], _("Project"), *headings[1:]], apart),
    }


def _sum(months):
    return {name: sum(month.figures[name] for month in months if month.figures) for name in SUMMED}
