from django.urls import path

from complaints import views
from complaints.forms import ACTIONS
from complaints.views import (
    canned,
    claims,
    corrections,
    exchange,
    letters,
    penalties,
    quality,
    reports,
    solution_offers,
    solutions,
)
from complaints.views.claim_facts import CLAIM_FACTS, claim_facts
from complaints.views.step_work import STEP_WORK
from customers.models import ImportRun
from customers.views import imports

app_name = "complaints"
urlpatterns = [
    path("", views.complaint_list, name="complaint_list"),
    path("queue/", views.queue, name="queue"),
    path("<int:pk>/next/", views.queue_neighbour, {"step": 1}, name="queue_next"),
    path("<int:pk>/previous/", views.queue_neighbour, {"step": -1}, name="queue_previous"),
    path("reroute/", views.complaints_reroute, name="complaints_reroute"),
    path("board/", views.board, name="board"),
    path("new/", views.complaint_create, name="complaint_create"),
    path("new/repeats/", views.likely_repeats, name="likely_repeats"),
    path("new/solutions/", solution_offers.solutions_offered, name="solutions_offered"),
    path("import/", imports.import_list, {"kind": ImportRun.Kind.COMPLAINTS}, name="import_list"),
    path("import/template.xlsx", imports.import_template, {"kind": ImportRun.Kind.COMPLAINTS}, name="import_template"),
    path("reports/", reports.report_detail, name="report_detail"),
    path("reports/month/", reports.monthly_summary, name="monthly_summary"),
    path("reports/report.xlsx", reports.report_workbook, name="report_workbook"),
    path("customer/<int:customer_id>/", views.customer_panel, name="customer_panel"),
    path("files/<int:pk>/", views.attachment_detail, name="attachment_detail"),
    path("corrections/", corrections.correction_list, name="correction_list"),
    path("corrections/<int:pk>/", corrections.correction_detail, name="correction_detail"),
    path("corrections/<int:pk>/finish/", corrections.correction_finish, name="correction_finish"),
    path("corrections/<int:pk>/check/", corrections.correction_check, name="correction_check"),
    path("corrections/<int:pk>/change/", corrections.correction_change, name="correction_change"),
    path("corrections/<int:pk>/cancel/", corrections.correction_cancel, name="correction_cancel"),
    path("solutions/", solutions.solution_list, name="solution_list"),
    path("solutions/new/", solutions.solution_create, name="solution_create"),
    path("solutions/<int:pk>/", solutions.solution_detail, name="solution_detail"),
    path("solutions/<int:pk>/edit/", solutions.solution_edit, name="solution_edit"),
    *[
        path(f"solutions/<int:pk>/{action}/", solutions.solution_act, {"action": action}, f"solution_{action}")
        for action in solutions.ACTS
    ],
    path("<int:pk>/solutions/", solution_offers.complaint_solutions, name="complaint_solutions"),
    path("<int:pk>/solutions/new/", solutions.solution_propose, name="solution_propose"),
    path("<int:pk>/solutions/<int:solution_id>/use/", solution_offers.solution_use, name="solution_use"),
    path("claims/", claims.claim_list, name="claim_list"),
    path("<int:pk>/claim/", claims.claim_panel, name="claim_panel"),
    path("<int:pk>/claim/new/", claims.claim_create, name="claim_create"),
    *[
        path(f"claims/<int:pk>/{action}/", claims.claim_act, {"action": action}, f"claim_{action}")
        for action in claims.ACTS
    ],
    path("<int:pk>/quality/", quality.quality_panel, name="quality_panel"),
    path("<int:pk>/corrections/new/", corrections.correction_create, name="correction_create"),
    path("<int:pk>/malicious/", quality.malicious_create, name="malicious_create"),
    *[
        path(f"malicious/<int:pk>/{action}/", quality.malicious_decide, {"action": action}, f"malicious_{action}")
        for action in ("confirm", "refuse", "lift")
    ],
    path("<int:pk>/penalties/new/", penalties.penalty_create, name="penalty_create"),
    path("penalties/", penalties.penalty_list, name="penalty_list"),
    path("penalties/<int:pk>/", penalties.penalty_detail, name="penalty_detail"),
    path("penalties/<int:pk>/appeal/", penalties.penalty_appeal, name="penalty_appeal"),
    *[
        path(f"penalties/<int:pk>/{name}/", penalties.penalty_decide, {"action": name}, f"penalty_{name}")
        for name in ("put_in_force", "refuse")
    ],
    *[
        path(f"penalties/<int:pk>/{name}/", penalties.penalty_answer, {"action": name}, f"penalty_{name}")
        for name in ("uphold", "reduce", "lift")
    ],
    path("mails/", views.mail_list, name="mail_list"),
    path("mails/<int:pk>/", views.mail_detail, name="mail_detail"),
    path("mails/<int:pk>/make-complaint/", views.mail_make_complaint, name="mail_make_complaint"),
    path("mails/<int:pk>/assign/", views.mail_assign, name="mail_assign"),
    path("mails/<int:pk>/dismiss/", views.mail_dismiss, name="mail_dismiss"),
    path("<int:pk>/", views.complaint_detail, name="complaint_detail"),
    path("<int:pk>/edit/", views.complaint_edit, name="complaint_edit"),
    path("<int:pk>/call/", exchange.complaint_call, name="complaint_call"),
    path("<int:pk>/letter/", letters.complaint_letter, name="complaint_letter"),
    path("<int:pk>/letters/<int:entry_id>/", letters.letter_detail, name="letter_detail"),
    path("<int:pk>/canned/", canned.canned_panel, name="canned_panel"),
    path("canned/", canned.canned_list, name="canned_list"),
    path("canned/new/", canned.canned_create, name="canned_create"),
    path("canned/<int:pk>/edit/", canned.canned_edit, name="canned_edit"),
    path("<int:pk>/exchange/", exchange.exchange_panel, name="exchange_panel"),
    path("<int:pk>/identify/", views.complaint_identify, name="complaint_identify"),
    path("<int:pk>/merge/", views.complaint_merge, name="complaint_merge"),
    path("<int:pk>/split/", views.complaint_split, name="complaint_split"),
    *[
        path(f"<int:pk>/{action.replace('_', '-')}/", views.step_work, {"action": action}, f"complaint_{action}")
        for action in STEP_WORK
    ],
    *[
        path(f"<int:pk>/{action.replace('_', '-')}/", claim_facts, {"action": action}, f"complaint_{action}")
        for action in CLAIM_FACTS
    ],
    path("<int:pk>/related/", views.related_panel, name="related_panel"),
    path("<int:pk>/notes/", views.notes_panel, name="notes_panel"),
    path("<int:pk>/notes/people/", views.mentions, name="mentions"),
    *[
        path(f"<int:pk>/{action.replace('_', '-')}/", views.complaint_act, {"action": action}, f"complaint_{action}")
        for action in ACTIONS
    ],
]
