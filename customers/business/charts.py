"""The figures of new business as options for ECharts (static/js/charts.js); the tables beside them say the same."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

GRID = {"left": 8, "right": 40, "top": 12, "bottom": 8, "containLabel": True}


def funnel_chart(funnel):
    """How many came as far as each stage."""
    return bars([row["stage"].label for row in funnel], [row["reached"] for row in funnel], _("Opportunities"))


def losses_chart(losses):
    return bars([str(row["reason"]) for row in losses], [row["count"] for row in losses], pgettext("stage", "Lost"))


def bars(labels, values, name):
    """Horizontal bars, the first at the top; None where there is nothing to see."""
    if not any(values):
        return None
    return {
        "grid": GRID,
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": labels, "inverse": True, "axisTick": {"show": False}},
        "series": [{"type": "bar", "name": name, "data": values, "label": {"show": True, "position": "right"}}],
    }


def forecast_chart(forecast):
    """Weighted revenue as bars, the whole of it as a line, in CNY 10,000 per month."""
    if not any(row["revenue"] for row in forecast):
        return None
    return {
        "grid": GRID | {"top": 48, "right": 12},
        "legend": {"top": 0},
        "xAxis": {"type": "category", "data": [f"{row['month']:%Y-%m}" for row in forecast]},
        "yAxis": {"type": "value", "name": _("CNY 10,000"), "nameTextStyle": {"align": "left"}},
        "series": [
            {"type": "bar", "name": _("Weighted by probability"), "data": in_wan(forecast, "weighted")},
            {"type": "line", "name": _("If all were won"), "data": in_wan(forecast, "revenue")},
        ],
    }


def in_wan(rows, name):
    return [round(float(row[name]) / 10_000, 2) for row in rows]
