"""Departments, users, and what the site told them, in Django admin."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.template.defaultfilters import truncatechars
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm_site.admin import ReadOnlyAdmin
from crm_site.celery import nudge
from people.models import Department, Notification, OutboxMessage, QuietHours, User
from people.tasks import send_outbox

admin.site.site_header = admin.site.site_title = _("Guanxi administration")


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "name_en", "kind", "parent", "head", "supervising_leader", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["parent", "head", "supervising_leader"]
    search_fields = ["code", "name", "name_en"]
    autocomplete_fields = ["parent", "head", "supervising_leader"]


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ["username", "name", "role", "department", "post", "mobile", "is_active"]
    list_filter = ["role", "is_active", "department"]
    list_select_related = ["department"]
    search_fields = ["username", "name", "email", "mobile"]
    ordering = ["username"]
    autocomplete_fields = ["department", "deputy"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["name", "role", "department", "post", "email", "mobile", "language", "zone"]}),
        (_("Absence"), {"fields": ["deputy", "deputy_from", "deputy_until"]}),
        (
            _("Administration"),
            {
                "classes": ["collapse"],
                "fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"],
            },
        ),
        (_("Dates"), {"classes": ["collapse"], "fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "email", "role", "department", "password1", "password2"]})]


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "title", "addressee", "state", "attempts", "next_attempt_at", "sent_at", "error"]
    list_filter = ["state", "created_at"]
    list_select_related = ["recipient"]
    search_fields = ["title", "recipient__name", "recipient__username", "recipient__email", "address"]
    actions = ["send_again"]

    @admin.display(description=_("recipient"), ordering="recipient")
    def addressee(self, message):
        return message.addressee

    @admin.display(description=_("last error"))
    def error(self, message):
        return truncatechars(message.last_error, 80)

    @admin.action(description=_("Send again what was given up"), permissions=["send"])
    def send_again(self, request, queryset):
        count = queryset.send_again(timezone.now())
        nudge(send_outbox)
        text = ngettext("%(count)s message waits again.", "%(count)s messages wait again.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)

    def has_send_permission(self, request):
        return request.user.has_perm("people.change_outboxmessage")


@admin.register(QuietHours)
class QuietHoursAdmin(admin.ModelAdmin):
    list_display = ["__str__", "starts", "ends"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not QuietHours.objects.exists()


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "recipient", "title", "read_at"]
    list_filter = ["created_at"]
    list_select_related = ["recipient"]
    search_fields = ["title", "recipient__name", "recipient__username"]
