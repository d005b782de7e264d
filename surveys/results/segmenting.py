"""What is measured by segments, as tables; cells that are too small are not among the kept figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.results.measures import ACSI, CSI, Role
from surveys.results.showing import figure
from surveys.results.tables import Column, Row, Table
from surveys.results.wording import SEGMENT_LABELS, SegmentWording


def by_segment(figures, wording, segment):
    """A row per value of the segment: what is looked at first, with intervals."""
    columns, values = [], []
    for name, label in _looked_at_first(wording):
        if "mean" in figure(figures, name):
            columns.append(Column(label, "score", True))
            values.append((name, "mean"))
    columns.append(Column(_("Recommendation (NPS)"), "points", True))
    values.append((wording.role(Role.RECOMMEND), "nps"))
    table = _table(figures, segment, str(SEGMENT_LABELS[segment]), columns)
    for row, cell in zip(table.rows, _cells(figures, segment), strict=True):
        row.values += [_part(cell, name, part) for name, part in values]
    return table


def links_by_segment(figures, wording, segment):
    """A row per value of the segment: the score of every operation link."""
    links = [
        name for name in figures.get("measures", {}) if name.startswith("link:") and "mean" in figure(figures, name)
    ]
    title = _("Links by %(segment)s") % {"segment": SEGMENT_LABELS[segment]}
    table = _table(figures, segment, title, [Column(wording.measure(name), "points") for name in links])
    table.name = f"links_by_{segment}"
    for row, cell in zip(table.rows, _cells(figures, segment), strict=True):
        row.values += [(_part(cell, name, "mean") or {}).get("value") for name in links]
    return table


def _looked_at_first(wording):
    """(measure's name, its heading)"""
    indices = [(CSI, wording.measure(CSI)), (ACSI, wording.measure(ACSI))]
    overall = wording.role(Role.OVERALL)
    return [indices[0], (overall, str(Role.OVERALL.label)), indices[1]] if overall else indices


def _table(figures, segment, title, columns):
    """Each value of the segment with its number of answer sheets."""
    cells, names = _cells(figures, segment), SegmentWording(segment)
    first = [Column(str(SEGMENT_LABELS[segment])), Column(_("Answer sheets"), "count")]
    rows = [Row([names.of(cell["value"]), cell.get("n")]) for cell in cells]
    return Table(f"by_{segment}", title, [*first, *columns], rows, _hidden(cells))


def _cells(figures, segment):
    return figures.get("segments", {}).get(segment, [])


def items_by_segment(figures, wording, segment):
    """A row per item, a column per value; for the workbook, as it would be too wide for a page."""
    cells, names = _cells(figures, segment), SegmentWording(segment)
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
