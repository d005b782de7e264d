from complaints.views.bulk import complaints_reroute
from complaints.views.files import attachment_detail
from complaints.views.identify import complaint_identify
from complaints.views.listing import complaint_list, customer_panel
from complaints.views.log import complaint_create, likely_repeats
from complaints.views.mails import mail_assign, mail_detail, mail_dismiss, mail_list, mail_make_complaint
from complaints.views.merging import complaint_merge, complaint_split, related_panel
from complaints.views.note import mentions, notes_panel
from complaints.views.page import complaint_act, complaint_detail, complaint_edit
from complaints.views.queue import board, queue, queue_neighbour
from complaints.views.step_work import step_work

__all__ = [
    "attachment_detail",
    "board",
    "complaint_act",
    "complaint_create",
    "complaint_detail",
    "complaint_edit",
    "complaint_identify",
    "complaint_list",
    "complaint_merge",
    "complaint_split",
    "complaints_reroute",
    "customer_panel",
    "likely_repeats",
    "mail_assign",
    "mail_detail",
    "mail_dismiss",
    "mail_list",
    "mail_make_complaint",
    "mentions",
    "notes_panel",
    "queue",
    "queue_neighbour",
    "related_panel",
    "step_work",
]
