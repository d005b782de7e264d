"""What several pages of Django admin share."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that the system writes: to be looked at and searched, never edited by hand."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class VersionedAdmin(admin.ModelAdmin):
    """Rules whose every edit counts; the database says when the last one was."""

    @admin.display(description=_("last changed"), ordering="changed_at")
    def last_changed(self, row):
        """Nothing while the first version is being written."""
        return row.changed_at if row.pk else None
