"""The addresses of complaints: see `rights`."""

from crm_site.tests.right import ALL, BUSINESS, DEPARTMENT, DESK, HEAD_READERS, LOGGERS, right

# Who answers for a complaint of operations in Shanghai beside those who do its steps.
IN_CHARGE = DEPARTMENT | {"desk", "supervisor", "analyst"}
# The second person for a malicious mark and who lifts it; who proposes and who decides on penalties.
SECONDS = IN_CHARGE - {"desk"}
LIFTING = frozenset({"supervisor", "analyst"})
PROPOSING = frozenset({"head", "supervisor", "analyst"})
DECIDING = frozenset({"supervisor", "director"})
PENALTY_READERS = PROPOSING | DECIDING

# Who writes canned answers.
CANNERS = frozenset({"desk", "analyst", "supervisor", "director"})
# Solutions: who reviews what the handler proposed, and who may write it anew.
REVIEWERS = frozenset({"supervisor", "analyst", "director"})
PROPOSER = REVIEWERS | {"handler"}

# The desk, and those who see all complaints.
MAIL_READERS = frozenset({"desk", "analyst", "director"})
OVERSEERS = frozenset({"desk", "handler", "analyst", "supervisor", "director", "head"})
COMPLAINTS = {
    "complaints:complaints_reroute": right(get=OVERSEERS, post=OVERSEERS),
    "complaints:queue": right(get=BUSINESS),
    "complaints:queue_next": right(get=BUSINESS, pk="complaint_at_analyse"),
    "complaints:queue_previous": right(get=BUSINESS, pk="complaint_at_analyse"),
    "complaints:board": right(get=OVERSEERS),
    "complaints:complaint_list": right(get=BUSINESS),
    "complaints:import_list": right(get={"desk", "analyst"}, post={"desk", "analyst"}),
    "complaints:import_template": right(get=ALL),
    "complaints:report_detail": right(get=BUSINESS),
    "complaints:monthly_summary": right(get=BUSINESS),
    "complaints:report_workbook": right(get=BUSINESS),
    "complaints:complaint_create": right(get=LOGGERS, post=LOGGERS),
    "complaints:likely_repeats": right(get=ALL),
    "complaints:customer_panel": right(get=HEAD_READERS, customer_id="customer"),
    "complaints:attachment_detail": right(get=HEAD_READERS, pk="attachment"),
    "complaints:complaint_detail": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:complaint_edit": right(
        get=DEPARTMENT | {"desk", "supervisor"}, post=DEPARTMENT | {"desk", "supervisor"}, pk="complaint_at_analyse"
    ),
    "complaints:complaint_call": right(get=HEAD_READERS, post=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:exchange_panel": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:complaint_letter": right(
        get=DEPARTMENT | {"desk", "supervisor"}, post=DEPARTMENT | {"desk", "supervisor"}, pk="complaint_at_analyse"
    ),
    "complaints:letter_detail": right(get=HEAD_READERS, pk="complaint_at_analyse", entry_id="complaint_letter"),
    "complaints:canned_panel": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:canned_list": right(get=CANNERS),
    "complaints:canned_create": right(get=CANNERS, post=CANNERS),
    "complaints:canned_edit": right(get=CANNERS, post=CANNERS, pk="canned_answer"),
    "complaints:complaint_identify": right(post=DEPARTMENT | {"desk", "supervisor"}, pk="complaint_at_analyse"),
    "complaints:mail_list": right(get=MAIL_READERS),
    "complaints:mail_detail": right(get=MAIL_READERS, pk="incoming_mail"),
    "complaints:mail_make_complaint": right(post=MAIL_READERS, pk="incoming_mail"),
    "complaints:mail_assign": right(post=MAIL_READERS, pk="incoming_mail"),
    "complaints:mail_dismiss": right(post=MAIL_READERS, pk="incoming_mail"),
    "complain:form": right(get=ALL, post=ALL, is_public=True),
    "complain:find_status": right(get=ALL, post=ALL, is_public=True),
    "complain:status": right(get=ALL, post=ALL, is_public=True, number="complaint_number", key="complaint_status_key"),
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
    "complaints:complaint_merge": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_at_analyse"),
    "complaints:complaint_split": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_at_analyse"),
    "complaints:complaint_hand_on": right(get=DEPARTMENT, post=DEPARTMENT, pk="complaint_at_analyse"),
    "complaints:complaint_pause": right(
        get=DEPARTMENT | {"desk"}, post=DEPARTMENT | {"desk"}, pk="complaint_at_analyse"
    ),
    "complaints:complaint_resume": right(get=DEPARTMENT | {"desk"}, post=DEPARTMENT | {"desk"}, pk="complaint_paused"),
    "complaints:complaint_send_notice": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_owing_notice"),
    "complaints:complaint_waive_notice": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_owing_notice"),
    "complaints:complaint_tell_apart": right(
        get={"desk", "analyst"}, post={"desk", "analyst"}, pk="complaint_repeated"
    ),
    "complaints:related_panel": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:notes_panel": right(get=HEAD_READERS, post=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:mentions": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:complaint_attach": right(post=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:quality_panel": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:correction_list": right(get=BUSINESS),
    "complaints:correction_detail": right(get=HEAD_READERS, pk="correction"),
    "complaints:correction_create": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_at_analyse"),
    "complaints:correction_finish": right(get={"handler"}, post={"handler"}, pk="correction"),
    "complaints:correction_check": right(get={"analyst"}, post={"analyst"}, pk="correction_done"),
    "complaints:correction_change": right(get={"desk", "analyst"}, post={"desk", "analyst"}, pk="correction"),
    "complaints:correction_cancel": right(get={"desk", "analyst"}, post={"desk", "analyst"}, pk="correction"),
    "complaints:malicious_create": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_at_carry_out"),
    "complaints:malicious_confirm": right(get=SECONDS, post=SECONDS, pk="malicious_mark"),
    "complaints:malicious_refuse": right(get=SECONDS, post=SECONDS, pk="malicious_mark"),
    "complaints:malicious_lift": right(get=LIFTING, post=LIFTING, pk="malicious_confirmed"),
    "complaints:penalty_list": right(get=BUSINESS),
    "complaints:penalty_detail": right(get=PENALTY_READERS, pk="penalty"),
    "complaints:penalty_create": right(get=PROPOSING, post=PROPOSING, pk="complaint_at_analyse"),
    "complaints:penalty_put_in_force": right(get=DECIDING, post=DECIDING, pk="penalty"),
    "complaints:penalty_refuse": right(get=DECIDING, post=DECIDING, pk="penalty"),
    "complaints:penalty_appeal": right(get={"handler"}, post={"handler"}, pk="penalty_in_force"),
    "complaints:penalty_uphold": right(get={"director"}, post={"director"}, pk="penalty_appealed"),
    "complaints:penalty_reduce": right(get={"director"}, post={"director"}, pk="penalty_appealed"),
    "complaints:penalty_lift": right(get={"director"}, post={"director"}, pk="penalty_appealed"),
    "complaints:solution_list": right(get=BUSINESS),
    "complaints:solution_create": right(get=OVERSEERS, post=OVERSEERS),
    "complaints:solution_propose": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_closed"),
    "complaints:solution_detail": right(get=BUSINESS, pk="solution_published"),
    "complaints:solution_edit": right(get=PROPOSER, post=PROPOSER, pk="solution_proposed"),
    "complaints:solution_publish": right(get=REVIEWERS, post=REVIEWERS, pk="solution_proposed"),
    "complaints:solution_decline": right(get=REVIEWERS, post=REVIEWERS, pk="solution_proposed"),
    "complaints:solution_flag": right(get=OVERSEERS, post=OVERSEERS, pk="solution_published"),
    "complaints:solution_clear": right(get=REVIEWERS, post=REVIEWERS, pk="solution_outdated"),
    "complaints:solution_withdraw": right(get=REVIEWERS, post=REVIEWERS, pk="solution_published"),
    "complaints:solutions_offered": right(post=LOGGERS),
    "complaints:complaint_solutions": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:solution_use": right(
        post=DEPARTMENT | {"desk", "supervisor"}, pk="complaint_at_analyse", solution_id="solution_published"
    ),
    "complaints:claim_list": right(get=BUSINESS),
    "complaints:claim_panel": right(get=HEAD_READERS, pk="complaint_at_analyse"),
    "complaints:claim_create": right(get=IN_CHARGE, post=IN_CHARGE, pk="complaint_at_analyse"),
    "complaints:claim_correct": right(get=IN_CHARGE, post=IN_CHARGE, pk="claim"),
    "complaints:claim_propose": right(get=IN_CHARGE, post=IN_CHARGE, pk="claim"),
    "complaints:claim_decline": right(get=IN_CHARGE, post=IN_CHARGE, pk="claim"),
    "complaints:claim_withdraw": right(get=IN_CHARGE, post=IN_CHARGE, pk="claim"),
    "complaints:claim_approve": right(get=DECIDING, post=DECIDING, pk="claim_proposed"),
    "complaints:claim_send_back": right(get=DECIDING, post=DECIDING, pk="claim_proposed"),
    "complaints:claim_pay": right(get=IN_CHARGE, post=IN_CHARGE, pk="claim_agreed"),
    "complaints:claim_recover": right(get=IN_CHARGE, post=IN_CHARGE, pk="claim_agreed"),
}
