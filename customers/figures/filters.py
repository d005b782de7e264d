"""Whose figures the grid shows."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from customers.filters import CustomerFilter
from customers.models import MonthlyFigure


class FigureFilter(CustomerFilter):
    """Like the list of customers, in the order of their codes, as they stand in a table made elsewhere."""

    month = filters.CharFilter(label=_("Month"), method="keep", widget=forms.TextInput({"type": "month"}))
    missing = filters.BooleanFilter(
        label=_("Only without figures"), method="filter_missing", widget=forms.CheckboxInput
    )
    customer_type = industry = region = sort = None

    def __init__(self, data, queryset, user, month):
        super().__init__(data, queryset, user)
        self.month = month

    def filter_queryset(self, queryset):
        return filters.FilterSet.filter_queryset(self, queryset).order_by("code", "id")

    def filter_missing(self, queryset, _name, wished):
        entered = MonthlyFigure.objects.filter(customer=OuterRef("pk"), month=self.month)
        return queryset.filter(~Exists(entered)) if wished else queryset
