"""What is measured by segments, as tables; cells that are too small are not among the kept figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.results.measures import ACSI, CSI, Role
from surveys.results.showing import figure
from surveys.results.tables import Column, Row, Table
from surveys.results.wording import SEGMENT_LABELS, SegmentWording


def main(wording):
    """The names of what is looked at first."""
    return [name for name in (CSI, wording.role(Role.OVERALL), ACSI) if name]


def by_segment(figures, wording, segment):
    """A row per value of the segment: what is looked at first with intervals, and the score of every link."""
    cells, names = figures.get("segments", {}).get(segment, []), SegmentWording(segment)
    first = [name for name in main(wording) if "mean" in figure(figures, name)]
    links = [name for name in figures.get("measures", {}) if name.startswith("link:")]
    recommend = wording.role(Role.RECOMMEND)
    columns = [Column(str(SEGMENT_LABELS[segment])), Column(_("Answer sheets"), "count")]
    columns += [Column(wording.measure(name), "score", True) for name in first]
    columns.append(Column(_("Recommendation (NPS)"), "points", True))
    columns += [Column(wording.measure(name), "points") for name in links]
    table = Table(f"by_{segment}", str(SEGMENT_LABELS[segment]), columns, note=_hidden(cells))
    for cell in cells:
        values = [_part(cell, name, "mean") for name in first] + [_part(cell, recommend, "nps")]
        scores = [(_part(cell, name, "mean") or {}).get("value") for name in links]
        table.rows.append(Row([names.of(cell["value"]), cell.get("n"), *values, *scores]))
    return table


def items_by_segment(figures, wording, segment):
    """A row per item, a column per value; for the workbook, as it would be too wide for a page."""
    cells, names = figures.get("segments", {}).get(segment, []), SegmentWording(segment)
    items = [
        name for name, found in figures.get("measures", {}).items() if name.startswith("item:") and "mean" in found
    ]
    columns = [Column(_("Item")), *(Column(names.of(cell["value"]), "score", True) for cell in cells)]
    rows = [Row([wording.measure(name), *(_part(cell, name, "mean") for cell in cells)]) for name in items]
    return Table(f"items_by_{segment}", _("Items: %(segment)s") % {"segment": SEGMENT_LABELS[segment]}, columns, rows)


def _part(cell, name, part):
    return cell.get("measures", {}).get(name, {}).get(part)


def _hidden(cells):
    count = sum(1 for cell in cells if cell.get("hidden"))
    if not count:
        return ""
    return ngettext(
        "%(count)s group is not shown: it has fewer than five answers.",
        "%(count)s groups are not shown: those with fewer than five answers, and the smallest others with them, "
        "so that nothing can be reckoned from the total.",
        count,
    ) % {"count": count}
