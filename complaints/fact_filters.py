"""The filters that reports and the list of complaints share, so that every figure opens exactly the rows behind it."""

from datetime import datetime, time

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.branches import branches_of
from complaints.loop import Outcome, Step
from complaints.models import Cause, Complaint
from complaints.models.reported import AGES, SATISFACTIONS
from crm_site.listing import ListFilter
from customers.figures.months import read_month
from customers.importing.errors import CellError
from customers.models import Customer

NONE = "none"
REGISTERS = (("no", _("Logged here")), ("yes", _("From an older register")))


def ticked(label, method):
    return filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


def chosen(label, choices=(), **options):
    return filters.ChoiceFilter(label=label, choices=choices, **options)


class MonthField(forms.CharField):
    """A month such as 2026-01, as its first day."""

    widget = forms.TextInput({"type": "month", "placeholder": "2026-01"})

    def clean(self, value):
        text = super().clean(value)
        try:
            return read_month(text) if text else None
        except CellError as error:
            raise ValidationError(str(error)) from error


class MonthFilter(filters.Filter):
    field_class = MonthField


def start_of(day):
    """The moment at which a day begins in the company's zone, whatever zone the reader chose."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def next_month(day):
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


class FactFilter(ListFilter):
    since = MonthFilter(label=_("Received from"), method="filter_since")
    until = MonthFilter(label=_("Received until"), method="filter_until")
    branch = chosen(_("Branch"), method="filter_branch")
    department = chosen(_("Department"), method="filter_or_none")
    cause_group = chosen(_("Group of causes"), method="filter_cause_group")
    cause = chosen(_("Cause"), method="filter_or_none")
    grade = chosen(_("Customer grade"), [*Customer.Grade.choices, (NONE, _("Without grade"))], method="filter_or_blank")
    service_line = chosen(
        _("Service line"),
        [*Complaint.ServiceLine.choices, (NONE, _("Without service line"))],
        method="filter_or_blank",
    )
    channel = chosen(_("Channel"), Complaint.Channel.choices)
    severity = chosen(_("Severity"), Complaint.Severity.choices)
    register = chosen(pgettext_lazy("complaints", "Origin"), REGISTERS, method="filter_register")
    counted = ticked(_("Counted in reports"), "filter_counted")
    malicious = ticked(_("Malicious"), "filter_malicious")
    late = chosen(_("Late step"), [("any", _("any step")), *Step.choices], method="filter_late")
    satisfaction = chosen(
        _("Satisfaction"), [(value, Outcome(value).label) for value in SATISFACTIONS], method="filter_satisfaction"
    )
    age = chosen(
        _("Open for"), [("all", _("any time")), *((key, age[0]) for key, age in AGES.items())], method="filter_age"
    )
    repeat = ticked(_("Repeats another"), "filter_repeat")
    reopened = ticked(_("Reopened"), "filter_reopened")
    closed_here = ticked(_("Closed here"), "filter_closed_here")

    def __init__(self, data, queryset, user, at):
        super().__init__(data, queryset)
        self.user, self.at = user, at
        # Functions, because most requests need none of them.
        choices = {
            "branch": lambda: [(pk, str(user.tree.by_id[pk])) for pk in branches_of(user.tree)],
            "department": lambda: [*((pk, str(known)) for pk, known in user.tree.by_id.items()), (NONE, _("None yet"))],
            "cause_group": lambda: [*_causes(parent__isnull=True), (NONE, _("Without cause"))],
            "cause": lambda: [*_causes(), (NONE, _("Without cause"))],
        }
        for name in choices.keys() & self.filters.keys():
            self.filters[name].extra["choices"] = choices[name]

    def filter_since(self, queryset, _name, month):
        return queryset.filter(received_at__gte=start_of(month))

    def filter_until(self, queryset, _name, month):
        return queryset.filter(received_at__lt=start_of(next_month(month)))

    def filter_branch(self, queryset, _name, pk):
        return queryset.filter(department__in=branches_of(self.user.tree)[int(pk)])

    def filter_or_none(self, queryset, name, pk):
        return queryset.filter(**({f"{name}__isnull": True} if pk == NONE else {name: pk}))

    def filter_or_blank(self, queryset, name, value):
        return queryset.filter(**{name: "" if value == NONE else value})

    def filter_cause_group(self, queryset, _name, pk):
        if pk == NONE:
            return queryset.filter(cause__isnull=True)
        return queryset.filter(Q(cause=pk) | Q(cause__in=Cause.objects.filter(parent=pk).values("pk")))

    def filter_register(self, queryset, _name, value):
        return queryset.filter(is_imported=value == "yes")

    def filter_counted(self, queryset, _name, is_set):
        return queryset.counted() if is_set else queryset

    def filter_malicious(self, queryset, _name, is_set):
        return queryset.filter(is_malicious=True) if is_set else queryset

    def filter_late(self, queryset, _name, step):
        return queryset.with_late_step(None if step == "any" else step)

    def filter_satisfaction(self, queryset, _name, outcome):
        return queryset.with_satisfaction().filter(satisfaction=outcome)

    def filter_age(self, queryset, _name, band):
        return queryset.open() if band == "all" else queryset.of_age(band, self.at)

    def filter_repeat(self, queryset, _name, is_set):
        return queryset.filter(repeat_of__isnull=False) if is_set else queryset

    def filter_reopened(self, queryset, _name, is_set):
        return queryset.with_reopening().filter(was_reopened=True) if is_set else queryset

    def filter_closed_here(self, queryset, _name, is_set):
        return queryset.closed_here() if is_set else queryset


def _causes(**conditions):
    return [(cause.pk, str(cause)) for cause in Cause.objects.filter(**conditions)]
