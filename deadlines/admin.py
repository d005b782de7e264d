"""Calendars, time limits, clocks and escalations in Django admin."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm_site.admin import ReadOnlyAdmin, VersionedAdmin
from deadlines import steps
from deadlines.calendar import OutsideCalendar
from deadlines.models import (
    Clock,
    ClockChange,
    ClockPause,
    DayOverride,
    DeadlinePolicy,
    EscalationEvent,
    Heartbeat,
    PolicyRule,
    Severity,
    WeekdayHours,
    WorkingCalendar,
)
from deadlines.simulation import SimulationForm


class InForceAdmin(VersionedAdmin):
    """Tables of which one is in force: it is changed by an action, so that there is always exactly one."""

    readonly_fields = ["is_default", "version", "last_changed"]
    actions = ["put_in_force"]

    @admin.action(description=gettext_lazy("Put in force"), permissions=["change"])
    def put_in_force(self, request, queryset):
        if queryset.count() != 1:
            self.message_user(request, _("Choose exactly one."), messages.ERROR)
            return
        with transaction.atomic():
            self.model.objects.filter(is_default=True).update(is_default=False)
            queryset.update(is_default=True)
        self.message_user(request, _("In force from now on for everything that starts."), messages.SUCCESS)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_default)

    def get_deleted_objects(self, objs, request):
        """The table in force stays, also when several are deleted at once."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, missing, protected + [str(obj) for obj in objs if obj.is_default]


class WeekdayHoursInline(admin.TabularInline):
    model = WeekdayHours
    extra = 0
    max_num = 7
    # Without any working hours no deadline could ever be reckoned.
    min_num = 1
    validate_min = True


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(InForceAdmin):
    list_display = ["name", "zone", "is_default", "version", "last_changed", "special_days"]
    list_filter = ["is_default"]
    search_fields = ["name"]
    inlines = [WeekdayHoursInline]

    @admin.display(description=gettext_lazy("special days"))
    def special_days(self, calendar):
        """A list of its own: hundreds of rows are no form."""
        url = reverse("admin:deadlines_dayoverride_changelist")
        return format_html('<a href="{}?calendar__id__exact={}">{}</a>', url, calendar.pk, _("Show"))


class YearFilter(admin.SimpleListFilter):
    title = gettext_lazy("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = DayOverride.objects.dates("date", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in years]

    def queryset(self, request, queryset):
        year = self.value() or ""
        return queryset.filter(date__year=int(year)) if year.isascii() and year.isdigit() else queryset


@admin.register(DayOverride)
class DayOverrideAdmin(admin.ModelAdmin):
    list_display = ["date", "weekday", "kind", "spans", "name", "name_en", "confirmed", "calendar"]
    list_filter = [YearFilter, "confirmed", "kind", "calendar"]
    list_select_related = ["calendar"]
    list_per_page = 200
    search_fields = ["name", "name_en"]
    actions = ["confirm"]

    @admin.display(description=gettext_lazy("weekday"))
    def weekday(self, day):
        return date_format(day.date, "l")

    @admin.action(description=gettext_lazy("Confirm: announced by the State Council"), permissions=["change"])
    def confirm(self, request, queryset):
        count = queryset.filter(confirmed=False).update(confirmed=True)
        text = ngettext("%(count)s day confirmed.", "%(count)s days confirmed.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)

    def get_changeform_initial_data(self, request):
        calendar = WorkingCalendar.objects.filter(is_default=True).first()
        return {"calendar": calendar} | super().get_changeform_initial_data(request)


class PolicyRuleInline(admin.TabularInline):
    model = PolicyRule
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "step":
            kwargs["widget"] = forms.Select(choices=[("", "---------"), *steps.LABELS.items()])
        if db_field.name == "grade":
            kwargs["widget"] = forms.Select(choices=[("", "---------"), *((grade, grade) for grade in steps.GRADES)])
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(DeadlinePolicy)
class DeadlinePolicyAdmin(InForceAdmin):
    list_display = ["name", "is_default", "version", "last_changed"]
    list_filter = ["is_default"]
    search_fields = ["name"]
    inlines = [PolicyRuleInline]

    def get_urls(self):
        simulator = self.admin_site.admin_view(self.simulator)
        return [path("simulator/", simulator, name="deadlines_deadlinepolicy_simulator"), *super().get_urls()]

    def simulator(self, request):
        """What the time limits would make of a severity, a grade and a start: all deadlines and levels."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        start = {"policy": DeadlinePolicy.objects.default(), "starts_at": timezone.localtime()}
        form = SimulationForm(request.GET or None, initial=start)
        explanations = []
        if form.is_valid():
            try:
                explanations = [clock.explanation() for clock in form.clocks()]
            except OutsideCalendar as error:
                form.add_error("starts_at", str(error))
        context = {"title": _("Simulator"), "opts": self.opts, "form": form, "explanations": explanations}
        return TemplateResponse(
            request, "admin/deadlines/simulator.html", self.admin_site.each_context(request) | context
        )


class StepFilter(admin.SimpleListFilter):
    title = gettext_lazy("step")
    parameter_name = "step"

    def lookups(self, request, model_admin):
        return steps.LABELS.items()

    def queryset(self, request, queryset):
        return queryset.filter(step=self.value()) if self.value() else queryset


class SeverityFilter(admin.SimpleListFilter):
    title = gettext_lazy("severity")
    parameter_name = "severity"

    def lookups(self, request, model_admin):
        return Severity.choices

    def queryset(self, request, queryset):
        return queryset.filter(severity=self.value()) if self.value() else queryset


class RecordInline(admin.TabularInline):
    """What happened to a clock."""

    extra = 0
    can_delete = False
    related = ("clock",)

    def has_add_permission(self, request, obj):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)


class EscalationInline(RecordInline):
    model = EscalationEvent
    fields = readonly_fields = ["arming", "level", "recipient", "due_at", "fired_at", "late_seconds"]
    ordering = ["arming", "level", "id"]
    related = ["recipient"]


class PauseInline(RecordInline):
    model = ClockPause
    fields = readonly_fields = ["started_at", "ended_at", "resumes_at", "reason", "by", "ended_by"]
    related = ["by", "ended_by"]


class ChangeInline(RecordInline):
    model = ClockChange
    fields = readonly_fields = ["at", "cause", "deadline_before", "deadline_after", "is_rearmed"]


@admin.register(Clock)
class ClockAdmin(ReadOnlyAdmin):
    list_display = [
        "title",
        "step_label",
        "cycle",
        "state",
        "doer",
        "department",
        "deadline",
        "next_level",
        "next_due_at",
    ]
    list_filter = ["state", StepFilter, SeverityFilter, "provisional", "department"]
    list_select_related = ["doer", "department"]
    search_fields = ["title", "doer__name", "doer__username"]
    ordering = ["-id"]
    inlines = [PauseInline, ChangeInline, EscalationInline]

    @admin.display(description=gettext_lazy("step"), ordering="step")
    def step_label(self, clock):
        return steps.step_label(clock.step)


@admin.register(EscalationEvent)
class EscalationEventAdmin(ReadOnlyAdmin):
    list_display = ["fired_at", "level", "recipient", "clock", "due_at", "late_seconds"]
    list_filter = ["level", "fired_at"]
    list_select_related = ["recipient", "clock"]
    search_fields = ["clock__title", "recipient__name", "recipient__username"]


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ["name", "at", "report"]
    list_filter = ["at"]
    search_fields = ["name"]
