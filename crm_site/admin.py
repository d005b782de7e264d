"""What several pages of Django admin share."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that the system writes: to be looked at and searched, never edited by hand."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
