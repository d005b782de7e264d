from django.urls import path

from visits import views

app_name = "visits"
urlpatterns = [
    path("", views.visit_list, name="visit_list"),
    path("new/", views.visit_create, name="visit_create"),
    path("new/people/", views.visit_people, name="visit_people"),
    path("<int:pk>/", views.visit_detail, name="visit_detail"),
    path("<int:pk>/edit/", views.visit_edit, name="visit_edit"),
    path("<int:pk>/confirm/", views.visit_act, {"action": "confirm"}, name="visit_confirm"),
    path("<int:pk>/move/", views.visit_act, {"action": "move"}, name="visit_move"),
    path("<int:pk>/cancel/", views.visit_act, {"action": "cancel"}, name="visit_cancel"),
    path("<int:pk>/miss/", views.visit_act, {"action": "miss"}, name="visit_miss"),
    path("<int:pk>/report/", views.visit_report, name="visit_report"),
    path("<int:pk>/report/edit/", views.report_edit, name="report_edit"),
    path("proposals/", views.proposal_list, name="proposal_list"),
    path("proposals/decide/", views.proposals_act, name="proposals_act"),
    path("proposals/run/", views.propose, name="propose"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/feed/", views.feed_settings, name="feed_settings"),
    path("calendar/feed/new/", views.feed_renew, name="feed_renew"),
    path("calendar/feed/end/", views.feed_revoke, name="feed_revoke"),
    path("feed/<str:token>.ics", views.feed, name="feed"),
    path("coverage/", views.coverage, name="coverage"),
    path("coverage/rows/", views.coverage_rows, name="coverage_rows"),
    path("occasions/", views.care_list, name="care_list"),
    path("occasions/<int:pk>/", views.care_detail, name="care_detail"),
    path("occasions/<int:pk>/edit/", views.care_act, {"action": "edit"}, name="care_edit"),
    path("occasions/<int:pk>/ask/", views.care_act, {"action": "ask"}, name="care_ask"),
    path("occasions/<int:pk>/approve/", views.care_act, {"action": "approve"}, name="care_approve"),
    path("occasions/<int:pk>/refuse/", views.care_act, {"action": "refuse"}, name="care_refuse"),
    path("occasions/<int:pk>/do/", views.care_act, {"action": "do"}, name="care_do"),
    path("occasions/<int:pk>/skip/", views.care_act, {"action": "skip"}, name="care_skip"),
    path("customers/<int:customer_id>/", views.customer_panel, name="customer_panel"),
    path("customers/<int:customer_id>/days/new/", views.day_create, name="day_create"),
    path("customers/<int:customer_id>/days/<int:pk>/remove/", views.day_remove, name="day_remove"),
]
