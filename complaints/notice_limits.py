"""A limit for notices of claim was edited: what is owed by it gets its new day."""

from django.db.models import Q

from complaints.models import ClaimNotice, ClaimNoticeLimit, Complaint


def follow_notice_limits(at):
    """Reckon anew until when the notices of open complaints are due; returns how many moved.

    The tables are compared, whoever changed a limit and however. One complaint at a time, each in its own transaction.
    """
    waiting = Q(claim_notice=None) | Q(claim_notice__state=ClaimNotice.State.WAITING)
    facts = ("transport_mode", "loss", "event_date", "claim_notice_due")
    rows = Complaint.objects.filter(waiting, closed_at=None).exclude(loss="").only(*facts)
    limits = {(limit.transport_mode, limit.loss): limit for limit in ClaimNoticeLimit.objects.all()}
    moved = [row for row in rows if _due(row, limits) != row.claim_notice_due]
    return sum(row.reckon_notice(at) for row in moved)


def _due(complaint, limits):
    """The rule of `ClaimNoticeLimit.objects.fitting`, for many at once."""
    if not (complaint.transport_mode and complaint.event_date):
        return None
    keys = [(mode, loss) for mode in (complaint.transport_mode, "") for loss in (complaint.loss, "")]
    limit = next((limits[key] for key in keys if key in limits), None)
    return limit and limit.due_on(complaint.event_date)
