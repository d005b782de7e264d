"""The filters of the list of documents."""

from datetime import timedelta

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter, Sorting
from customers.models import Customer, Document

SORTING = Sorting(
    {
        "newest": (_("Newest first"), ("-at", "-id")),
        "end": (_("By end"), ("valid_until", "id")),
        "title": (_("By title"), ("title", "id")),
    }
)
ENDS = {
    "30": _("Ends within 30 days"),
    "90": _("Ends within 90 days"),
    "expired": _("Expired"),
    "asked": _("To be renewed"),
}
# A search that finds more customers than this says too little to list their documents.
MOST_CUSTOMERS = 500


class DocumentFilter(ListFilter):
    q = filters.CharFilter(
        label=_("Customer, title or number"), method="search", widget=forms.TextInput({"type": "search"})
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Document.Kind.choices)
    ends = filters.ChoiceFilter(label=_("End"), choices=list(ENDS.items()), method="filter_ends")
    mine = filters.BooleanFilter(label=_("My customers"), method="filter_mine", widget=forms.CheckboxInput)
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user, today):
        super().__init__(data, queryset)
        self.user, self.today = user, today

    def filter_queryset(self, queryset):
        """What ends is shown in the order in which it ends, unless another order is asked for."""
        wanted = self.form.cleaned_data
        sort = wanted.get("sort") or ("end" if wanted.get("ends") else "newest")
        found = super().filter_queryset(queryset)
        return SORTING.apply(found.filter(valid_until__isnull=False) if sort == "end" else found, sort)

    def search(self, queryset, _name, text):
        known = Customer.objects.readable_by(self.user).search(text).values_list("pk", flat=True)
        named = Q(title__icontains=text) | Q(number__icontains=text)
        return queryset.filter(named | Q(customer__in=list(known[:MOST_CUSTOMERS])))

    def filter_ends(self, queryset, _name, choice):
        if choice == "asked":
            return queryset.asked_for()
        if choice == "expired":
            return queryset.filter(valid_until__lt=self.today)
        return queryset.filter(valid_until__range=(self.today, self.today + timedelta(days=int(choice))))

    def filter_mine(self, queryset, _name, is_set):
        people = [person.pk for person in self.user.principals]
        return queryset.filter(customer__owner__in=people) if is_set else queryset
