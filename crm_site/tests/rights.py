"""Who may open which address: every named address of the site has one entry here, or the test fails.

An entry names the addresses' arguments (taken from the `world` of the test) and the logins that may GET or POST it.
Whoever may not gets 403 or 404; whoever may never does.
"""

from dataclasses import dataclass, field

ALL = frozenset({"manager", "colleague", "supervisor", "desk", "handler", "head", "analyst", "director", "admin"})
BUSINESS = ALL - {"admin"}
# Those who see the manager's customer: the whole file, or only its head.
FILE_READERS = frozenset({"manager", "supervisor", "analyst", "director"})
HEAD_READERS = FILE_READERS | {"desk", "handler", "head"}
IMPORTERS = frozenset({"manager", "colleague", "supervisor", "analyst", "director"})
LOGGERS = IMPORTERS | {"desk"}
# The steps of a complaint of operations in Shanghai. The director heads the desk by inheritance.
DEPARTMENT = frozenset({"handler", "head"})
DESK = frozenset({"desk", "director"})

# Surveys: those who run them, those who interview, those who see at least the results.
RUNNERS = frozenset({"analyst", "director"})
INTERVIEWERS = frozenset({"analyst", "desk"})
SURVEY_STAFF = RUNNERS | INTERVIEWERS
RESULT_READERS = RUNNERS | {"manager", "colleague", "supervisor"}
SURVEY_READERS = SURVEY_STAFF | {"manager", "colleague", "supervisor"}


@dataclass(frozen=True)
class Right:
    """`arguments` are names of objects of the world whose id (or text) fills the address, by keyword."""

    get: frozenset = frozenset()
    post: frozenset = frozenset()
    arguments: dict = field(default_factory=dict)
    is_public: bool = False
    query: str = ""


def right(get=(), post=(), is_public=False, query="", **arguments):
    return Right(frozenset(get), frozenset(post), arguments, is_public, query)


# Who keeps a customer's file writes its plans by being the account manager, and decides by standing above.
DECIDERS = frozenset({"supervisor", "director"})
KEY_ACCOUNTS = {
    "key_accounts:key_account_list": right(get=IMPORTERS),
    "key_accounts:key_account_create": right(get=IMPORTERS, post=IMPORTERS),
    "key_accounts:decision_list": right(get=IMPORTERS),
    "key_accounts:customer_panel": right(get=FILE_READERS, customer_id="customer"),
    "key_accounts:key_account_detail": right(get=FILE_READERS, pk="key_account"),
    "key_accounts:key_account_decide": right(post=DECIDERS, pk="key_account_proposed"),
    "key_accounts:key_account_review": right(post=DECIDERS, pk="key_account"),
    "key_accounts:watch_create": right(get=FILE_READERS, post=FILE_READERS, pk="key_account"),
    "key_accounts:watch_end": right(post=FILE_READERS, pk="watch_item"),
    "key_accounts:counterpart_edit": right(
        get=FILE_READERS, post=FILE_READERS, pk="key_account", contact_id="key_contact"
    ),
    "key_accounts:plan_list": right(get=IMPORTERS),
    "key_accounts:plan_detail": right(get=FILE_READERS, pk="plan_submitted"),
    "key_accounts:plan_decide": right(post=DECIDERS, pk="plan_submitted"),
    "key_accounts:version_detail": right(get=FILE_READERS, pk="plan_submitted", number=1),
    "key_accounts:version_compare": right(get=FILE_READERS, pk="plan_submitted"),
    "key_accounts:section_edit": right(get={"manager"}, post={"manager"}, pk="plan_draft", key="needs"),
    "key_accounts:objective_create": right(get={"manager"}, post={"manager"}, pk="plan_draft"),
    "key_accounts:action_create": right(get={"manager"}, post={"manager"}, pk="plan_draft"),
    "key_accounts:objective_edit": right(get={"manager"}, post={"manager"}, pk="objective"),
    "key_accounts:objective_remove": right(post={"manager"}, pk="objective"),
    "key_accounts:objective_record": right(get={"manager"}, post={"manager"}, pk="approved_objective"),
    "key_accounts:action_edit": right(get={"manager"}, post={"manager"}, pk="action"),
    "key_accounts:action_remove": right(post={"manager"}, pk="action"),
    "key_accounts:action_tick": right(get={"manager"}, post={"manager"}, pk="approved_action"),
    "key_accounts:plan_submit": right(post={"manager"}, pk="plan_draft"),
    "key_accounts:plan_take_back": right(post={"manager"}, pk="plan_submitted"),
    "key_accounts:plan_begin_adjustment": right(post={"manager"}, pk="plan_approved"),
    "key_accounts:plan_submit_adjustment": right(post={"manager"}, pk="plan_adjusted"),
    "key_accounts:plan_take_adjustment_back": right(post={"manager"}, pk="plan_adjusted"),
    "key_accounts:plan_withdraw_adjustment": right(post={"manager"}, pk="plan_adjusted"),
    "key_accounts:plan_close": right(post={"manager"}, pk="plan_approved"),
}

LINK = "a-link-that-only-the-tests-know-"
VISITS = {
    "visits:visit_list": right(get=BUSINESS),
    "visits:visit_create": right(get=IMPORTERS, post=IMPORTERS),
    "visits:visit_people": right(get=ALL),
    "visits:visit_detail": right(get=FILE_READERS, pk="visit"),
    "visits:visit_edit": right(get=FILE_READERS, post=FILE_READERS, pk="visit"),
    "visits:visit_confirm": right(post=FILE_READERS, pk="visit"),
    "visits:visit_move": right(post=FILE_READERS, pk="visit"),
    "visits:visit_cancel": right(post=FILE_READERS, pk="visit"),
    "visits:visit_miss": right(post=FILE_READERS, pk="visit"),
    "visits:visit_attach": right(post=FILE_READERS, pk="visit"),
    "visits:file_detail": right(get=FILE_READERS, pk="visit_file"),
    "visits:visit_report": right(get=FILE_READERS, post=FILE_READERS, pk="visit"),
    "visits:report_edit": right(get=FILE_READERS, post=FILE_READERS, pk="visit_done"),
    "visits:proposal_list": right(get=BUSINESS),
    "visits:proposals_act": right(post=BUSINESS),
    "visits:propose": right(post={"analyst", "director"}),
    "visits:calendar": right(get=BUSINESS),
    "visits:feed_settings": right(get=BUSINESS),
    "visits:feed_renew": right(post=BUSINESS),
    "visits:feed_revoke": right(post=BUSINESS),
    "visits:feed": right(get=ALL, is_public=True, token="feed_token"),
    "visits:coverage": right(get=IMPORTERS),
    "visits:coverage_rows": right(get=IMPORTERS, query="?kind=due"),
    "visits:care_list": right(get=BUSINESS),
    "visits:care_detail": right(get=FILE_READERS, pk="care_task"),
    "visits:care_edit": right(post=FILE_READERS, pk="care_task"),
    "visits:care_ask": right(post=FILE_READERS, pk="care_task_dear"),
    "visits:care_approve": right(post={"supervisor"}, pk="care_task_asked"),
    "visits:care_refuse": right(post={"supervisor"}, pk="care_task_asked"),
    "visits:care_do": right(post=FILE_READERS, pk="care_task"),
    "visits:care_skip": right(post=FILE_READERS, pk="care_task"),
    "visits:event_list": right(get=BUSINESS),
    "visits:event_detail": right(get=BUSINESS, pk="event", day="2026-04-01"),
    "visits:event_invite": right(post=IMPORTERS, pk="event", day="2026-04-01"),
    "visits:invitation_answer": right(post=FILE_READERS, pk="invitation"),
    "visits:invitation_attend": right(post=FILE_READERS, pk="invitation"),
    "visits:invitation_withdraw": right(post=FILE_READERS, pk="invitation"),
    "visits:customer_panel": right(get=FILE_READERS, customer_id="customer"),
    "visits:day_create": right(get=FILE_READERS, post=FILE_READERS, customer_id="customer"),
    "visits:day_remove": right(post=FILE_READERS, customer_id="customer", pk="customer_day"),
}
SURVEYS = {
    "surveys:wave_list": right(get=SURVEY_READERS),
    "surveys:wave_create": right(get=RUNNERS, post=RUNNERS),
    "surveys:population_count": right(get=RUNNERS),
    "surveys:wave_detail": right(get=RUNNERS | {"desk"}, pk="wave"),
    "surveys:wave_design": right(get=RUNNERS | {"desk"}, pk="wave"),
    "surveys:wave_frame": right(get=RUNNERS | {"desk"}, pk="wave"),
    "surveys:wave_fieldwork": right(get=RUNNERS | {"desk"}, pk="wave"),
    "surveys:wave_edit": right(get=RUNNERS, post=RUNNERS, pk="wave_in_design"),
    "surveys:wave_make_frame": right(post=RUNNERS, pk="wave_in_design"),
    "surveys:wave_deviations": right(get=RUNNERS, post=RUNNERS, pk="wave_in_frame"),
    "surveys:wave_draw_sample": right(post=RUNNERS, pk="wave_in_frame"),
    "surveys:wave_undo_draw": right(post=RUNNERS, pk="wave_drawn"),
    "surveys:wave_open_fieldwork": right(post=RUNNERS, pk="wave_drawn"),
    "surveys:wave_pause": right(post=RUNNERS, pk="wave"),
    "surveys:wave_resume": right(post=RUNNERS, pk="wave_paused"),
    "surveys:wave_remind": right(post=RUNNERS, pk="wave"),
    "surveys:wave_close": right(post=RUNNERS, pk="wave"),
    "surveys:wave_sample": right(get=RUNNERS, pk="wave"),
    "surveys:wave_export": right(post=RUNNERS, pk="wave"),
    "surveys:questionnaire_list": right(get=SURVEY_STAFF),
    "surveys:questionnaire_detail": right(get=SURVEY_STAFF, pk="questionnaire"),
    "surveys:questionnaire_version": right(post=RUNNERS, pk="questionnaire"),
    "surveys:questionnaire_retire": right(post=RUNNERS, pk="questionnaire"),
    "surveys:call_list": right(get=INTERVIEWERS, pk="wave"),
    "surveys:call_next": right(post=INTERVIEWERS, pk="wave"),
    "surveys:call_claim": right(post=INTERVIEWERS, pk="survey_unit"),
    "surveys:call_let_go": right(post=INTERVIEWERS, pk="survey_unit"),
    "surveys:interview": right(get=INTERVIEWERS, pk="survey_unit"),
    "surveys:interview_section": right(post=INTERVIEWERS, pk="survey_unit", key="A"),
    "surveys:interview_save": right(post=INTERVIEWERS, pk="survey_unit", key="A"),
    "surveys:interview_keep": right(post=INTERVIEWERS, pk="survey_unit"),
    "surveys:interview_contact": right(post=INTERVIEWERS, pk="survey_unit"),
    "surveys:interview_complete": right(post=INTERVIEWERS, pk="survey_unit"),
    "surveys:interview_end": right(post=INTERVIEWERS, pk="survey_unit"),
    "survey:start": right(get=ALL, is_public=True, token=LINK),
    "survey:section": right(get=ALL, post=ALL, is_public=True, token=LINK, key="A"),
    "survey:save": right(post=ALL, is_public=True, token=LINK, key="A"),
    "survey:language": right(post=ALL, is_public=True, token=LINK),
    "survey:opt_out": right(get=ALL, post=ALL, is_public=True, token=LINK),
    "surveys:results_detail": right(get=RESULT_READERS, pk="survey_wave"),
    "surveys:results_compute": right(post=RUNNERS, pk="survey_wave"),
    "surveys:results_export": right(get=RESULT_READERS, pk="survey_wave", part="overview"),
    "surveys:score_list": right(get=RESULT_READERS, pk="survey_wave"),
    "surveys:score_export": right(post=RESULT_READERS, pk="survey_wave"),
    "surveys:comment_list": right(get=RESULT_READERS, pk="survey_wave"),
    "surveys:comment_export": right(post=RESULT_READERS, pk="survey_wave"),
    "surveys:customer_panel": right(get=FILE_READERS, customer_id="customer"),
    "surveys:follow_up_list": right(get=RESULT_READERS),
    "surveys:follow_up_detail": right(get=FILE_READERS, pk="follow_up"),
    "surveys:follow_up_contact": right(post=FILE_READERS, pk="follow_up"),
    "surveys:follow_up_resolve": right(post=FILE_READERS, pk="follow_up"),
    "surveys:follow_up_drop": right(post=FILE_READERS, pk="follow_up"),
}

RIGHTS = {
    "home": right(get=ALL),
    "counts": right(get=ALL),
    "search": right(get=ALL, query="?q=远洋"),
    "health": right(get=ALL, is_public=True),
    "people:login": right(get=ALL, is_public=True),
    "people:logout": right(post=ALL),
    "people:language": right(post=ALL),
    "people:profile": right(get=ALL, post=ALL),
    "people:password_change": right(get=ALL, post=ALL),
    "people:password_change_done": right(get=ALL),
    "people:password_reset": right(get=ALL, is_public=True),
    "people:password_reset_done": right(get=ALL, is_public=True),
    "people:password_reset_confirm": right(get=ALL, is_public=True, uidb64="nobody", token="used-token"),
    "people:password_reset_complete": right(get=ALL, is_public=True),
    "notifications:notification_list": right(get=ALL),
    "notifications:notification_detail": right(get={"manager"}, pk="notification"),
    "notifications:notification_read_all": right(post=ALL),
    "customers:customer_list": right(get=BUSINESS),
    "customers:customer_create": right(get=IMPORTERS, post=IMPORTERS),
    "customers:pick": right(get=ALL, query="?q=远洋"),
    "customers:pick_owner": right(get=ALL, query="?q=王"),
    "customers:export_create": right(get=IMPORTERS, post=IMPORTERS, kind="customers"),
    "customers:export_detail": right(get={"manager"}, pk="export_run"),
    "customers:export_file": right(get={"manager"}, pk="export_run"),
    "customers:columns_choose": right(get=BUSINESS, post=BUSINESS),
    "customers:pick_tag": right(get=ALL),
    "customers:tags_change": right(get=IMPORTERS, post=IMPORTERS),
    "customers:portfolio": right(get=IMPORTERS),
    "customers:portfolio_workbook": right(get=IMPORTERS, query="?run="),
    "customers:valuation_create": right(post={"analyst"}),
    "customers:valuation_detail": right(get=IMPORTERS, pk="valuation"),
    "customers:customer_value": right(get=FILE_READERS, pk="customer"),
    "customers:assessment_create": right(post=FILE_READERS, pk="customer"),
    "customers:override_create": right(post=FILE_READERS - {"manager"}, pk="customer"),
    "customers:override_end": right(post=FILE_READERS - {"manager"}, pk="customer", override_id="override"),
    "customers:customer_detail": right(get=HEAD_READERS, pk="customer"),
    "customers:customer_edit": right(get=FILE_READERS, post=FILE_READERS, pk="customer", group="base"),
    "customers:contact_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:contact_edit": right(get=FILE_READERS, post=FILE_READERS, pk="customer", contact_id="contact"),
    "customers:contact_card": right(get={"manager"}, pk="customer", contact_id="contact"),
    "customers:contact_leave": right(post=FILE_READERS, pk="customer", contact_id="contact"),
    "customers:address_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:address_edit": right(get=FILE_READERS, post=FILE_READERS, pk="customer", address_id="address"),
    "customers:address_remove": right(post=FILE_READERS, pk="customer", address_id="address"),
    "customers:import_list": right(get=IMPORTERS, post=IMPORTERS),
    "customers:import_template": right(get=ALL),
    "customers:figure_grid": right(get=IMPORTERS, post=IMPORTERS),
    "customers:figure_panel": right(get=FILE_READERS, pk="customer"),
    "customers:figure_workbook": right(get=FILE_READERS, pk="customer"),
    "customers:figure_import_list": right(get=IMPORTERS, post=IMPORTERS),
    "customers:figure_import_template": right(get=ALL),
    "customers:import_detail": right(get={"manager", "analyst", "director"}, pk="import_run"),
    "customers:import_check": right(post={"manager", "analyst", "director"}, pk="import_run"),
    "customers:import_confirm": right(post={"manager"}, pk="import_run"),
    "customers:import_undo": right(post={"manager", "analyst", "director"}, pk="import_run"),
    "customers:import_refused": right(get={"manager", "analyst", "director"}, pk="import_run"),
    "customers:credit_panel": right(get=FILE_READERS, pk="customer"),
    "customers:credit_review_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:credit_review_detail": right(get=FILE_READERS, pk="credit_review"),
    "customers:credit_review_approve": right(post=DECIDERS, pk="credit_review"),
    "customers:credit_review_send_back": right(post=DECIDERS, pk="credit_review"),
    "customers:credit_review_withdraw": right(post={"manager"}, pk="credit_review"),
    "customers:document_list": right(get=BUSINESS),
    "customers:document_workbook": right(get=BUSINESS),
    "customers:document_panel": right(get=FILE_READERS, pk="customer"),
    "customers:document_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:document_detail": right(get=FILE_READERS, pk="document"),
    "customers:document_edit": right(get=FILE_READERS, post=FILE_READERS, pk="document"),
    "customers:document_renew": right(post=FILE_READERS, pk="document"),
    "customers:document_let_end": right(post=FILE_READERS, pk="document"),
    "customers:document_remove": right(post=FILE_READERS, pk="document"),
    "customers:document_file": right(get=FILE_READERS, pk="document_version"),
    "customers:log_list": right(get=BUSINESS),
    "customers:log_workbook": right(get=BUSINESS),
    "customers:log_create": right(get=IMPORTERS, post=IMPORTERS),
    "customers:group_panel": right(get=FILE_READERS, pk="customer"),
    "customers:log_panel": right(get=FILE_READERS, pk="customer"),
    "customers:log_detail": right(get=FILE_READERS, pk="contact_entry"),
    "customers:log_edit": right(get={"manager"}, post={"manager"}, pk="contact_entry"),
    "customers:log_answer": right(get=FILE_READERS, post=FILE_READERS, pk="contact_entry"),
    "customers:project_panel": right(get=FILE_READERS, pk="customer"),
    "customers:project_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:project_edit": right(get=FILE_READERS, post=FILE_READERS, pk="customer", project_id="project"),
    "customers:project_move": right(post=FILE_READERS, pk="customer", project_id="project"),
    "customers:milestone_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer", project_id="project"),
    "customers:milestone_edit": right(get=FILE_READERS, post=FILE_READERS, pk="customer", milestone_id="milestone"),
    "customers:milestone_reach": right(post=FILE_READERS, pk="customer", milestone_id="milestone"),
    "customers:milestone_remove": right(post=FILE_READERS, pk="customer", milestone_id="milestone"),
    "customers:business_board": right(get=IMPORTERS),
    "customers:business_list": right(get=IMPORTERS),
    "customers:business_workbook": right(get=IMPORTERS),
    "customers:business_figures": right(get=IMPORTERS),
    "customers:business_figures_workbook": right(get=IMPORTERS),
    "customers:opportunity_create": right(get=IMPORTERS, post=IMPORTERS),
    "customers:opportunity_detail": right(get=FILE_READERS, pk="opportunity"),
    "customers:opportunity_edit": right(get=FILE_READERS, post=FILE_READERS, pk="opportunity"),
    "customers:opportunity_move": right(get=FILE_READERS, post=FILE_READERS, pk="opportunity"),
    "customers:opportunity_next_step": right(post=FILE_READERS, pk="opportunity"),
    "customers:opportunity_panel": right(get=FILE_READERS, pk="customer"),
    "customers:collaborator_create": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:collaborator_withdraw": right(post=FILE_READERS, pk="customer", access_id="collaborator"),
    "customers:reveal": right(
        post=FILE_READERS | {"desk"}, pk="customer", tab="contacts", part_id="contact", field="mobile"
    ),
    "customers:disclosure_list": right(get={"supervisor", "analyst", "director"}),
    "customers:duplicate_list": right(get=IMPORTERS),
    "customers:duplicate_scan": right(
        get={"supervisor", "analyst", "director"}, post={"supervisor", "analyst", "director"}
    ),
    "customers:likely_duplicates": right(get=IMPORTERS, query="?name=远洋"),
    "customers:duplicate_dismiss": right(post=FILE_READERS, pk="duplicate_pair"),
    "customers:duplicate_reopen": right(post=FILE_READERS, pk="duplicate_pair"),
    "customers:merge_create": right(
        get=FILE_READERS, post=FILE_READERS, kept_id="customer", merged_id="likely_duplicate"
    ),
    "customers:merge_detail": right(get=FILE_READERS, pk="customer_merge"),
    "customers:recycle_bin": right(get=IMPORTERS),
    "customers:customer_remove": right(get=FILE_READERS, post=FILE_READERS, pk="customer"),
    "customers:customer_restore": right(post=FILE_READERS, pk="customer_removed"),
    "customers:hand_over_list": right(get=IMPORTERS),
    "customers:hand_over_create": right(get=IMPORTERS, post=IMPORTERS),
    "customers:hand_over_detail": right(get=FILE_READERS | {"colleague"}, pk="hand_over"),
    "customers:hand_over_accept": right(post={"colleague"}, pk="hand_over"),
    "customers:hand_over_decline": right(post={"colleague"}, pk="hand_over"),
    "customers:hand_over_cancel": right(post=FILE_READERS, pk="hand_over"),
    "complaints:complaint_list": right(get=BUSINESS),
    "complaints:complaint_create": right(get=LOGGERS, post=LOGGERS),
    "complaints:likely_repeats": right(get=ALL),
    "complaints:customer_panel": right(get=HEAD_READERS, customer_id="customer"),
    "complaints:attachment_detail": right(get=HEAD_READERS, pk="attachment"),
    "complaints:complaint_detail": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:complaint_edit": right(
        get=DEPARTMENT | {"desk", "supervisor"}, post=DEPARTMENT | {"desk", "supervisor"}, pk="complaint_at_analyse"
    ),
    "complaints:complaint_send": right(post=DESK, pk="complaint_at_send"),
    "complaints:complaint_analyse": right(post=DEPARTMENT, pk="complaint_at_analyse"),
    "complaints:complaint_instruct": right(post={"supervisor"}, pk="complaint_at_instruct"),
    "complaints:complaint_carry_out": right(post=DEPARTMENT, pk="complaint_at_carry_out"),
    "complaints:complaint_agree": right(post=DEPARTMENT, pk="complaint_at_agree"),
    "complaints:complaint_follow_up": right(post=DESK, pk="complaint_at_follow_up"),
    "complaints:complaint_close": right(post=DESK, pk="complaint_at_close"),
    "complaints:complaint_reroute": right(post=DEPARTMENT | {"desk", "supervisor"}, pk="complaint_at_analyse"),
    "complaints:complaint_withdraw": right(post={"desk"}, pk="complaint_at_analyse"),
    "complaints:complaint_reopen": right(post={"desk", "manager"}, pk="complaint_closed"),
    "complaints:complaint_attach": right(post=HEAD_READERS, pk="complaint_at_analyse"),
    **KEY_ACCOUNTS,
    **SURVEYS,
    **VISITS,
}
