"""The filters of the contact log."""

import django_filters as filters
from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.listing import ListFilter, Sorting
from customers.models import Customer
from customers.models.log_entry import Channel
from people.models import User

SORTING = Sorting(
    {
        "newest": (_("Newest first"), ("-at", "-id")),
        "deadline": (_("By deadline"), ("answer_clock__deadline", "id")),
    }
)
# A search that finds more customers than this says too little to list their log.
MOST_CUSTOMERS = 500


def ticked(label, method):
    return filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


def dated(label, lookup):
    return filters.DateFilter(
        label=label, field_name="at", lookup_expr=f"date__{lookup}", widget=forms.DateInput({"type": "date"})
    )


class LogFilter(ListFilter):
    q = filters.CharFilter(label=_("Customer"), method="search", widget=forms.TextInput({"type": "search"}))
    owed = ticked(_("Answer owed"), "filter_owed")
    overdue = ticked(_("Overdue"), "filter_overdue")
    next_due = ticked(_("Next contact due"), "filter_next_due")
    mine = ticked(pgettext_lazy("contact log", "Mine"), "filter_mine")
    channel = filters.ChoiceFilter(label=_("How"), choices=Channel.choices)
    by = filters.ChoiceFilter(label=_("Our person"), choices=[])
    since = dated(_("From"), "gte")
    until = dated(_("To"), "lte")
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset)
        self.user, self.at = user, at
        others = Customer.possible_owners(user) if user.sees_all or user.supervised_departments else User.objects.none()
        self.filters["by"].extra["choices"] = [(str(pk), name) for pk, name in others.values_list("pk", "name")]

    def filter_queryset(self, queryset):
        sort = self.form.cleaned_data.get("sort")
        found = super().filter_queryset(queryset)
        # Where nothing was promised there is no deadline.
        return SORTING.apply(found.filter(answer_clock__isnull=False) if sort == "deadline" else found, sort)

    def search(self, queryset, _name, text):
        known = Customer.objects.readable_by(self.user).search(text).values_list("pk", flat=True)
        return queryset.filter(customer__in=list(known[:MOST_CUSTOMERS]))

    def filter_owed(self, queryset, _name, is_set):
        return queryset.owed() if is_set else queryset

    def filter_overdue(self, queryset, _name, is_set):
        return queryset.overdue(self.at) if is_set else queryset

    def filter_next_due(self, queryset, _name, is_set):
        return queryset.next_contact_due(localdate(self.at)) if is_set else queryset

    def filter_mine(self, queryset, _name, is_set):
        """Written by the person or by whom they stand in for; of the answers owed, those that wait for them."""
        if not is_set:
            return queryset
        if self.form.cleaned_data.get("owed") or self.form.cleaned_data.get("overdue"):
            return queryset.waiting_for(self.user)
        return queryset.filter(by__in=[person.pk for person in self.user.principals])
