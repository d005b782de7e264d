"""A report as sheets for Excel: its figures, and beside them what they count."""

from decimal import Decimal

from django.utils.translation import gettext as _


def sheets_of(report):
    columns = report.shown_columns
    headings = [str(report.dimension.label), *(_heading(column) for column in columns)]
    rows = [
        [row.label, *(_plain(row.values[column.key], column.kind) for column in columns)]
        for row in (*report.rows, report.total)
    ]
    about = [[str(sentence)] for sentence in report.measure.about]
    about.append([report.filter.form.in_words()])
    return {str(report.measure.label): (headings, rows), _("What is counted"): ([str(report.measure.label)], about)}


def _heading(column):
    if column.kind == "time":
        return _("%(label)s (h)") % {"label": column.label}
    return f"{column.label} (%)" if column.kind == "share" else str(column.label)


def _plain(value, kind):
    """Working time in hours, shares with one digit."""
    if value is None:
        return None
    if kind == "time":
        return round(value / 3600, 1)
    return round(Decimal(value), 2) if kind in ("share", "rate", "amount") else value
