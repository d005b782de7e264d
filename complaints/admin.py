"""The cause tree in Django admin, kept by the customer-relations office, and what became of mails to the complaint mailbox, without their
texts; complaints themselves are worked on their pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from complaints.models import Cause, ClaimPolicy, IncomingMail
from crm_site.admin import ReadOnlyAdmin


class ChildInline(admin.TabularInline):
    model = Cause
    fields = ["position", "code", "name", "name_en", "department", "is_active"]
    autocomplete_fields = ["department"]
    extra = 0
    verbose_name = _("cause of this group")
    verbose_name_plural = _("causes of this group")


@admin.register(Cause)
class CauseAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "name_en", "parent", "department", "position", "is_active"]
    list_editable = ["position", "is_active"]
    list_filter = ["is_active", ("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent", "department"]
    search_fields = ["code", "name", "name_en"]
    autocomplete_fields = ["department"]
    inlines = [ChildInline]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            # Two levels, no more.
            kwargs["queryset"] = Cause.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_inlines(self, request, obj):
        return self.inlines if obj is not None and obj.parent_id is None else []

    def has_delete_permission(self, request, obj=None):
        """A cause that is not used any more is made inactive, so that old complaints keep theirs."""
        return False


@admin.register(IncomingMail)
class IncomingMailAdmin(ReadOnlyAdmin):
    """For whoever looks after the mailbox: what was taken and what was not, and why; not what customers wrote."""

    fields = ["received_at", "sender", "message_id", "state", "reason"]
    list_display = ["received_at", "sender", "state", "reason"]
    list_filter = ["state", "reason", "received_at"]
    search_fields = ["sender", "message_id"]
    show_full_result_count = False


@admin.register(ClaimPolicy)
class ClaimPolicyAdmin(admin.ModelAdmin):
    list_display = ["valid_from", "free_limit", "leader_limit"]
