"""The filters of the lists of waves and of the people of one."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm_site.listing import FilterForm
from surveys.models import FrameUnit, Wave
from surveys.states import Disposition, Problem, WaveState

NOT_TRIED = "none"


class WaveFilter(filters.FilterSet):
    q = filters.CharFilter(
        label=_("Name"), lookup_expr="icontains", field_name="name", widget=forms.TextInput({"type": "search"})
    )
    state = filters.ChoiceFilter(label=_("State"), choices=WaveState.choices)

    class Meta:
        model = Wave
        fields = []
        form = FilterForm


class FrameFilter(filters.FilterSet):
    """Of the frame: by what keeps somebody from being asked, or those who were drawn by their result."""

    q = filters.CharFilter(label=_("Customer or contact"), method="search", widget=forms.TextInput({"type": "search"}))
    problem = filters.ChoiceFilter(label=_("Problem"), choices=Problem.choices, method="filter_problem")

    class Meta:
        model = FrameUnit
        fields = []
        form = FilterForm

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
