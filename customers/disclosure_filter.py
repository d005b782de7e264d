"""The filters of the log of disclosures."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter
from customers.models import Customer, Disclosure
from people.models import User

# A search that finds more customers than this says too little to list who looked at them.
MOST_CUSTOMERS = 500


def dated(label, lookup):
    return filters.DateFilter(
        label=label, field_name="day", lookup_expr=lookup, widget=forms.DateInput({"type": "date"})
    )


class DisclosureFilter(ListFilter):
    q = filters.CharFilter(label=_("Customer"), method="search", widget=forms.TextInput({"type": "search"}))
    kind = filters.ChoiceFilter(label=_("What"), choices=Disclosure.Kind.choices)
    by = filters.ChoiceFilter(label=_("Who"), choices=[])
    since = dated(_("From"), "gte")
    until = dated(_("To"), "lte")

    def __init__(self, data, queryset, user):
        super().__init__(data, queryset)
        self.user = user
        people = User.objects.active()
        staff = people if user.sees_all else people.filter(department__in=user.supervised_departments)
        self.filters["by"].extra["choices"] = [(str(pk), name) for pk, name in staff.values_list("pk", "name")]

    def search(self, queryset, _name, text):
        known = Customer.objects.visible_to(self.user).search(text).values_list("pk", flat=True)
        return queryset.filter(customer__in=list(known[:MOST_CUSTOMERS]))
