"""The filters of the list: all that the board has, and whatever a figure leads to."""

from datetime import date, datetime, time, timedelta

import django_filters as filters
from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from crm_site.listing import Sorting
from customers.business.filters import BoardFilter, BusinessFilter
from customers.business.stages import OPEN, PLACES, Stage
from customers.models import LossReason, OpportunityMove
from customers.models.opportunity_queries import BY_REVENUE

SORTING = Sorting(
    {
        "recent": (gettext_lazy("Last changed first"), ("-touched_at", "-id")),
        "revenue": (gettext_lazy("By monthly revenue"), BY_REVENUE),
        "step": (gettext_lazy("By next step"), ("next_step_on", "id")),
        "oldest": (gettext_lazy("Longest in its stage first"), ("stage_since", "id")),
    }
)
ALL_OPEN = "open"


def ticked(label, method):
    return filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


def day(label):
    return filters.DateFilter(label=label, method="keep", widget=forms.DateInput({"type": "date"}))


def happenings():
    """What may have happened in a stretch of days, as the figures count it."""
    yield "opened", pgettext("opportunity", "Opened")
    yield "won", pgettext("stage", "Won")
    yield "lost", pgettext("stage", "Lost")
    for stage in PLACES:
        yield f"reached_{stage}", _("Opened, and came as far as “%(stage)s”") % {"stage": stage.label}
    for stage in OPEN:
        yield f"left_{stage}", _("Left the stage “%(stage)s”") % {"stage": stage.label}


class OpportunityFilter(BoardFilter):
    stage = filters.ChoiceFilter(
        label=gettext_lazy("Stage"),
        method="filter_stage",
        choices=[(ALL_OPEN, gettext_lazy("All open stages")), *Stage.choices],
    )
    no_step = ticked(gettext_lazy("Without next step"), "filter_no_step")
    no_start = ticked(gettext_lazy("Without expected start"), "filter_no_start")
    happened = filters.ChoiceFilter(
        label=pgettext_lazy("new business", "What happened"), method="filter_happened", choices=[]
    )
    since = day(gettext_lazy("From"))
    until = day(gettext_lazy("To"))
    reason = filters.ModelChoiceFilter(
        label=gettext_lazy("Reason of loss"), field_name="lost_reason", queryset=LossReason.objects.all()
    )
    sort = filters.ChoiceFilter(label=gettext_lazy("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["happened"].extra["choices"] = list(happenings())

    def filter_queryset(self, queryset):
        return SORTING.apply(super().filter_queryset(queryset), self.form.cleaned_data.get("sort"))

    def filter_stage(self, queryset, _name, value):
        return queryset.open() if value == ALL_OPEN else queryset.filter(stage=value)

    def filter_no_step(self, queryset, _name, is_set):
        return queryset.without_next_step() if is_set else queryset

    def filter_no_start(self, queryset, _name, is_set):
        return queryset.filter(starts_on=None) if is_set else queryset

    def filter_happened(self, queryset, _name, value):
        """In the days from `since` to `until`, or at any time."""
        what, _underscore, stage = value.partition("_")
        if what == "left":
            moves = OpportunityMove.objects.filter(from_stage=stage, **self.within("at"))
            return queryset.filter(pk__in=moves.values("opportunity"))
        if what in (Stage.WON, Stage.LOST):
            return queryset.filter(stage=what, **self.within("closed_at"))
        furthest = {"furthest__gte": PLACES[Stage(stage)]} if stage else {}
        return queryset.filter(**furthest, **self.within("created_at"))

    def within(self, field):
        """The lookups for moments of `field` in the days that were chosen."""
        return within(field, self.form.cleaned_data.get("since"), self.form.cleaned_data.get("until"))


class FiguresFilter(BusinessFilter):
    """Whose figures, and of which days; by default of the last twelve months."""

    since = day(gettext_lazy("From"))
    until = day(gettext_lazy("To"))


def within(field, since, until):
    """The lookups for moments of `field` from the beginning of one day to the end of another, where they are given."""
    lookups = {}
    if since:
        lookups[f"{field}__gte"] = make_aware(datetime.combine(since, time()))
    # Nothing comes after the last day that there is.
    if until and until < date.max:
        lookups[f"{field}__lt"] = make_aware(datetime.combine(until + timedelta(days=1), time()))
    return lookups
