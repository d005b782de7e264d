"""Whose figures the grid shows."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter
from customers.filters import CustomerFilter
from customers.models import Customer, MonthlyFigure


class FigureFilter(CustomerFilter):
    """Like the list of customers, in the order of their codes, as they stand in a table made elsewhere.

    Who has not shipped yet is shown when asked for.
    """

    month = filters.CharFilter(label=_("Month"), method="keep", widget=forms.TextInput({"type": "month"}))
    missing = filters.BooleanFilter(
        label=_("Only without figures"), method="filter_missing", widget=forms.CheckboxInput
    )
    customer_type = industry = region = sort = None

    def __init__(self, data, queryset, user, month):
        data = data.copy()
        data["month"] = f"{month:%Y-%m}"
        super().__init__(data, queryset, user)
        self.month = month

    def filter_queryset(self, queryset):
        found = ListFilter.filter_queryset(self, queryset).order_by("code", "id")
        asked_for = self.form.cleaned_data.get("q") or self.form.cleaned_data.get("lifecycle")
        return found if asked_for else found.exclude(lifecycle=Customer.Lifecycle.POTENTIAL)

    def filter_missing(self, queryset, _name, wished):
        entered = MonthlyFigure.objects.filter(customer=OuterRef("pk"), month=self.month)
        return queryset.filter(~Exists(entered)) if wished else queryset
