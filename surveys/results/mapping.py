"""The importance–performance map of the operation links, from the kept figures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.results.showing import figure
from surveys.results.tables import Column, Row, Table
from surveys.results.wording import QUADRANT_LABELS
from surveys.statistics import Point, Quadrant, cut_at_means, is_uncertain, quadrant

MEANS, MIDPOINT = "means", "midpoint"


@dataclass(frozen=True)
class Placed:
    """One link with its place on the map."""

    name: str
    label: str
    point: Point
    quadrant: Quadrant
    is_uncertain: bool

    @property
    def key(self):
        """That of the link's section, such as "E"."""
        return self.name.removeprefix("link:")

    @property
    def quadrant_label(self):
        return str(QUADRANT_LABELS[self.quadrant])


def place(figures, wording, cut_by=MEANS):
    """(the links on the map, the cut), or ([], None) where too few answered to derive importance.

    Performance is a link's score on 0 to 100, importance its share of what explains overall satisfaction. The scale's
    midpoint is 50, and the same share for every link.
    """
    links = (figures.get("driving") or {}).get("links", {})
    points = {
        name: _point(figure(figures, name), row) for name, row in links.items() if "mean" in figure(figures, name)
    }
    if not points:
        return [], None
    cut = cut_at_means(list(points.values())) if cut_by == MEANS else (50.0, 1 / len(points))
    placed = [
        Placed(name, wording.measure(name), point, quadrant(point, cut), is_uncertain(point, cut))
        for name, point in points.items()
    ]
    return sorted(placed, key=lambda each: -each.point.importance), cut


def _point(performance, importance):
    mean = performance["mean"]
    return Point(
        mean["value"],
        importance["share"],
        None if mean["low"] is None else (mean["low"], mean["high"]),
        None if importance["low"] is None else (importance["low"], importance["high"]),
        weight=performance["n"],
    )


def table(figures, placed):
    """Every way of measuring importance, side by side."""
    columns = [
        Column(_("Link")),
        Column(_("Performance, 0–100"), "points", True),
        Column(_("Importance (share of R²)"), "share", True),
        Column(_("Relative weight"), "share"),
        Column(_("Correlation"), "score"),
        Column(_("Coefficient"), "score"),
        Column(_("Named important"), "share"),
        Column("n", "count"),
        Column(_("What to do")),
    ]
    rows = []
    for each in placed:
        row = figures["driving"]["links"][each.name]
        share = {"value": row["share"], "low": row["low"], "high": row["high"]}
        advice = _("%(what)s (uncertain)") % {"what": each.quadrant_label} if each.is_uncertain else each.quadrant_label
        numbers = [
            row["relative"],
            row["correlation"],
            row["coefficient"],
            figures["stated"].get(each.name),
            row["pairs"],
        ]
        rows.append(Row([f"{each.key} {each.label}", figure(figures, each.name)["mean"], share, *numbers, advice]))
    note = _(
        "Importance is how much of the overall satisfaction a link explains, averaged over all orders of the links "
        "(Shapley); all together explain %(share)s of it. It is a connection, not a proof of a cause. Pale points are "
        "uncertain."
    ) % {"share": f"{100 * figures['driving']['r_squared']:.0f} %"}
    return Table("map", _("Importance and performance"), columns, rows, note)
