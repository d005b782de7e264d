"""Catalogues and valuation policies, kept by the customer-relations office and administrators; and what was made with them."""

from itertools import groupby, pairwise
from operator import attrgetter

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import customers.credit_admin
import customers.record_admin  # noqa: F401 - its pages register themselves
from crm_site.admin import ReadOnlyAdmin, VersionedAdmin
from customers.models import (
    GradeOverride,
    Industry,
    LossReason,
    MonthlyFigure,
    Region,
    StageSetting,
    StrategicAssessment,
    ValuationBand,
    ValuationPolicy,
    ValuationRun,
)
from customers.valuation import PRESENT, STRATEGIC, Criterion


@admin.register(Industry, Region)
class CatalogueAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "name_en", "parent", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["parent"]
    search_fields = ["code", "name", "name_en"]
    autocomplete_fields = ["parent"]


@admin.register(StageSetting)
class StageSettingAdmin(admin.ModelAdmin):
    """One row for each open stage: they are set, and neither added nor removed."""

    list_display = ["stage", "probability", "silent_days"]
    readonly_fields = ["stage"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LossReason)
class LossReasonAdmin(admin.ModelAdmin):
    list_display = ["name", "name_en", "to_competitor", "is_active"]
    list_filter = ["to_competitor", "is_active"]
    search_fields = ["name", "name_en"]


class BandFormSet(BaseInlineFormSet):
    """What counts needs bands, and more is never worth less."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [
            form for form in self.forms if form not in self.deleted_forms and (form.has_changed() or form.instance.pk)
        ]
        bands = sorted((form.instance for form in kept), key=attrgetter("criterion", "at_least"))
        by_criterion = {name: list(group) for name, group in groupby(bands, attrgetter("criterion"))}
        for criterion in Criterion:
            rows = by_criterion.get(criterion, [])
            if not rows and getattr(self.instance, f"weight_{criterion}"):
                raise ValidationError(_("“%(criterion)s” has a weight but no band.") % {"criterion": criterion.label})
            if any(above.points < below.points for below, above in pairwise(rows)):
                raise ValidationError(
                    _("“%(criterion)s”: a higher value must not get fewer points.") % {"criterion": criterion.label}
                )


class BandInline(admin.TabularInline):
    model = ValuationBand
    formset = BandFormSet
    extra = 1


def weights_of(side):
    return [f"weight_{criterion}" for criterion in side]


@admin.register(ValuationPolicy)
class ValuationPolicyAdmin(VersionedAdmin):
    list_display = ["name", "valid_from", "grade_rule", "months", "version", "last_changed"]
    list_filter = ["grade_rule"]
    search_fields = ["name"]
    readonly_fields = ["version", "last_changed"]
    inlines = [BandInline]
    # A new policy mostly differs from the one before in a few numbers.
    save_as = True
    fieldsets = [
        (None, {"fields": ["name", "valid_from", ("months", "run_day"), ("version", "last_changed")]}),
        (
            gettext_lazy("Weights in per cent"),
            {
                "description": gettext_lazy("The eight together make 100."),
                "fields": [tuple(weights_of(PRESENT)), tuple(weights_of(STRATEGIC))],
            },
        ),
        (gettext_lazy("Grades"), {"fields": ["grade_rule", ("share_a", "share_b"), ("score_a", "score_b")]}),
        (gettext_lazy("Lifetime value"), {"fields": [("retention_rate", "horizon_years", "discount_rate")]}),
    ]


@admin.register(ValuationRun)
class ValuationRunAdmin(ReadOnlyAdmin):
    list_display = ["as_of", "first_month", "last_month", "policy", "state", "by", "created_at", "finished_at"]
    list_filter = ["state", "policy"]
    search_fields = ["policy__name", "by__name", "by__username"]
    list_select_related = ["policy", "by"]
    date_hierarchy = "as_of"
    ordering = ["-as_of", "-id"]


@admin.register(GradeOverride)
class GradeOverrideAdmin(ReadOnlyAdmin):
    list_display = ["customer", "grade", "at", "ends_on", "by", "ended_at", "ended_by"]
    list_filter = ["grade", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["customer", "by", "ended_by"]
    search_fields = ["customer__name", "customer__code", "by__name"]
    ordering = ["-at", "-id"]


@admin.register(StrategicAssessment)
class StrategicAssessmentAdmin(ReadOnlyAdmin):
    list_display = ["customer", "at", "by", *STRATEGIC]
    list_filter = ["at"]
    list_select_related = ["customer", "by"]
    search_fields = ["customer__name", "customer__code", "by__name"]
    ordering = ["-at", "-id"]


@admin.register(MonthlyFigure)
class MonthlyFigureAdmin(ReadOnlyAdmin):
    list_display = [
        *("customer", "project", "month", "revenue", "cost", "gross_profit", "shipments", "orders"),
        *("receivable", "overdue"),
    ]
    list_filter = [("project", admin.EmptyFieldListFilter)]
    list_select_related = ["customer", "project"]
    search_fields = ["^customer__code", "^customer__name"]
    ordering = ["-id"]
