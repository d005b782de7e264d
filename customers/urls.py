from django.urls import include, path

from crm_site.views import home

app_name = "customers"
urlpatterns = [
    path("", home, name="customer_list"),
    path("new/", home, name="customer_create"),
    path("pick/", home, name="pick"),
    path("import/", include("customers.import_urls")),
    path("<int:pk>/", home, name="customer_detail"),
]
