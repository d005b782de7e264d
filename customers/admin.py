"""The catalogues of the customer file, kept by the customer-relations office and administrators."""

from django.contrib import admin

from customers.models import Industry, Region


@admin.register(Industry, Region)
class CatalogueAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "name_en", "parent", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["parent"]
    search_fields = ["code", "name", "name_en"]
    autocomplete_fields = ["parent"]
