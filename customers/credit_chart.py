"""Receivable and overdue of a customer month by month as an option for ECharts; the table beside it says the same."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from customers.figures.months import shift


def credit_chart(debts, limit):
    """Of the `debts`, the newest first: overdue in front of the receivable of which it is part, and the limit as a line.

    A month without figures stays empty; None where there is no course to see.
    """
    if len(debts) < 2:
        return None
    known = {debt.month: debt for debt in debts}
    months = [debts[-1].month]
    while months[-1] < debts[0].month:
        months.append(shift(months[-1], 1))

    def bars(name, field, **more):
        values = [float(getattr(known[month], field)) if month in known else None for month in months]
        return {"type": "bar", "name": name, "data": values, **more}

    series = [
        bars(_("Receivable"), "receivable"),
        bars(pgettext("debt", "Overdue"), "overdue", barGap="-100%"),
    ]
    if limit is not None:
        dashed = {"lineStyle": {"type": "dashed"}, "symbol": "none"}
        series.append({"type": "line", "name": _("Credit limit"), "data": [float(limit)] * len(months), **dashed})
    return {
        "grid": {"left": 8, "right": 16, "top": 52, "bottom": 8, "containLabel": True},
        "legend": {"top": 0},
        "xAxis": {"type": "category", "data": [f"{month:%Y-%m}" for month in months]},
        "yAxis": {"type": "value", "name": _("CNY"), "nameTextStyle": {"align": "left"}},
        "series": series,
    }
