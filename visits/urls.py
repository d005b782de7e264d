from django.urls import path

from visits import views

app_name = "visits"
urlpatterns = [
    path("<int:pk>/", views.visit_detail, name="visit_detail"),
    path("<int:pk>/confirm/", views.visit_act, {"action": "confirm"}, name="visit_confirm"),
    path("<int:pk>/move/", views.visit_act, {"action": "move"}, name="visit_move"),
    path("<int:pk>/cancel/", views.visit_act, {"action": "cancel"}, name="visit_cancel"),
    path("<int:pk>/miss/", views.visit_act, {"action": "miss"}, name="visit_miss"),
]
