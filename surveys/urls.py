from django.urls import path

from surveys.forms.follow_up import ACTIONS as FOLLOW_UP_ACTIONS
from surveys.views import calls, follow_ups, interview, page, questionnaires, results, scores, waves

app_name = "surveys"
urlpatterns = [
    path("", waves.wave_list, name="wave_list"),
    path("new/", waves.wave_create, name="wave_create"),
    path("population/", waves.population_count, name="population_count"),
    path("questionnaires/", questionnaires.questionnaire_list, name="questionnaire_list"),
    path("questionnaires/<int:pk>/", questionnaires.questionnaire_detail, name="questionnaire_detail"),
    path("questionnaires/<int:pk>/version/", questionnaires.questionnaire_version, name="questionnaire_version"),
    path("questionnaires/<int:pk>/retire/", questionnaires.questionnaire_retire, name="questionnaire_retire"),
    path("<int:pk>/", page.wave_detail, name="wave_detail"),
    *[path(f"<int:pk>/{tab}/", page.wave_detail, {"tab": tab}, f"wave_{tab}") for tab in page.TABS],
    path("<int:pk>/edit/", waves.wave_edit, name="wave_edit"),
    path("<int:pk>/deviations/", waves.wave_deviations, name="wave_deviations"),
    path("<int:pk>/sample/", page.wave_sample, name="wave_sample"),
    path("<int:pk>/sample.xlsx", page.wave_export, name="wave_export"),
    *[
        path(f"<int:pk>/{action.replace('_', '-')}/", page.wave_act, {"action": action}, f"wave_{action}")
        for action in page.ACTIONS
    ],
    path("<int:pk>/calls/", calls.call_list, name="call_list"),
    path("<int:pk>/calls/next/", calls.call_next, name="call_next"),
    path("calls/<int:pk>/", interview.interview, name="interview"),
    path("calls/<int:pk>/claim/", calls.call_claim, name="call_claim"),
    path("calls/<int:pk>/let-go/", calls.call_let_go, name="call_let_go"),
    path("calls/<int:pk>/keep/", interview.interview_keep, name="interview_keep"),
    path("calls/<int:pk>/end/", interview.interview_end, name="interview_end"),
    path("calls/<int:pk>/contact/", interview.interview_contact, name="interview_contact"),
    path("calls/<int:pk>/complete/", interview.interview_complete, name="interview_complete"),
    path("calls/<int:pk>/part/<slug:key>/", interview.interview_section, name="interview_section"),
    path("calls/<int:pk>/part/<slug:key>/save/", interview.interview_save, name="interview_save"),
    path("<int:pk>/results/", results.results_detail, name="results_detail"),
    path("<int:pk>/results/compute/", results.results_compute, name="results_compute"),
    path("<int:pk>/results/customers/", scores.score_list, name="score_list"),
    path("<int:pk>/results/customers/export/", scores.score_export, name="score_export"),
    path("<int:pk>/results/comments/", scores.comment_list, name="comment_list"),
    path("<int:pk>/results/comments/export/", scores.comment_export, name="comment_export"),
    path("<int:pk>/results/<slug:part>.xlsx", results.results_export, name="results_export"),
    path("customer/<int:customer_id>/", scores.customer_panel, name="customer_panel"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up_detail, name="follow_up_detail"),
    *[
        path(f"follow-ups/<int:pk>/{action}/", follow_ups.follow_up_act, {"action": action}, f"follow_up_{action}")
        for action in FOLLOW_UP_ACTIONS
    ],
]
