"""The filters of the list of claims."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Claim
from complaints.models.claim_states import OPEN
from crm_site.listing import ListFilter


class ClaimFilter(ListFilter):
    q = filters.CharFilter(
        label=_("Number, customer, waybill, telephone"), method="search", widget=forms.TextInput({"type": "search"})
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("open", _("Not settled yet")), *Claim.State.choices], method="filter_state"
    )
    liability = filters.ChoiceFilter(label=_("Liability"), choices=Claim.Liability.choices)
    department = filters.ChoiceFilter(label=_("Department"), field_name="complaint__department", choices=[])
    mine = filters.BooleanFilter(label=_("Waits for my approval"), method="filter_mine", widget=forms.CheckboxInput)

    def __init__(self, data, queryset, user):
        super().__init__(data, queryset)
        self.user = user
        # A function, because most requests need none of them.
        self.filters["department"].extra["choices"] = self._departments

    def _departments(self):
        return [(pk, str(known)) for pk, known in self.user.tree.by_id.items()]

    def search(self, queryset, _name, text):
        complaints = Claim.complaint.field.related_model.objects.search(text)
        return queryset.filter(complaint__any_of=complaints.values("pk"))

    def filter_state(self, queryset, _name, choice):
        return queryset.filter(state__in=OPEN if choice == "open" else [choice])

    def filter_mine(self, queryset, _name, is_set):
        people = [person.pk for person in self.user.principals]
        return queryset.filter(state=Claim.State.PROPOSED, approver__in=people) if is_set else queryset
