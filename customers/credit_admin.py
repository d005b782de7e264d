"""Credit policies, to be edited; credit reviews and documents, to be looked at: they have pages of their own."""

from django.contrib import admin

from crm_site.admin import ReadOnlyAdmin
from customers.models import CreditPolicy, CreditReview, Document


@admin.register(CreditPolicy)
class CreditPolicyAdmin(admin.ModelAdmin):
    list_display = [
        *("valid_from", "approval_limit", "approval_raise", "amber_share", "red_months", "tolerance", "review_months")
    ]
    # A new policy mostly differs from the one before in a number.
    save_as = True


@admin.register(CreditReview)
class CreditReviewAdmin(ReadOnlyAdmin):
    list_display = ["customer", "reviewed_on", "grade", "limit", "state", "by", "decided_by", "decided_at"]
    list_filter = ["state", "grade"]
    list_select_related = ["customer", "by", "decided_by"]
    search_fields = ["customer__name", "customer__code", "by__name"]
    ordering = ["-at", "-id"]


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ["title", "customer", "kind", "valid_until", "at", "by", "removed_at", "removed_by"]
    list_filter = ["kind", ("removed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["customer", "by", "removed_by"]
    search_fields = ["title", "number", "customer__name", "customer__code"]
    ordering = ["-at", "-id"]
