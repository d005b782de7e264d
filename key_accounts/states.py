"""The states of key accounts, plans and adjustments, and the moves between them.

key account   proposed → active | declined;  active → ended
plan          draft → submitted → approved | returned;  returned → submitted;  submitted → draft (taken back)
              approved → closed → filed;  closed → approved (the self-review is returned)
adjustment    draft → submitted → approved | returned;  returned → submitted;  any open one → withdrawn
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("In force")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class PlanState(TextChoices):
    """草稿 · 待审批 · 已批准 · 退回 · 总结 · 备案."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    CLOSED = "closed", pgettext_lazy("plan", "Summed up")
    FILED = "filed", _("Filed")


class AdjustmentState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ACCOUNT_MOVES = {
    AccountState.PROPOSED: {AccountState.ACTIVE, AccountState.DECLINED},
    AccountState.ACTIVE: {AccountState.ENDED},
}
PLAN_MOVES = {
    PlanState.DRAFT: {PlanState.SUBMITTED},
    PlanState.SUBMITTED: {PlanState.APPROVED, PlanState.RETURNED, PlanState.DRAFT},
    PlanState.RETURNED: {PlanState.SUBMITTED},
    PlanState.APPROVED: {PlanState.CLOSED},
    PlanState.CLOSED: {PlanState.FILED, PlanState.APPROVED},
}
ADJUSTMENT_MOVES = {
    AdjustmentState.DRAFT: {AdjustmentState.SUBMITTED, AdjustmentState.WITHDRAWN},
    AdjustmentState.SUBMITTED: {AdjustmentState.APPROVED, AdjustmentState.RETURNED, AdjustmentState.DRAFT},
    AdjustmentState.RETURNED: {AdjustmentState.SUBMITTED, AdjustmentState.WITHDRAWN},
}
# While a plan or an adjustment is in one of these, its author writes.
WRITING = ("draft", "returned")
OPEN_ADJUSTMENTS = (AdjustmentState.DRAFT, AdjustmentState.SUBMITTED, AdjustmentState.RETURNED)
# A plan in one of these can still change.
LIVING_PLANS = tuple(state for state in PlanState if state != PlanState.FILED)

BADGES = {
    "proposed": "badge-info",
    "active": "badge-good",
    "declined": "badge-plain",
    "ended": "badge-plain",
    "draft": "badge-plain",
    "submitted": "badge-info",
    "approved": "badge-good",
    "returned": "badge-warn",
    "closed": "badge-info",
    "filed": "badge-plain",
    "withdrawn": "badge-plain",
}
