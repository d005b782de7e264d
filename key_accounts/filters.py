"""The filters of the lists of key accounts and of plans."""

import datetime

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter, Sorting
from customers.models import Customer
from key_accounts.halves import Half
from key_accounts.states import AccountState, PlanState
from people.models import User

ACCOUNT_SORTING = Sorting(
    {
        "customer": (_("By customer"), ("customer__name", "id")),
        "review": (_("By next review"), ("review_on", "id")),
        "newest": (_("Newest first"), ("-proposed_at", "-id")),
    }
)
PLAN_SORTING = Sorting(
    {
        "newest": (_("Newest half-year first"), ("-half_start", "-id")),
        "due": (_("By due day"), ("clock__deadline", "id")),
        "customer": (_("By customer"), ("key_account__customer__name", "-half_start", "id")),
    }
)


def ticked(label, method):
    return filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class SearchedList(ListFilter):
    """What both lists have: a search by customer, an account manager, an order."""

    customers = sorting = owner_path = None

    q = filters.CharFilter(label=_("Customer"), method="search", widget=forms.TextInput({"type": "search"}))

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset)
        self.user, self.at = user, at
        owners = User.objects.filter(pk__in=queryset.order_by().values(self.owner_path))
        self.filters["owner"].extra["choices"] = [(person.pk, str(person)) for person in owners]

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return self.sorting.apply(found, self.form.cleaned_data.get("sort"))

    def search(self, queryset, _name, text):
        return queryset.filter(**{f"{self.customers}__in": Customer.objects.search(text).values("pk")})


class KeyAccountFilter(SearchedList):
    customers, sorting, owner_path = "customer", ACCOUNT_SORTING, "customer__owner"

    state = filters.ChoiceFilter(label=_("State"), choices=AccountState.choices)
    tier = filters.ChoiceFilter(label=_("Tier"), choices=Customer.Tier.choices)
    owner = filters.ChoiceFilter(label=_("Account manager"), field_name="customer__owner", choices=[])
    sort = filters.ChoiceFilter(label=_("Sort"), choices=ACCOUNT_SORTING.choices(), method="keep", empty_label=None)


class AccountPlanFilter(SearchedList):
    customers, sorting, owner_path = "key_account__customer", PLAN_SORTING, "owner"

    half = filters.ChoiceFilter(label=_("Half-year"), method="filter_half", choices=[])
    state = filters.ChoiceFilter(label=_("State"), choices=PlanState.choices)
    owner = filters.ChoiceFilter(label=_("Author"), field_name="owner", choices=[])
    late = ticked(_("Late"), "filter_late")
    sort = filters.ChoiceFilter(label=_("Sort"), choices=PLAN_SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset, user, at)
        days = queryset.order_by("-half_start").values_list("half_start", flat=True).distinct()
        self.filters["half"].extra["choices"] = [(day.isoformat(), Half.of(day).label) for day in days]

    def filter_half(self, queryset, _name, day):
        return queryset.filter(half_start=datetime.date.fromisoformat(day))

    def filter_late(self, queryset, _name, is_set):
        return queryset.late(self.at) if is_set else queryset
