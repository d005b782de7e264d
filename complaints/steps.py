"""What waits for one person because of a complaint, each with the time that it may take to begin with."""

from django.utils.translation import gettext_lazy as _

from complaints.loop import Step
from complaints.models import Complaint
from deadlines.steps import register_resumption, register_step


def register():
    for step in Step:
        register_step(f"complaint.{step}", step.label)
        register_resumption(f"complaint.{step}", Complaint.resume_by_itself)
    # Nobody is asked to appeal; the limit only says until when one may.
    register_step("complaint.appeal", _("Appeal against a penalty"), budget=10, unit="calendar_days")
    register_step("complaint.penalty", _("Decision on a penalty"), budget=5, unit="working_days")
    register_step("complaint.appeal_decision", _("Decision on an appeal"), budget=5, unit="working_days")
    register_step("complaint.claim_approval", _("Approval of a settlement"), budget=3, unit="working_days")
    notice = {"budget": 7, "unit": "calendar_days", "reminder_share": 50}
    register_step("complaint.claim_notice", _("Notice of claim to the carrier"), **notice)
    register_step("complaint.correction", _("Corrective action"), budget=20, unit="working_days")
    register_step("complaint.correction_check", _("Check of the effect"), budget=10, unit="working_days")
    register_step("complaint.solution", _("Review of a solution"), budget=10, unit="working_days")
