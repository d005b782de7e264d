"""The filters of the list of corrective actions; without a wish it shows what is still open."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models import CorrectiveAction
from complaints.models.correction_states import TO_BE_CHECKED, WAITING
from crm_site.listing import ListFilter, Sorting

SORTING = Sorting({"due": (_("By due day"), ("due", "id")), "newest": (_("Newest first"), ("-at", "-id"))})
SHOWN = {
    "waiting": pgettext_lazy("corrective actions", "Open"),
    "late": _("Late"),
    "check": _("Effect to be checked"),
    "all": _("All"),
    **dict(CorrectiveAction.State.choices[3:]),
}


class CorrectionFilter(ListFilter):
    q = filters.CharFilter(
        label=_("Task or number of the complaint"), method="search", widget=forms.TextInput({"type": "search"})
    )
    shown = filters.ChoiceFilter(label=_("State"), choices=list(SHOWN.items()), method="keep", empty_label=None)
    department = filters.ChoiceFilter(label=_("Department"), choices=[])
    mine = filters.BooleanFilter(
        label=pgettext_lazy("corrective actions", "Mine"), method="filter_mine", widget=forms.CheckboxInput
    )
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset)
        self.user, self.at = user, at
        # A function, because most requests need none of them.
        self.filters["department"].extra["choices"] = self._departments

    def _departments(self):
        return [(pk, str(known)) for pk, known in self.user.tree.by_id.items()]

    def filter_queryset(self, queryset):
        wanted = self.form.cleaned_data
        found = super().filter_queryset(self._shown(queryset, wanted.get("shown") or "waiting"))
        return SORTING.apply(found, wanted.get("sort") or "due")

    def _shown(self, queryset, shown):
        if shown == "all":
            return queryset
        if shown == "waiting":
            return queryset.filter(state__in=WAITING)
        if shown == "check":
            return queryset.filter(state__in=TO_BE_CHECKED)
        if shown == "late":
            return queryset.filter(state=CorrectiveAction.State.OPEN, due__lt=localdate(self.at))
        return queryset.filter(state=shown)

    def search(self, queryset, _name, text):
        text = text.strip()
        named = Q(task__icontains=text)
        return queryset.filter(named | Q(complaint__number__icontains=text))

    def filter_mine(self, queryset, _name, is_set):
        if not is_set:
            return queryset
        people = [person.pk for person in self.user.principals]
        return queryset.filter(owner__in=people) | queryset.filter(checker__in=people)
