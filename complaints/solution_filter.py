"""The filters of the base of solutions; without a wish it shows what is published."""

import django_filters as filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Cause, Complaint, Solution
from crm_site.listing import ListFilter, Sorting

OUTDATED_LAST = F("outdated_at").desc(nulls_first=True)
SORTING = Sorting(
    {
        "used": (_("Most used first"), (OUTDATED_LAST, "-use_count", "title", "id")),
        "newest": (_("Newest first"), ("-at", "-id")),
        "title": (_("By title"), ("title", "id")),
    }
)
SHOWN = {
    **dict(Solution.State.choices),
    "outdated": _("Out of date"),
    "mine": _("Proposed by me"),
    "all": _("All"),
}


class SolutionFilter(ListFilter):
    q = filters.CharFilter(label=_("Words"), method="search", widget=forms.TextInput({"type": "search"}))
    cause = filters.ChoiceFilter(label=_("Cause"), choices=[], method="filter_cause")
    service_line = filters.ChoiceFilter(label=_("Service line"), choices=Complaint.ServiceLine.choices)
    shown = filters.ChoiceFilter(label=_("State"), choices=list(SHOWN.items()), method="keep")
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep")

    def __init__(self, data, queryset, user):
        super().__init__(data, queryset)
        self.user = user
        # A function, because most requests need none of them.
        self.filters["cause"].extra["choices"] = lambda: [(cause.pk, str(cause)) for cause in Cause.objects.all()]

    def filter_queryset(self, queryset):
        wanted = self.form.cleaned_data
        found = super().filter_queryset(self._shown(queryset, wanted.get("shown") or Solution.State.PUBLISHED))
        if wanted.get("sort") or "rank" not in found.query.annotations:
            return SORTING.apply(found.with_use_count(), wanted.get("sort"))
        return found.order_by(OUTDATED_LAST, "-rank", "id")

    def _shown(self, queryset, shown):
        if shown == "all":
            return queryset
        if shown == "outdated":
            return queryset.published().filter(outdated_at__isnull=False)
        if shown == "mine":
            return queryset.filter(by=self.user)
        return queryset.filter(state=shown)

    def search(self, queryset, _name, text):
        return queryset.search(text)

    def filter_cause(self, queryset, _name, pk):
        """A group of causes stands for all in it."""
        return queryset.filter(Q(cause=pk) | Q(cause__parent=pk))
