"""A report as an option for ECharts (static/js/charts.js); the table beside it says the same in numbers."""

# More bars than this cannot be told apart.
MOST_ROWS = 24
GRID = {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True}


def chart_of(report):
    """None where there is nothing to draw."""
    rows = report.rows[-MOST_ROWS:] if report.dimension.name == "month" else report.rows[:MOST_ROWS]
    if not rows:
        return None
    return KINDS[report.measure.chart](report, rows)


def _bars(report, rows, stack=None):
    columns = [column for column in report.columns if column.key in report.measure.drawn]
    series = [
        {"type": "bar", "name": str(column.label), "stack": stack, "data": [_value(row, column) for row in rows]}
        for column in columns
    ]
    return _axes(rows) | {"series": series, "yAxis": _amounts(columns[0])}


def _stacked(report, rows):
    return _bars(report, rows, "all")


def _pareto(report, rows):
    option = _bars(report, rows)
    if report.dimension.is_ordered:
        return option | {"yAxis": {"type": "value", "minInterval": 1}}
    column = next(column for column in report.columns if column.key == "cumulative")
    line = {"type": "line", "name": str(column.label), "yAxisIndex": 1, "data": [_value(row, column) for row in rows]}
    share = {"type": "value", "name": "%", "min": 0, "max": 100, "splitLine": {"show": False}}
    return option | {
        "series": [*option["series"], line],
        "yAxis": [{"type": "value", "minInterval": 1}, share],
    }


def _heat(report, rows):
    columns = [column for column in report.columns if column.filters]
    points = [
        [across, down, row.values[column.key]] for down, row in enumerate(rows) for across, column in enumerate(columns)
    ]
    return {
        "grid": GRID | {"bottom": 56},
        "tooltip": {"trigger": "item"},
        "xAxis": {"type": "category", "data": [str(column.label) for column in columns]},
        "yAxis": {"type": "category", "data": [row.label for row in rows], "inverse": True},
        "visualMap": {
            "min": 0,
            "max": max(value for _across, _down, value in points) or 1,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            # One hue from light to dark: told apart without colours, too.
            "inRange": {"color": ["#e8f1fa", "#56b4e9", "#0072b2", "#00324f"]},
        },
        "series": [{"type": "heatmap", "name": str(report.measure.label), "label": {"show": True}, "data": points}],
    }


def _axes(rows):
    is_slanting = len(rows) > 6
    return {
        # The first name slants out of its column to the left.
        "grid": GRID | {"left": 40} if is_slanting else GRID,
        "legend": {"top": 0},
        "xAxis": {
            "type": "category",
            # A cause without its group, which would take the room of its name; the table names both.
            "data": [row.label.rpartition(" › ")[2] for row in rows],
            "axisLabel": {"rotate": 30 if is_slanting else 0, "width": 140, "overflow": "truncate"},
        },
    }


def _amounts(column):
    if column.kind == "share":
        return {"type": "value", "name": "%", "min": 0, "max": 100}
    return {"type": "value", "name": "h"} if column.kind == "time" else {"type": "value"}


def _value(row, column):
    """A number that a chart can draw: hours for working time."""
    value = row.values[column.key]
    if value is None:
        return None
    return round(float(value) / 3600, 1) if column.kind == "time" else round(float(value), 2)


KINDS = {"bars": _bars, "stacked": _stacked, "pareto": _pareto, "heat": _heat}
