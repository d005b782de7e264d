"""The filters of the portfolio."""

import django_filters as filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.listing import ListFilter, Sorting
from customers.amounts import UNITS
from customers.models import Customer
from customers.models.customer_value import FALLEN, RISEN

SORTING = Sorting(
    {
        "rank": (_("By contribution"), ("rank",)),
        "score": (_("By score"), ("-score", "rank")),
        "growth": (_("By growth"), (F("growth").desc(nulls_last=True), "rank")),
        "lifetime": (_("By lifetime value"), ("-lifetime_value", "rank")),
    }
)
MINE, POOL = "mine", "pool"
MOVES = {
    "any": (_("Grade changed"), RISEN | FALLEN),
    "up": (_("Grade risen"), RISEN),
    "down": (_("Grade fallen"), FALLEN),
}
# What narrows the customers down; the rest only arranges them.
NARROWING = ("q", "owner", "department", "grade", "moved")


class ValueFilter(ListFilter):
    q = filters.CharFilter(
        label=_("Name, pinyin, code, telephone"), method="search", widget=forms.TextInput({"type": "search"})
    )
    owner = filters.ChoiceFilter(label=_("Account manager"), method="filter_owner")
    department = filters.ChoiceFilter(label=_("Department"), method="filter_department")
    grade = filters.ChoiceFilter(
        label=_("Grade"), choices=[*Customer.Grade.choices, ("none", _("Without grade"))], method="filter_grade"
    )
    moved = filters.ChoiceFilter(
        label=pgettext_lazy("grade", "Moves"),
        choices=[(name, label) for name, (label, _moved) in MOVES.items()],
        method="filter_moved",
    )
    run = filters.ChoiceFilter(label=_("Valuation"), method="keep", empty_label=None)
    unit = filters.ChoiceFilter(label=_("Unit"), choices=list(UNITS.items()), method="keep", empty_label=None)
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user, runs):
        super().__init__(data, queryset)
        self.user = user
        self.filters["run"].extra["choices"] = [(str(run.pk), str(run)) for run in runs]
        if not user.sees_all and not user.supervised_departments:
            del self.filters["owner"], self.filters["department"]
            return
        others = Customer.possible_owners(user).exclude(pk=user.pk).values_list("pk", "name")
        self.filters["owner"].extra["choices"] = [
            (MINE, _("Mine")),
            (POOL, _("Public pool")),
            *((str(pk), name) for pk, name in others),
        ]
        tree = user.tree.by_id
        below = tree if user.sees_all else user.supervised_departments
        self.filters["department"].extra["choices"] = [(str(pk), tree[pk]) for pk in below]

    @property
    def is_narrowed(self):
        return any(self._chosen(name) for name in NARROWING)

    @property
    def amount_unit(self):
        return self._chosen("unit") or next(iter(UNITS))

    def _chosen(self, name):
        """What the address says of a filter; nothing where it is no choice."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name)

    def filter_queryset(self, queryset):
        return SORTING.apply(super().filter_queryset(queryset), self.form.cleaned_data.get("sort"))

    def search(self, queryset, _name, text):
        return queryset.filter(customer__in=Customer.objects.search(text))

    def filter_owner(self, queryset, _name, value):
        if value == POOL:
            return queryset.filter(customer__owner=None)
        return queryset.filter(customer__owner=self.user.pk if value == MINE else int(value))

    def filter_department(self, queryset, _name, value):
        return queryset.filter(customer__owner__department__in=self.user.tree.subtree(int(value)))

    def filter_grade(self, queryset, _name, value):
        return queryset.filter(grade="" if value == "none" else value)

    def filter_moved(self, queryset, _name, value):
        return queryset.filter(MOVES[value][1])
