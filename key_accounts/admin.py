"""The policy of key accounts in Django admin; key accounts and plans themselves are worked on their pages."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from key_accounts.models import KeyAccountPolicy


@admin.register(KeyAccountPolicy)
class KeyAccountPolicyAdmin(admin.ModelAdmin):
    fieldsets = [
        (_("Who is proposed by the system"), {"fields": ["threshold", "strategic_threshold", "declined_rest_days"]}),
        (
            _("When plans are opened and due"),
            {"fields": ["opening_lead_days", "first_due", "second_due", "grace_days"]},
        ),
        (_("When the half-year is summed up"), {"fields": ["closing_lead_days", "closing_due_days"]}),
        (_("Yearly review"), {"fields": ["review_months", "review_lead_days"]}),
        (_("Relationship map"), {"fields": ["unseen_days"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        """There is one row: it opens at once."""
        return redirect("admin:key_accounts_keyaccountpolicy_change", KeyAccountPolicy.objects.in_force().pk)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
