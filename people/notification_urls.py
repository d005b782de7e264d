from django.urls import path

from crm_site.views import home

app_name = "notifications"
urlpatterns = [path("", home, name="notification_list")]
