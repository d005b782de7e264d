"""Options of ECharts: plain data, drawn by static/js/charts.js; each stands beside its table."""

from django.utils.translation import gettext as _

from surveys.results.showing import figure
from surveys.results.wording import QUADRANT_LABELS, SegmentWording
from surveys.statistics import Quadrant

# So that the key of a link can be read on its point, in light and in dark; the uncertain ones are pale.
STRONG, PALE = 0.65, 0.25


def link_scores(figures, wording):
    """Bars of the links' means, the lowest on top where it is seen first."""
    means = {name: found["mean"]["value"] for name, found in figures.get("measures", {}).items() if "mean" in found}
    links = sorted(((value, name) for name, value in means.items() if name.startswith("link:")), reverse=True)
    scores = [round(value, 1) for value, _name in links]
    return _bars([wording.measure(name) for _value, name in links], {_("Score, 0–100"): scores})


def by_segment(figures, segment, name, label):
    """Bars of one measure for every value of a segment that may be shown."""
    names = SegmentWording(segment)
    cells = [cell for cell in figures.get("segments", {}).get(segment, []) if name in cell.get("measures", {})]
    values = [round(cell["measures"][name]["mean"]["value"], 1) for cell in cells]
    return _bars([names.of(cell["value"]) for cell in reversed(cells)], {label: values[::-1]})


def before_and_now(figures, before, wording):
    """Bars of the links' means in both waves."""
    names = [name for name in figures["comparison"]["measures"] if name.startswith("link:")]
    series = {
        label: [round(figure(each, name)["mean"]["value"], 1) for name in reversed(names)]
        for label, each in ((_("Before"), before), (_("Now"), figures))
    }
    return _bars([wording.measure(name) for name in reversed(names)], series)


def _bars(categories, series):
    """Horizontal bars of scores from 0 to 100."""
    return {
        "grid": {"left": 8, "right": 24, "top": 36 if len(series) > 1 else 8, "bottom": 8, "containLabel": True},
        "legend": {"show": len(series) > 1, "top": 0},
        "xAxis": {"type": "value", "min": 0, "max": 100},
        "yAxis": {"type": "category", "data": categories},
        "series": [
            {
                "type": "bar",
                "name": name,
                "data": values,
                "barMaxWidth": 18,
                "label": {"show": True, "position": "right"},
            }
            for name, values in series.items()
        ],
    }


def importance_map(placed, cut):
    """Links by performance (right is better) and importance (up is more), with the cut lines. A point bears the key of
    its link, which the table explains: names would cover each other."""
    lines = {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "data": [{"xAxis": cut[0]}, {"yAxis": 100 * cut[1]}],
    }
    series = []
    for quadrant in Quadrant:
        inside = [_dot(each) for each in placed if each.quadrant == quadrant]
        series.append({
            "type": "scatter",
            "name": str(QUADRANT_LABELS[quadrant]),
            "symbolSize": 26,
            "data": inside,
            "markLine": lines if quadrant == Quadrant.IMPROVE else {},
        })  # fmt: skip
    return {
        "grid": {"left": 8, "right": 32, "top": 60, "bottom": 28, "containLabel": True},
        "legend": {"top": 0},
        "tooltip": {"trigger": "item", "formatter": "{a}<br>{b}: {c}"},
        "xAxis": {"type": "value", "name": _("Performance"), "nameLocation": "middle", "nameGap": 24, "scale": True},
        "yAxis": {"type": "value", "name": _("Importance, %"), "nameTextStyle": {"align": "left"}, "scale": True},
        "series": series,
    }


def _dot(each):
    return {
        "name": each.label,
        "value": [round(each.point.performance, 1), round(100 * each.point.importance, 1)],
        "label": {"show": True, "formatter": each.key, "position": "inside", "opacity": 1},
        "itemStyle": {"opacity": PALE if each.is_uncertain else STRONG},
    }
