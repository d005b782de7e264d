"""Visiting rules, occasions and settings in Django admin; visits and care tasks themselves are worked on their pages."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm_site.admin import ReadOnlyAdmin
from customers.models import Contact, Customer
from visits.models import CareTask, CustomerDay, Occasion, Visit, VisitRule, VisitSettings


def several(choices, label, help_text=""):
    """Ticks instead of a comma-separated text for a field that holds several choices."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=choices, label=label, required=False, widget=widget, help_text=help_text)


class VisitRuleForm(forms.ModelForm):
    levels = several(Contact.Level.choices, _("levels to be seen"))


@admin.register(VisitRule)
class VisitRuleAdmin(admin.ModelAdmin):
    form = VisitRuleForm
    list_display = ["name", "name_en", "tier", "grade", "interval", "silence_days", "is_active"]
    list_filter = ["is_active", "tier", "grade"]
    search_fields = ["name", "name_en"]

    @admin.display(description=_("how often"))
    def interval(self, rule):
        return rule.interval

    def has_delete_permission(self, request, obj=None):
        """A rule that made proposals is made inactive, so that they keep it."""
        unused = obj is not None and not obj.visits.exists()
        return super().has_delete_permission(request, obj) and (obj is None or unused)


class OccasionForm(forms.ModelForm):
    tiers = several(
        Customer.Tier.choices, _("tiers"), _("Customers of one of these tiers or grades; without any, all.")
    )
    grades = several(Customer.Grade.choices, _("grades"))


@admin.register(Occasion)
class OccasionAdmin(admin.ModelAdmin):
    form = OccasionForm
    list_display = ["name", "name_en", "kind", "date", "way", "in_name_of", "gift", "budget", "is_active"]
    list_filter = ["kind", "way", "calendar", "is_active"]
    search_fields = ["name", "name_en", "gift"]
    fieldsets = [
        (None, {"fields": ["kind", ("name", "name_en"), "is_active"]}),
        (_("Date"), {"fields": [("calendar", "month", "day", "year")]}),
        (_("Whom"), {"fields": ["tiers", "grades"]}),
        (_("How"), {"fields": [("way", "in_name_of"), ("gift", "budget"), "lead_days"]}),
    ]

    @admin.display(description=_("date"))
    def date(self, occasion):
        return occasion.date_text if occasion.month else ""

    def has_delete_permission(self, request, obj=None):
        """An occasion on which somebody was congratulated is made inactive."""
        unused = obj is not None and not obj.tasks.exists()
        return super().has_delete_permission(request, obj) and (obj is None or unused)


@admin.register(CustomerDay)
class CustomerDayAdmin(admin.ModelAdmin):
    list_display = ["title", "customer", "kind", "date_text"]
    list_filter = ["kind", "calendar"]
    list_select_related = ["customer"]
    search_fields = ["title", "customer__name", "customer__code"]
    raw_id_fields = ["customer"]

    @admin.display(description=_("date"))
    def date_text(self, day):
        return day.date_text


@admin.register(VisitSettings)
class VisitSettingsAdmin(admin.ModelAdmin):
    list_display = ["__str__", "days_ahead", "missed_after", "lead_days", "gift_limit"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not VisitSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    list_display = ["customer", "planned_at", "owner", "state", "rule", "period_start"]
    list_filter = ["state", "reason", ("rule", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["customer", "owner", "rule"]
    search_fields = ["customer__name", "customer__code", "owner__name", "purpose"]
    ordering = ["-id"]


@admin.register(CareTask)
class CareTaskAdmin(ReadOnlyAdmin):
    list_display = ["occasion", "customer", "day", "doer", "way", "gift", "budget", "state", "cost"]
    list_filter = ["state", "way", ("occasion", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["occasion", "customer", "doer"]
    search_fields = ["customer__name", "customer__code", "doer__name", "title", "gift"]
    ordering = ["-id"]
