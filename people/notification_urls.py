"""The bell and the list behind it."""

from django.urls import path

from people import notification_views as views

app_name = "notifications"

urlpatterns = [
    path("", views.notification_list, name="notification_list"),
    path("<int:pk>/", views.notification_detail, name="notification_detail"),
    path("read/", views.notification_read_all, name="notification_read_all"),
]
