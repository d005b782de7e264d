"""The address of every page; the areas have their own."""

from django.contrib import admin
from django.urls import include, path

from crm_site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("counts/", views.counts, name="counts"),
    path("search/", views.search, name="search"),
    path("health/", views.health, name="health"),
    path("", include("people.urls")),
    path("notifications/", include("people.notification_urls")),
    path("customers/", include("customers.urls")),
    path("visits/", include("visits.urls")),
    path("complaints/", include("complaints.urls")),
    path("surveys/", include("surveys.urls")),
    path("s/", include("surveys.public_urls")),
    path("c/", include("complaints.public_urls")),
    path("key-accounts/", include("key_accounts.urls")),
    path("admin/", admin.site.urls),
]
