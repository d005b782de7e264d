"""The filter of the list of hand-overs."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter


class HandOverFilter(ListFilter):
    open = filters.BooleanFilter(label=_("Only open ones"), method="filter_open", widget=forms.CheckboxInput)

    def filter_open(self, queryset, _name, is_set):
        return queryset.open() if is_set else queryset
