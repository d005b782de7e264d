"""The filters of the list of complaints."""

from datetime import timedelta

import django_filters as filters
from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from complaints.fact_filters import FactFilter, ticked
from complaints.loop import State, Step
from complaints.models import Complaint, IncomingMail
from crm_site.listing import FilterForm, ListFilter, Sorting
from deadlines.models import Clock

SORTING = Sorting(
    {
        "newest": (_("Newest first"), ("-received_at", "-id")),
        "deadline": (_("By deadline"), ("open_step__clock__deadline", "id")),
    }
)


# Notices of claim that are still owed.
NOTICES = [
    ("late", _("overdue")),
    ("0", _("today")),
    ("3", _("within 3 days")),
    ("7", _("within 7 days")),
    ("30", _("within 30 days")),
]

# Drawn only where a figure was opened, or an address says so.
RARE = frozenset(FactFilter.base_filters) - {"department", "channel", "severity"} | {"transport_mode"}


class ListForm(FilterForm):
    field_order = (
        "q",
        "state",
        "step",
        "severity",
        "department",
        "channel",
        "loss",
        "notice",
        "mine",
        "overdue",
        "sort",
    )


class ComplaintFilter(FactFilter):
    rare = RARE

    q = filters.CharFilter(
        label=_("Number, customer, waybill, telephone"), method="search", widget=forms.TextInput({"type": "search"})
    )
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices)
    step = filters.ChoiceFilter(label=_("Waits for"), field_name="open_step__step", choices=Step.choices)
    loss = filters.ChoiceFilter(label=_("What befell the goods"), choices=Complaint.Loss.choices)
    transport_mode = filters.ChoiceFilter(label=_("Mode of transport"), choices=Complaint.TransportMode.choices)
    notice = filters.ChoiceFilter(label=_("Notice of claim due"), choices=NOTICES, method="filter_notice")
    mine = ticked(_("Waits for me"), "filter_mine")
    overdue = ticked(_("Overdue"), "filter_overdue")
    paused = ticked(_("Paused"), "filter_paused")
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    class Meta:
        form = ListForm

    def filter_queryset(self, queryset):
        sort = self.form.cleaned_data.get("sort")
        found = super().filter_queryset(queryset)
        # What has ended has no deadline.
        return SORTING.apply(found.filter(open_step__isnull=False) if sort == "deadline" else found, sort)

    def search(self, queryset, _name, text):
        return queryset.search(text)

    def filter_mine(self, queryset, _name, is_set):
        return queryset.waiting_for(self.user) if is_set else queryset

    def filter_overdue(self, queryset, _name, is_set):
        return queryset.overdue(self.at) if is_set else queryset

    def filter_notice(self, queryset, _name, days):
        today = localdate(self.at)
        if days == "late":
            return queryset.filter(claim_notice_due__lt=today)
        return queryset.filter(claim_notice_due__lte=today + timedelta(days=int(days)))

    def filter_paused(self, queryset, _name, is_set):
        return queryset.filter(open_step__clock__state=Clock.State.PAUSED) if is_set else queryset


class MailFilter(ListFilter):
    state = filters.ChoiceFilter(label=_("State"), choices=IncomingMail.State.choices)
    reason = filters.ChoiceFilter(label=_("Reason"), choices=IncomingMail.Reason.choices)
    sender = filters.CharFilter(label=_("Sender"), lookup_expr="icontains", widget=forms.TextInput({"type": "search"}))
