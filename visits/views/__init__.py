from visits.views.calendar import calendar, feed, feed_renew, feed_revoke, feed_settings
from visits.views.care import care_act, care_detail, care_list, day_create, day_remove
from visits.views.coverage import coverage, coverage_rows
from visits.views.events import event_detail, event_invite, event_list, invitation_act
from visits.views.files import file_detail
from visits.views.listing import customer_panel, visit_list
from visits.views.page import visit_act, visit_detail
from visits.views.planning import visit_create, visit_edit, visit_people
from visits.views.proposals import proposal_list, proposals_act, propose
from visits.views.report import report_edit, visit_report
from visits.views.rounds import round_create

__all__ = [
    "calendar",
    "care_act",
    "care_detail",
    "care_list",
    "coverage",
    "coverage_rows",
    "customer_panel",
    "day_create",
    "day_remove",
    "event_detail",
    "event_invite",
    "event_list",
    "feed",
    "feed_renew",
    "feed_revoke",
    "feed_settings",
    "file_detail",
    "invitation_act",
    "proposal_list",
    "proposals_act",
    "propose",
    "report_edit",
    "round_create",
    "visit_act",
    "visit_create",
    "visit_detail",
    "visit_edit",
    "visit_list",
    "visit_people",
    "visit_report",
]
