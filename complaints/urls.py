from django.urls import path

from crm_site.views import home

app_name = "complaints"
urlpatterns = [
    path("", home, name="complaint_list"),
    path("new/", home, name="complaint_create"),
    path("<int:pk>/", home, name="complaint_detail"),
]
