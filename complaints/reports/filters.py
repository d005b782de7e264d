"""The filters of reports: which figure, by what, and of which complaints."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.fact_filters import FactFilter
from complaints.reports.dimensions import DIMENSIONS
from complaints.reports.measures import MEASURES
from crm_site.listing import FilterForm

# What leads from a figure to its rows is a filter of the list alone.
OF_FIGURES = ("counted", "malicious", "late", "satisfaction", "age", "repeat", "reopened", "closed_here")


class ReportForm(FilterForm):
    arranging = frozenset({"measure", "by"})
    field_order = ("measure", "by", "since", "until", "branch", "department")


class ReportFilter(FactFilter):
    measure = filters.ChoiceFilter(
        label=_("Figure"),
        choices=[(name, measure.label) for name, measure in MEASURES.items()],
        method="keep",
        empty_label=None,
    )
    by = filters.ChoiceFilter(label=pgettext_lazy("report", "By"), method="keep", empty_label=None)

    class Meta:
        form = ReportForm

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset, user, at)
        for name in OF_FIGURES:
            del self.filters[name]
        dimensions = MEASURES[data["measure"]].dimensions if "measure" in data else DIMENSIONS
        self.filters["by"].extra["choices"] = [(name, each.label) for name, each in dimensions.items()]
