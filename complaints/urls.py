from django.urls import path

from complaints import views
from complaints.forms import ACTIONS
from customers.models import ImportRun
from customers.views import imports

app_name = "complaints"
urlpatterns = [
    path("", views.complaint_list, name="complaint_list"),
    path("new/", views.complaint_create, name="complaint_create"),
    path("new/repeats/", views.likely_repeats, name="likely_repeats"),
    path("import/", imports.import_list, {"kind": ImportRun.Kind.COMPLAINTS}, name="import_list"),
    path("import/template.xlsx", imports.import_template, {"kind": ImportRun.Kind.COMPLAINTS}, name="import_template"),
    path("customer/<int:customer_id>/", views.customer_panel, name="customer_panel"),
    path("files/<int:pk>/", views.attachment_detail, name="attachment_detail"),
    path("<int:pk>/", views.complaint_detail, name="complaint_detail"),
    path("<int:pk>/edit/", views.complaint_edit, name="complaint_edit"),
    path("<int:pk>/identify/", views.complaint_identify, name="complaint_identify"),
    path("<int:pk>/merge/", views.complaint_merge, name="complaint_merge"),
    path("<int:pk>/split/", views.complaint_split, name="complaint_split"),
    path("<int:pk>/related/", views.related_panel, name="related_panel"),
    path("<int:pk>/notes/", views.notes_panel, name="notes_panel"),
    path("<int:pk>/notes/people/", views.mentions, name="mentions"),
    *[
        path(f"<int:pk>/{action.replace('_', '-')}/", views.complaint_act, {"action": action}, f"complaint_{action}")
        for action in ACTIONS
    ],
]
