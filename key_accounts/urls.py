from django.urls import path

from key_accounts import views
from key_accounts.forms import MOVES

app_name = "key_accounts"
urlpatterns = [
    path("", views.key_account_list, name="key_account_list"),
    path("new/", views.key_account_create, name="key_account_create"),
    path("decisions/", views.decision_list, name="decision_list"),
    path("customer/<int:customer_id>/", views.customer_panel, name="customer_panel"),
    path("<int:pk>/", views.key_account_detail, name="key_account_detail"),
    path("<int:pk>/decide/", views.key_account_decide, name="key_account_decide"),
    path("<int:pk>/review/", views.key_account_review, name="key_account_review"),
    path("<int:pk>/watch/new/", views.watch_create, name="watch_create"),
    path("watch/<int:pk>/end/", views.watch_end, name="watch_end"),
    path("<int:pk>/counterparts/<int:contact_id>/", views.counterpart_edit, name="counterpart_edit"),
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/<int:pk>/", views.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/decide/", views.plan_decide, name="plan_decide"),
    path("plans/<int:pk>/versions/<int:number>/", views.version_detail, name="version_detail"),
    path("plans/<int:pk>/compare/", views.version_compare, name="version_compare"),
    path("plans/<int:pk>/sections/<slug:key>/", views.section_edit, name="section_edit"),
    path("plans/<int:pk>/objectives/new/", views.objective_create, name="objective_create"),
    path("plans/<int:pk>/actions/new/", views.action_create, name="action_create"),
    path("objectives/<int:pk>/", views.objective_edit, name="objective_edit"),
    path("objectives/<int:pk>/remove/", views.objective_remove, name="objective_remove"),
    path("objectives/<int:pk>/actual/", views.objective_record, name="objective_record"),
    path("actions/<int:pk>/", views.action_edit, name="action_edit"),
    path("actions/<int:pk>/remove/", views.action_remove, name="action_remove"),
    path("actions/<int:pk>/tick/", views.action_tick, name="action_tick"),
    *[
        path(f"plans/<int:pk>/{move.replace('_', '-')}/", views.plan_move, {"move": move}, f"plan_{move}")
        for move in MOVES
    ],
]
