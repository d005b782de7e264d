"""The filters of the board and of the figures of new business."""

from calendar import monthrange

import django_filters as filters
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter
from customers.business.stages import OPEN
from customers.filters import MINE, owners_to_choose
from customers.forms.opportunity import MONTH
from customers.models import Customer, Industry, Project

LONGER_THAN_USUAL = "usual"
SILENCES = (14, 30, 60, 90)
# A search that finds more customers than this says too little.
MOST_CUSTOMERS = 500


def month(label, method):
    return filters.DateFilter(
        label=label, method=method, input_formats=[MONTH], widget=forms.DateInput({"type": "month"})
    )


class BusinessFilter(ListFilter):
    """Whose, of which industry and service: what every page of new business can be narrowed by."""

    owner = filters.ChoiceFilter(label=_("Owner"), method="filter_owner")
    industry = filters.ChoiceFilter(label=_("Industry"), method="filter_industry", choices=Industry.top_choices)
    service = filters.ChoiceFilter(label=_("Service"), method="filter_service", choices=Project.Service.choices)

    def __init__(self, data, queryset, user, at, settings):
        super().__init__(data, queryset)
        self.user, self.at, self.settings = user, at, settings
        self.filters["owner"].extra["choices"] = [(MINE, pgettext_lazy("new business", "Mine")), *self._chosen_owner()]
        if user.sees_all or user.supervised_departments:
            self.filters["owner"].extra["widget"] = forms.Select({"data-picker-url": reverse("customers:pick_owner")})

    def _chosen_owner(self):
        """Of the colleagues only the one chosen."""
        pk = self.data.get("owner", "")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return []
        return [(pk, name) for name in owners_to_choose(self.user).filter(pk=pk).values_list("name", flat=True)]

    def filter_owner(self, queryset, _name, value):
        return queryset.filter(owner=self.user.pk if value == MINE else int(value))

    def filter_industry(self, queryset, _name, value):
        """The industry itself and what is part of it."""
        below = Industry.objects.filter(Q(pk=value) | Q(parent=value)).values_list("pk", flat=True)
        return queryset.filter(customer__industry__in=list(below))

    def filter_service(self, queryset, _name, value):
        return queryset.filter(services__contains=[value])


class BoardFilter(BusinessFilter):
    q = filters.CharFilter(label=_("Customer"), method="search", widget=forms.TextInput({"type": "search"}))
    silent = filters.ChoiceFilter(label=_("Silence"), method="filter_silent", choices=[])
    from_month = month(_("Start from"), "filter_from_month")
    to_month = month(_("Start until"), "filter_to_month")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        longer = [(str(days), gettext("%(days)s days and longer") % {"days": days}) for days in SILENCES]
        self.filters["silent"].extra["choices"] = [(LONGER_THAN_USUAL, gettext("Too long for its stage")), *longer]

    def search(self, queryset, _name, text):
        known = Customer.objects.readable_by(self.user).search(text).values_list("pk", flat=True)
        return queryset.filter(customer__in=list(known[:MOST_CUSTOMERS]))

    def filter_silent(self, queryset, _name, value):
        usual = {stage: self.settings[stage].silent_days for stage in OPEN}
        days = usual if value == LONGER_THAN_USUAL else dict.fromkeys(OPEN, int(value))
        return queryset.silent(self.at, days)

    def filter_from_month(self, queryset, _name, first):
        return queryset.filter(starts_on__gte=first)

    def filter_to_month(self, queryset, _name, first):
        return queryset.filter(starts_on__lte=first.replace(day=monthrange(first.year, first.month)[1]))
