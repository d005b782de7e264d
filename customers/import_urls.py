"""The pages of an import: upload, one page per run, the verbs on it, and what it hands out."""

from django.urls import path

from customers import import_views

urlpatterns = [
    path("", import_views.import_list, name="import_list"),
    path("template.xlsx", import_views.import_template, name="import_template"),
    path("<int:pk>/", import_views.import_detail, name="import_detail"),
    path("<int:pk>/check/", import_views.import_check, name="import_check"),
    path("<int:pk>/confirm/", import_views.import_confirm, name="import_confirm"),
    path("<int:pk>/undo/", import_views.import_undo, name="import_undo"),
    path("<int:pk>/refused.xlsx", import_views.import_refused, name="import_refused"),
]
