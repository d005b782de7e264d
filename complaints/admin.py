"""What the customer-relations office keeps in Django admin: causes, limits, letters, canned answers; and what became of mails to
the complaint mailbox, without their texts. Complaints themselves are worked on their pages."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from complaints.models import CannedAnswer, Cause, ClaimNoticeLimit, ClaimPolicy, IncomingMail, LetterTemplate
from complaints.placeholders import PLACEHOLDERS
from complaints.tasks import follow_notice_limits
from crm_site.admin import ReadOnlyAdmin
from crm_site.celery import nudge


class ChildInline(admin.TabularInline):
    model = Cause
    fields = ["position", "code", "name", "name_en", "department", "is_active"]
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


@admin.register(ClaimNoticeLimit)
class ClaimNoticeLimitAdmin(admin.ModelAdmin):
    """Notices that are owed get their new day within minutes."""

    list_display = ["transport_mode", "loss", "days", "counted_from", "source", "source_en"]
    list_display_links = ["transport_mode", "loss", "days"]
    list_filter = ["transport_mode", "loss"]
    search_fields = ["source", "source_en"]

    def save_model(self, request, limit, form, change):
        super().save_model(request, limit, form, change)
        nudge(follow_notice_limits)

    def delete_model(self, request, limit):
        super().delete_model(request, limit)
        nudge(follow_notice_limits)


class FilledInAdmin(admin.ModelAdmin):
    """Texts with placeholders, which are listed beside them."""

    readonly_fields = ["placeholders"]

    @admin.display(description=_("placeholders"))
    def placeholders(self, _instance):
        lines = [(f"{{{name}}}", each.description) for name, each in PLACEHOLDERS.items()]
        lines.append(("[[…]]", _("a gap that the writer fills in by hand; no letter leaves with one")))
        return format_html_join("", "<div><code>{}</code> {}</div>", lines)


@admin.register(LetterTemplate)
class LetterTemplateAdmin(FilledInAdmin):
    fields = [
        *("kind", "name", "name_en", "position", "is_active", "placeholders"),
        *("subject", "body", "subject_en", "body_en"),
    ]
    list_display = ["__str__", "kind", "position", "is_active"]
    list_editable = ["position", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "name_en", "subject", "subject_en"]


@admin.register(CannedAnswer)
class CannedAnswerAdmin(FilledInAdmin):
    fields = ["name", "name_en", "department", "is_active", "placeholders", "text", "text_en"]
    list_display = ["__str__", "department", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["department"]
    search_fields = ["name", "name_en", "text", "text_en"]
