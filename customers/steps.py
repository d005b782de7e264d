"""What waits for one person in a customer's file, each with the time that it may take to begin with."""

from django.utils.translation import gettext_lazy as _

from customers.models.customer_choices import Grade
from deadlines.steps import register_grades, register_step

A_DAY = {"leader_wait": 480, "general_manager_wait": 5 * 480}
# A next step that was put off is the owner's matter first.
PATIENT = {"head_wait": 2 * 480, "leader_wait": 10 * 480, "general_manager_wait": 20 * 480}


def register():
    register_grades(Grade.values)
    register_step("customer.answer", _("Answer to the customer"), budget=7, unit="calendar_days", **A_DAY)
    register_step("opportunity.next_step", _("Next step of new business"), budget=1, unit="working_days", **PATIENT)
    register_step("customer.hand_over", _("Acceptance of a hand-over"), budget=3, unit="working_days", **A_DAY)
    register_step("customer.credit_decision", _("Decide on a credit review"), budget=2, unit="working_days", **A_DAY)
    # Of what runs out, the limit says how many days before its last day the account manager is asked.
    register_step("customer.credit_review", _("Next credit review"), budget=30, unit="calendar_days", **A_DAY)
    register_step("customer.document_expiry", _("Renewal of a document"), budget=30, unit="calendar_days", **A_DAY)
