"""The wave against the one before it, as tables."""

from django.utils.translation import gettext as _

from surveys.results.measures import CSI, Role
from surveys.results.showing import figure
from surveys.results.tables import Column, Row, Table
from surveys.states import Mode


def comparison(figures, before, wording):
    """Each figure now and in the wave before, with both tests."""
    columns = [
        Column(_("Figure")),
        Column(_("Before"), "score"),
        Column(_("Now"), "score"),
        Column(_("Difference"), "score"),
        Column(_("p, all answers"), "p"),
        Column(_("Best two before"), "share"),
        Column(_("Best two now"), "share"),
        Column(_("p of best two"), "p"),
        Column(_("Answered both times"), "count"),
        Column(_("Their difference"), "score"),
        Column(_("p, in pairs"), "p"),
        Column(_("p of best two, in pairs"), "p"),
    ]
    table = Table("comparison", _("Against the wave before"), columns)
    table.note = _(
        "p is corrected for so many tests at once (Holm). The mean of a rating is on its own scale. "
        "Both indices are reckoned by the weights of this wave."
    )
    recommend = wording.role(Role.RECOMMEND)
    for name, row in figures["comparison"]["measures"].items():
        now = figure(figures, name)
        then = figures["comparison"]["csi_before"] if name == CSI else figure(before, name)
        table.rows.append(Row([wording.measure(name), *_changes(now, then, row)]))
        if name == recommend and "nps" in row:
            nps = row["nps"]
            values = [then["nps"]["value"], now["nps"]["value"], nps["difference"], nps["corrected"]]
            table.rows.append(Row([_("Recommendation (NPS)"), *values, *([None] * 7)]))
    return table


def _changes(now, then, row):
    """The cells of one measure, after its name."""
    mean, tops, paired, paired_tops = (row.get(test, {}) for test in ("mean", "tops", "paired_mean", "paired_tops"))
    means = [then["mean"]["value"], now["mean"]["value"], mean["difference"], mean["corrected"]]
    shares = [then.get("tops", {}).get("value"), now.get("tops", {}).get("value"), tops.get("corrected")]
    pairs = [row.get("pairs"), paired.get("difference"), paired.get("corrected"), paired_tops.get("corrected")]
    return [*means, *shares, *pairs]


def comparison_by_mode(figures, wording):
    """Within one mode, and how often each was used: a change of the mode breaks a trend."""
    before = figures["comparison"]["modes"]
    names = list(dict.fromkeys(name for row in figures["comparison"]["by_mode"].values() for name in row))
    columns = [Column(_("Mode")), Column(_("Answers before"), "count"), Column(_("Answers now"), "count")]
    for name in names:
        label = wording.measure(name)
        columns += [Column(_("%(figure)s: difference") % {"figure": label}, "score"), Column("p", "p")]
    table = Table("by_mode", _("Within each mode"), columns)
    for mode in Mode.values:
        if mode in figures["modes"] or mode in before:
            row = figures["comparison"]["by_mode"].get(mode, {})
            tests = [row.get(name, {}).get(part) for name in names for part in ("difference", "p")]
            table.rows.append(Row([str(Mode(mode).label), before.get(mode, 0), figures["modes"].get(mode, 0), *tests]))
    return table
