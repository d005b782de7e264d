"""Questionnaires in Django admin: drafts are changed here, section by section; one that was used is only looked at."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm_site.admin import ReadOnlyAdmin
from surveys.models import Attempt, DoNotAsk, FollowUpRule, Item, Questionnaire, ResultSnapshot, Section, Wave


class OptionsField(forms.CharField):
    """Options of a choice, one per line: value | Chinese | English."""

    widget = forms.Textarea({"rows": 4, "cols": 40})

    def prepare_value(self, value):
        return "\n".join(" | ".join(option) for option in value) if isinstance(value, list) else value

    def clean(self, value):
        options = [self._option(line) for line in super().clean(value).splitlines() if line.strip()]
        values = [option[0] for option in options]
        if len(set(values)) != len(values):
            raise ValidationError(_("Two options have the same value."))
        return options

    def has_changed(self, initial, data):
        return self.clean(data or "") != (initial or [])

    @staticmethod
    def _option(line):
        parts = [part.strip() for part in line.split("|")]
        if not 2 <= len(parts) <= 3 or not all(parts[:2]):
            raise ValidationError(_("Write each option like: value | Chinese | English"))
        return [*parts, ""][:3]


class ItemForm(forms.ModelForm):
    options = OptionsField(required=False, help_text=_("One per line: value | Chinese | English"))

    class Meta:
        model = Item
        fields = [
            "position",
            "key",
            "text",
            "text_en",
            "kind",
            "options",
            "most",
            "largest",
            "is_required",
            "role",
            "source",
        ]


class WhileDraft:
    """Only a draft is changed; the database refuses the rest as well."""

    def has_add_permission(self, request, obj=None):
        return super().has_change_permission(request) and is_draft(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_draft(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_draft(obj)


def is_draft(obj):
    """Of a questionnaire, or of the one that a section belongs to; what is not there yet may be written."""
    questionnaire = getattr(obj, "questionnaire", obj)
    return questionnaire is None or questionnaire.is_draft


class SectionInline(WhileDraft, admin.TabularInline):
    model = Section
    fields = ["position", "key", "name", "name_en", "is_link", "audience", "service"]
    extra = 0
    show_change_link = True


class ItemInline(WhileDraft, admin.StackedInline):
    model = Item
    form = ItemForm
    extra = 0


@admin.register(Questionnaire)
class QuestionnaireAdmin(WhileDraft, admin.ModelAdmin):
    list_display = ["name", "name_en", "key", "version", "state"]
    list_filter = ["state"]
    search_fields = ["key", "name", "name_en"]
    readonly_fields = ["version", "state"]
    inlines = [SectionInline]


@admin.register(Section)
class SectionAdmin(WhileDraft, admin.ModelAdmin):
    """Reached from its questionnaire; here its items are written."""

    list_display = ["key", "name", "name_en", "questionnaire", "is_link"]
    list_filter = ["is_link", "questionnaire"]
    list_select_related = ["questionnaire"]
    search_fields = ["key", "name", "name_en", "items__key", "items__text", "items__text_en"]
    autocomplete_fields = ["questionnaire"]
    inlines = [ItemInline]


@admin.register(DoNotAsk)
class DoNotAskAdmin(admin.ModelAdmin):
    """Whoever changed their mind is taken off the list."""

    list_display = ["contact", "customer", "at", "wave", "by"]
    list_filter = ["at"]
    list_select_related = ["contact__customer", "wave", "by"]
    search_fields = ["contact__name", "contact__customer__name", "contact__customer__code"]
    # In words: who keeps this list need not have the pages of waves and people here.
    readonly_fields = ["contact", "at", "said_to", "taken_down_by"]

    @admin.display(description=_("customer"))
    def customer(self, row):
        return row.contact.customer

    @admin.display(description=_("said to"))
    def said_to(self, row):
        return row.wave

    @admin.display(description=_("taken down by"))
    def taken_down_by(self, row):
        return row.by

    def has_add_permission(self, request):
        return False


@admin.register(Wave)
class WaveAdmin(ReadOnlyAdmin):
    """Waves are run on their pages."""

    list_display = ["name", "questionnaire", "state", "method", "sample_size", "opened_at", "closed_at"]
    list_filter = ["state", "method"]
    list_select_related = ["questionnaire"]
    search_fields = ["name"]


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ["at", "unit", "number", "interviewer", "result", "call_back_at", "note"]
    list_filter = ["result"]
    list_select_related = ["unit__customer", "interviewer"]
    search_fields = ["unit__customer__name", "unit__customer__code", "interviewer__name", "note"]


@admin.register(FollowUpRule)
class FollowUpRuleAdmin(admin.ModelAdmin):
    """When a low score opens a follow-up; a change counts for answer sheets completed from then on."""

    list_display = ["what", "limit", "is_active"]
    list_editable = ["limit", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["what"]


@admin.register(ResultSnapshot)
class ResultSnapshotAdmin(ReadOnlyAdmin):
    """When the results of a wave were reckoned, and how long it took."""

    list_display = ["wave", "computed_at", "seconds", "requested_at", "requested_by"]
    list_filter = ["computed_at"]
    list_select_related = ["wave", "requested_by"]
    search_fields = ["wave__name"]
    exclude = ["figures"]
