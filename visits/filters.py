"""The filters of the lists of visits and proposals."""

from datetime import timedelta

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.listing import ListFilter, Sorting
from customers.models import Customer
from people.models import User
from visits.models import CareTask, Invitation, Visit
from visits.periods import start_of
from visits.states import UNPLANNED, State

SORTING = Sorting(
    {
        "newest": (_("Newest first"), ("-planned_at", "-id")),
        "oldest": (_("Oldest first"), ("planned_at", "id")),
    }
)
PROPOSAL_SORTING = Sorting(
    {"due": (_("By day"), ("due_on", "id")), "customer": (_("By name"), ("customer__name", "id"))}
)
INVITATION_SORTING = Sorting(
    {"customer": (_("By name"), ("customer__name", "id")), "newest": (_("Newest first"), ("-id",))}
)
CARE_SORTING = Sorting({"day": (_("By day"), ("day", "id")), "newest": (_("Newest first"), ("-day", "-id"))})
WHEN = [("today", _("Today")), ("week", _("Next 7 days")), ("month", _("Next 30 days")), ("late", _("Report missing"))]


class AreaFilter(ListFilter):
    """What the lists of the area share: the customer by any part of the name, and whose it is."""

    q = filters.CharFilter(
        label=_("Customer, pinyin initials, code"), method="search", widget=forms.TextInput({"type": "search"})
    )
    mine = filters.BooleanFilter(
        label=pgettext_lazy("visits", "Mine"), method="filter_mine", widget=forms.CheckboxInput
    )
    person = filters.ChoiceFilter(label=_("Who goes"), choices=[], method="filter_person")
    whose = "owner"
    sorting = SORTING

    def __init__(self, data, queryset, user):
        super().__init__(data, queryset)
        self.user = user
        team = [(person.pk, str(person)) for person in team_of(user)]
        if team:
            self.filters["person"].extra["choices"] = team
        else:
            del self.filters["person"]

    def filter_queryset(self, queryset):
        return self.sorting.apply(super().filter_queryset(queryset), self.form.cleaned_data.get("sort"))

    def search(self, queryset, _name, text):
        return queryset.filter(customer__any_of=Customer.objects.search(text).values("pk"))

    def filter_mine(self, queryset, _name, is_set):
        return queryset.filter(**{f"{self.whose}__in": self.user.principals}) if is_set else queryset

    def filter_person(self, queryset, _name, pk):
        return queryset.filter(**{self.whose: pk})


class VisitFilter(AreaFilter):
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices)
    when = filters.ChoiceFilter(label=_("When"), choices=WHEN, method="filter_when")
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def filter_queryset(self, queryset):
        """What was never planned is shown only where its state is asked for."""
        state = self.form.cleaned_data.get("state")
        return super().filter_queryset(queryset if state else queryset.exclude(state__in=UNPLANNED))

    def filter_when(self, queryset, _name, when):
        at = timezone.now()
        if when == "late":
            return queryset.awaiting_report(at)
        start = start_of(timezone.localdate(at))
        return queryset.between(start, start + timedelta(days={"today": 1, "week": 7}.get(when, 30)))


class ProposalFilter(AreaFilter):
    reason = filters.ChoiceFilter(label=_("Why"), choices=Visit.Reason.choices)
    grade = filters.ChoiceFilter(label=_("Grade"), field_name="customer__grade", choices=Customer.Grade.choices)
    tier = filters.ChoiceFilter(label=_("Tier"), field_name="customer__tier", choices=Customer.Tier.choices)
    sort = filters.ChoiceFilter(label=_("Sort"), choices=PROPOSAL_SORTING.choices(), method="keep", empty_label=None)
    sorting = PROPOSAL_SORTING


class CareFilter(AreaFilter):
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("to_do", _("Not done yet")), *CareTask.State.choices], method="filter_state"
    )
    way = filters.ChoiceFilter(label=_("Way"), choices=CareTask.Way.choices)
    sort = filters.ChoiceFilter(label=_("Sort"), choices=CARE_SORTING.choices(), method="keep", empty_label=None)
    whose = "doer"
    sorting = CARE_SORTING

    def filter_state(self, queryset, _name, state):
        return queryset.to_do() if state == "to_do" else queryset.filter(state=state)


class InvitationFilter(AreaFilter):
    reply = filters.ChoiceFilter(label=_("Reply"), choices=Invitation.Reply.choices)
    attended = filters.ChoiceFilter(
        label=_("Attended"), choices=[("yes", _("Yes")), ("no", _("No"))], method="filter_attended"
    )
    person = filters.ChoiceFilter(label=_("Account manager"), choices=[], method="filter_person")
    sort = filters.ChoiceFilter(label=_("Sort"), choices=INVITATION_SORTING.choices(), method="keep", empty_label=None)
    whose = "customer__owner"
    sorting = INVITATION_SORTING

    def filter_attended(self, queryset, _name, value):
        return queryset.filter(attended=value == "yes")


def team_of(user):
    """Whom a supervisor or analyst may look at one by one; nobody for all others."""
    keepers = User.objects.active().filter(role__in=["account_manager", "supervisor"]).order_by("name", "id")
    if user.sees_all:
        return keepers
    return keepers.filter(department__in=user.supervised_departments)
