"""The Pareto curve of a portfolio as an option for ECharts (static/js/charts.js), and its numbers as a table's rows."""

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.valuation import GradeRule


def pareto_chart(summary, run):
    """How much of all contribution the first, second, … customers bring together; None where nobody contributes."""
    if not summary["curve"]:
        return None
    customers = summary["curve"][-1][0]
    return {
        "grid": {"left": 8, "right": 24, "top": 32, "bottom": 28, "containLabel": True},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "cross"}},
        "xAxis": {"type": "value", "name": _("Customers"), "nameLocation": "middle", "nameGap": 26, "max": customers},
        "yAxis": {"type": "value", "name": _("Cumulative share, %"), "max": 100, "nameTextStyle": {"align": "left"}},
        "series": [
            {
                "type": "line",
                "name": _("Cumulative share, %"),
                "showSymbol": False,
                "lineStyle": {"width": 3},
                "data": [[0, 0], *summary["curve"]],
                **_zones(summary, run, customers),
            }
        ],
    }


def _zones(summary, run, customers):
    """Where A, B and C lie on the curve; by score they do not lie side by side."""
    if run.used.grade_rule != GradeRule.CUMULATIVE:
        return {}
    counts = {row["grade"]: row["customers"] for row in summary["grades"]}
    areas, start = [], 0
    for place, grade in enumerate(Customer.Grade.values):
        end = customers if grade == Customer.Grade.C else start + counts.get(grade, 0)
        if end > start:
            shade = {"color": "#0072b2", "opacity": 0.18 - 0.06 * place}
            areas.append([{"name": grade, "xAxis": start, "itemStyle": shade}, {"xAxis": end}])
        start = end
    return {"markArea": {"label": {"position": "insideTop", "fontWeight": "bold"}, "data": areas}}
