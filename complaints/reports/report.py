"""One report: a measure by a dimension, of the complaints that its filters leave to its reader."""

from datetime import timedelta
from functools import cached_property

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Complaint
from complaints.models.reported import AGES, SATISFACTIONS
from complaints.reports.columns import MedianAndNinth, Row
from complaints.reports.dimensions import STEP
from complaints.reports.filters import ReportFilter
from complaints.reports.measures import MEASURES


class Report:
    """`data` is a QueryDict with filters, `measure` and `by`; a senseless wish shows what stands first."""

    def __init__(self, user, data, at):
        self.user, self.at = user, at
        self.measure = MEASURES.get(data.get("measure")) or next(iter(MEASURES.values()))
        dimensions = self.measure.dimensions
        self.dimension = dimensions.get(data.get("by")) or dimensions[self.measure.dimension]
        self.filter = ReportFilter(self._with_defaults(data), Complaint.objects.visible_to(user), user, at)

    def _with_defaults(self, data):
        """The filters as they are shown: with the measure's own period where the reader chose none."""
        data = data.copy()
        data["measure"], data["by"] = self.measure.name, self.dimension.name
        if "since" not in data and self.measure.months:
            today = timezone.localdate(self.at, timezone.get_default_timezone())
            months = today.year * 12 + today.month - self.measure.months
            data["since"], data["until"] = f"{months // 12}-{months % 12 + 1:02}", f"{today:%Y-%m}"
        return data

    @cached_property
    def complaints(self):
        """Those received in the period that the filters leave, merged and malicious ones among them."""
        return self.filter.qs.order_by()

    @cached_property
    def chosen(self):
        """The filters as they were understood; senseless ones are left out."""
        self.filter.form.full_clean()
        return self.filter.form.cleaned_data

    @property
    def since(self):
        return self.chosen.get("since")

    @property
    def until(self):
        return self.chosen.get("until")

    def age_of(self, band):
        """The moments between which a complaint of this age was received."""
        _label, first, last = AGES[band]
        return self.at - timedelta(days=first), self.at - timedelta(days=last)

    @cached_property
    def columns(self):
        return list(self.measure.columns(self))

    @property
    def shown_columns(self):
        return [column for column in self.columns if column.kind != "hidden"]

    @cached_property
    def total(self):
        """The sum of the rows; asked of the database anew where rows have no sum."""
        values = self._sums if self._has_sums else self._counted.aggregate(**self._aggregates)
        row = Row(None, _("Total"), values)
        self._reckon(row, row.values)
        return row

    @property
    def _has_sums(self):
        """A percentile has none, and a complaint may have a late step of several kinds."""
        return self.dimension is not STEP and not any(
            isinstance(aggregate, MedianAndNinth) for aggregate in self._aggregates.values()
        )

    @property
    def _sums(self):
        keys = SATISFACTIONS if self.measure.split else self._aggregates
        return {key: sum(row.values[key] for row in self._found) for key in keys}

    @cached_property
    def rows(self):
        """In the order of the dimension, or the largest first; of a month without complaints zeros."""
        rows = self._with_gaps(self._found)
        for row in rows:
            self._reckon(row, self.total.values)
        rows = self._sorted(rows)
        self._accumulate(rows)
        return rows

    @cached_property
    def _found(self):
        """The rows as the database counts them."""
        path = "complaint__" if self._counted.model is not Complaint else ""
        expression = self.dimension.expression(path, self.user)
        rows = self._counted.annotate(row_key=expression).order_by()
        if self.measure.split:
            found = self._split(rows.values_list("row_key", self.measure.split).annotate(Count("pk")))
        else:
            found = rows.values("row_key").annotate(**self._aggregates)
        return [self._row(values) for values in found if any(values[key] for key in values if key != "row_key")]

    def _split(self, counts):
        """One row of each value, with a count for each column."""
        found = {}
        for key, part, count in counts:
            values = found.setdefault(key, {"row_key": key} | dict.fromkeys(SATISFACTIONS, 0))
            if part in values:
                values[part] = count
        return found.values()

    @cached_property
    def _counted(self):
        return self.measure.rows(self)

    @cached_property
    def _aggregates(self):
        return {column.key: column.aggregate for column in self.columns if column.aggregate is not None}

    @cached_property
    def _shipments(self):
        return self.measure.shipments(self) if self.measure.shipments else None

    @cached_property
    def _labels(self):
        return self.dimension.labels(self.user)

    def _row(self, values):
        key = values.pop("row_key")
        if self.dimension.name == "month":
            key = timezone.localtime(key, timezone.get_default_timezone()).date()
            return Row(key, f"{key:%Y-%m}", values, self.dimension.filters(key))
        label = self._labels.get(key)
        return Row(key, str(label) if label else _("None"), values, self.dimension.filters(key))

    def _with_gaps(self, rows):
        known = {row.key for row in rows}
        keys = SATISFACTIONS if self.measure.split else self._aggregates
        nothing = {key: None if key == "times" else 0 for key in keys}
        until = self.until or timezone.localdate(self.at, timezone.get_default_timezone())
        missing = [value for value in self.dimension.values(self.since, until) if value not in known]
        return rows + [Row(value, f"{value:%Y-%m}", dict(nothing), self.dimension.filters(value)) for value in missing]

    def _reckon(self, row, total):
        if self._shipments:
            row.values["shipments"] = self._shipments(row.key)
        for column in self.columns:
            if column.reckon:
                row.values[column.key] = column.reckon(row.values, total)

    def _sorted(self, rows):
        if self.dimension.name == "month":
            return sorted(rows, key=lambda row: row.key)
        if self.dimension.is_ordered:
            order = list(self._labels)
            return sorted(rows, key=lambda row: order.index(row.key) if row.key in order else len(order))
        first = self.columns[0].key
        return sorted(rows, key=lambda row: (-(row.values[first] or 0), row.label))

    def _accumulate(self, rows):
        """What the first, second, … rows have together."""
        if "cumulative" in (column.key for column in self.columns):
            so_far = 0
            for row in rows:
                so_far += row.values["share"] or 0
                row.values["cumulative"] = so_far

    def query_of(self):
        """The filters for the list of complaints."""
        data = self.filter.data.copy()
        for name in ("measure", "by", "page", "size", "view"):
            data.pop(name, None)
        return data
