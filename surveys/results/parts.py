"""The parts of the results page: what each shows as tables and charts, and who may open it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from surveys.models import ResultSnapshot
from surveys.results import charts, mapping, segmenting, showing, trending
from surveys.results.measures import CSI
from surveys.results.wording import SEGMENT_LABELS


@dataclass
class Results:
    """The kept figures of a wave, in words; `before` are those of the wave they are compared with."""

    wave: object
    figures: dict
    wording: object
    before: dict = field(default_factory=dict)
    before_wave: object = None


@dataclass
class Content:
    """What a part puts on its page. `extra` tables stand in the workbook alone; `options` are ECharts options by name."""

    tables: list
    charts: dict = field(default_factory=dict)
    extra: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    name: str
    label: str
    build: Callable
    may: Callable = ResultSnapshot.can_be_read_by
    needs: str = "measures"


def overview(results, _wish):
    figures, wording = results.figures, results.wording
    tables = [showing.recommendation(figures, wording), showing.loyalty(figures, wording), showing.modes(figures)]
    return Content([*showing.rates(figures), *(table for table in tables if table.rows)])


def links(results, _wish):
    figures, wording = results.figures, results.wording
    extra = [*showing.spreads(figures, wording), showing.choices(figures, wording)]
    return Content([showing.scores(figures, wording)], {"chart-links": charts.link_scores(figures, wording)}, extra)


def segments(results, wish):
    """One segment after the other; the workbook holds all."""
    figures, wording = results.figures, results.wording
    known = [name for name in SEGMENT_LABELS if name in figures["segments"]]
    if not known:
        return Content([])
    chosen = wish.get("segment") if wish.get("segment") in known else known[0]
    chart = charts.by_segment(figures, chosen, CSI, wording.measure(CSI))
    tables = {
        name: [build(figures, wording, name) for build in (segmenting.by_segment, segmenting.links_by_segment)]
        for name in known
    }
    rest = [table for name in known if name != chosen for table in tables[name]]
    items = [segmenting.items_by_segment(figures, wording, name) for name in known]
    choices = [(name, SEGMENT_LABELS[name], name == chosen) for name in known]
    return Content(tables[chosen], {"chart-segment": chart}, [*rest, *items], {"choices": choices})


def change(results, _wish):
    figures, wording = results.figures, results.wording
    if not figures.get("comparison"):
        return Content([])
    tables = [trending.comparison(figures, results.before, wording), trending.comparison_by_mode(figures, wording)]
    return Content(tables, {"chart-change": charts.before_and_now(figures, results.before, wording)})


def importance(results, wish):
    cut_by = mapping.MIDPOINT if wish.get("cut") == mapping.MIDPOINT else mapping.MEANS
    placed, cut = mapping.place(results.figures, results.wording, cut_by)
    if not placed:
        return Content([])
    table, chart = mapping.table(results.figures, placed), charts.importance_map(placed, cut)
    return Content([table], {"chart-map": chart}, facts={"cut": cut_by})


PARTS = {
    part.name: part
    for part in (
        Part("overview", _("Overview"), overview, needs="rates"),
        Part("links", _("Links and items"), links),
        Part("segments", _("Segments"), segments, ResultSnapshot.can_segments_be_read_by),
        Part("change", _("Against the wave before"), change),
        Part("importance", _("Importance and performance"), importance),
    )
}
