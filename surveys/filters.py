"""The filters of the lists of waves, of the people of one, and of follow-ups."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.listing import ListFilter, Sorting
from surveys.models import FollowUp
from surveys.states import Disposition, Problem, WaveState

NOT_TRIED = "none"


class WaveFilter(ListFilter):
    q = filters.CharFilter(
        label=pgettext_lazy("survey", "Name"),
        lookup_expr="icontains",
        field_name="name",
        widget=forms.TextInput({"type": "search"}),
    )
    state = filters.ChoiceFilter(label=_("State"), choices=WaveState.choices)


class FrameFilter(ListFilter):
    """Of the frame: by what keeps somebody from being asked, or those who were drawn by their result."""

    q = filters.CharFilter(label=_("Customer or contact"), method="search", widget=forms.TextInput({"type": "search"}))
    problem = filters.ChoiceFilter(label=_("Problem"), choices=Problem.choices, method="filter_problem")

    def search(self, queryset, _name, text):
        text = text.replace("\0", "")
        return queryset.filter(
            Q(customer__name__icontains=text) | Q(customer__code__icontains=text) | Q(name__icontains=text)
        )

    def filter_problem(self, queryset, _name, value):
        return queryset.filter(problems__contains=[value])


class SampleFilter(FrameFilter):
    problem = None
    result = filters.ChoiceFilter(
        label=_("Result"), choices=[(NOT_TRIED, _("Not tried yet")), *Disposition.choices], method="filter_result"
    )

    def filter_result(self, queryset, _name, value):
        return queryset.filter(disposition="" if value == NOT_TRIED else value)


# Postgres puts those without an end first: what is open comes before what was done last.
FOLLOW_UP_SORTING = Sorting(
    {
        "deadline": (_("By deadline"), ("-ended_at", "clock__deadline", "id")),
        "newest": (_("Newest first"), ("-opened_at", "-id")),
    }
)


class FollowUpFilter(ListFilter):
    q = filters.CharFilter(label=_("Customer"), method="search", widget=forms.TextInput({"type": "search"}))
    state = filters.ChoiceFilter(label=_("State"), choices=FollowUp.State.choices)
    mine = filters.BooleanFilter(label=_("Waits for me"), method="filter_mine", widget=forms.CheckboxInput)
    overdue = filters.BooleanFilter(label=_("Overdue"), method="filter_overdue", widget=forms.CheckboxInput)
    sort = filters.ChoiceFilter(label=_("Sort"), choices=FOLLOW_UP_SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset)
        self.user, self.at = user, at

    def filter_queryset(self, queryset):
        return FOLLOW_UP_SORTING.apply(super().filter_queryset(queryset), self.form.cleaned_data.get("sort"))

    def search(self, queryset, _name, text):
        return queryset.of_customers_named(text)

    def filter_mine(self, queryset, _name, is_set):
        return queryset.waiting_for(self.user) if is_set else queryset

    def filter_overdue(self, queryset, _name, is_set):
        return queryset.overdue(self.at) if is_set else queryset
