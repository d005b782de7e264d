"""Departments and users in Django admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from people.models import Department, User

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
