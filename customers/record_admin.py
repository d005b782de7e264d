"""Records of the customer file in Django admin, to be looked at and searched, never edited: they have pages of their own.

What was said with customers, and what stood in their files, is not shown here: administrators have no business right.
"""

from django.contrib import admin

from crm_site.admin import ReadOnlyAdmin
from customers.models import (
    ContactEntry,
    CustomerMerge,
    DuplicatePair,
    HandedCustomer,
    HandOver,
    Milestone,
    OwnerPeriod,
    Project,
)


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class MilestoneInline(ReadOnlyInline):
    model = Milestone


class HandedCustomerInline(ReadOnlyInline):
    model = HandedCustomer
    fields = ["customer", "former_owner", "outcome", "settled_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("customer", "former_owner")


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    list_display = ["name", "customer", "phase", "owner", "started_on", "contract_ends_on"]
    list_filter = ["phase"]
    list_select_related = ["customer", "owner"]
    search_fields = ["name", "customer__name", "customer__code"]
    inlines = [MilestoneInline]


@admin.register(ContactEntry)
class ContactEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "customer", "channel", "by", "answer_clock", "answered_at"]
    list_filter = ["channel", ("answered_at", admin.EmptyFieldListFilter)]
    list_select_related = ["customer", "by", "answer_clock"]
    search_fields = ["customer__name", "customer__code", "by__name", "by__username"]
    date_hierarchy = "at"
    fields = ["customer", "project", "by", "at", "channel", "answered_at", "answered_by", "created_at", "edited_at"]


@admin.register(HandOver)
class HandOverAdmin(ReadOnlyAdmin):
    list_display = ["proposed_at", "proposed_by", "receiver", "effective_on", "state", "effective_at"]
    list_filter = ["state"]
    list_select_related = ["proposed_by", "receiver"]
    search_fields = ["proposed_by__name", "receiver__name", "customers__customer__name", "customers__customer__code"]
    inlines = [HandedCustomerInline]


@admin.register(OwnerPeriod)
class OwnerPeriodAdmin(ReadOnlyAdmin):
    list_display = ["customer", "owner", "since", "until"]
    list_filter = [("until", admin.EmptyFieldListFilter)]
    list_select_related = ["customer", "owner"]
    search_fields = ["customer__name", "customer__code", "owner__name", "owner__username"]


@admin.register(DuplicatePair)
class DuplicatePairAdmin(ReadOnlyAdmin):
    list_display = ["first", "second", "score", "reasons", "state", "found_at", "decided_by", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["first", "second", "decided_by"]
    search_fields = ["first__name", "first__code", "second__name", "second__code"]
    ordering = ["-score", "-id"]
    fields = list_display


@admin.register(CustomerMerge)
class CustomerMergeAdmin(ReadOnlyAdmin):
    list_filter = ["at"]
    list_display = ["at", "kept", "merged", "by", "adds_figures"]
    list_select_related = ["kept", "merged", "by"]
    search_fields = ["kept__name", "kept__code", "merged__name", "merged__code", "by__name", "by__username"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    fields = list_display
