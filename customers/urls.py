from django.urls import path

from customers import views
from customers.models import ImportRun
from customers.views import figures, hand_over, imports, log, portfolio, projects, value

app_name = "customers"
urlpatterns = [
    path("", views.customer_list, name="customer_list"),
    path("new/", views.customer_create, name="customer_create"),
    path("pick/", views.pick, name="pick"),
    path("pick/owner/", views.pick_owner, name="pick_owner"),
    path("import/", imports.import_list, name="import_list"),
    path("import/template.xlsx", imports.import_template, name="import_template"),
    path("figures/", figures.figure_grid, name="figure_grid"),
    path("figures/import/", imports.import_list, {"kind": ImportRun.Kind.FIGURES}, name="figure_import_list"),
    path(
        "figures/import/template.xlsx",
        imports.import_template,
        {"kind": ImportRun.Kind.FIGURES},
        name="figure_import_template",
    ),
    path("import/<int:pk>/", imports.import_detail, name="import_detail"),
    path("import/<int:pk>/check/", imports.import_check, name="import_check"),
    path("import/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("import/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("import/<int:pk>/refused.xlsx", imports.import_refused, name="import_refused"),
    path("log/", log.log_list, name="log_list"),
    path("log/log.xlsx", log.log_workbook, name="log_workbook"),
    path("log/new/", log.log_create, name="log_create"),
    path("log/<int:pk>/", log.log_detail, name="log_detail"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/portfolio.xlsx", portfolio.portfolio_workbook, name="portfolio_workbook"),
    path("portfolio/valuations/new/", portfolio.valuation_create, name="valuation_create"),
    path("portfolio/valuations/<int:pk>/", portfolio.valuation_detail, name="valuation_detail"),
    path("<int:pk>/figures/", figures.figure_panel, name="figure_panel"),
    path("<int:pk>/figures/figures.xlsx", figures.figure_workbook, name="figure_workbook"),
    path("<int:pk>/value/", value.customer_value, name="customer_value"),
    path("<int:pk>/value/assess/", value.assessment_create, name="assessment_create"),
    path("<int:pk>/value/override/", value.override_create, name="override_create"),
    path("<int:pk>/value/override/<int:override_id>/end/", value.override_end, name="override_end"),
    path("log/<int:pk>/edit/", log.log_edit, name="log_edit"),
    path("log/<int:pk>/answer/", log.log_answer, name="log_answer"),
    path("hand-overs/", hand_over.hand_over_list, name="hand_over_list"),
    path("hand-overs/new/", hand_over.hand_over_create, name="hand_over_create"),
    path("hand-overs/<int:pk>/", hand_over.hand_over_detail, name="hand_over_detail"),
    *(
        path(
            f"hand-overs/<int:pk>/{action}/",
            hand_over.hand_over_act,
            {"action": action},
            name=f"hand_over_{action}",
        )
        for action in ("accept", "decline", "cancel")
    ),
    path("<int:pk>/", views.customer_detail, name="customer_detail"),
    path("<int:pk>/edit/<slug:group>/", views.customer_edit, name="customer_edit"),
    path("<int:pk>/contacts/new/", views.contact_create, name="contact_create"),
    path("<int:pk>/contacts/<int:contact_id>/", views.contact_edit, name="contact_edit"),
    path("<int:pk>/contacts/<int:contact_id>/leave/", views.contact_leave, name="contact_leave"),
    path("<int:pk>/addresses/new/", views.address_create, name="address_create"),
    path("<int:pk>/addresses/<int:address_id>/", views.address_edit, name="address_edit"),
    path("<int:pk>/addresses/<int:address_id>/remove/", views.address_remove, name="address_remove"),
    path("<int:pk>/log/", log.log_panel, name="log_panel"),
    path("<int:pk>/projects/", projects.project_panel, name="project_panel"),
    path("<int:pk>/projects/new/", projects.project_create, name="project_create"),
    path("<int:pk>/projects/<int:project_id>/", projects.project_edit, name="project_edit"),
    path("<int:pk>/projects/<int:project_id>/move/", projects.project_move, name="project_move"),
    path("<int:pk>/projects/<int:project_id>/milestones/new/", projects.milestone_create, name="milestone_create"),
    path("<int:pk>/milestones/<int:milestone_id>/", projects.milestone_edit, name="milestone_edit"),
    path("<int:pk>/milestones/<int:milestone_id>/reach/", projects.milestone_reach, name="milestone_reach"),
    path("<int:pk>/milestones/<int:milestone_id>/remove/", projects.milestone_remove, name="milestone_remove"),
]
