"""The lists of complaints as Excel, without the telephone numbers and addresses of those who called or wrote."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.claim_filter import ClaimFilter
from complaints.correction_filter import CorrectionFilter
from complaints.filters import ComplaintFilter, MailFilter
from complaints.listed import listed
from complaints.models import Cause, Claim, Complaint, CorrectiveAction, IncomingMail, Penalty
from complaints.models.queries import ComplaintQuerySet
from complaints.penalty_filter import PenaltyFilter
from customers.exporting import filtered_sheet, register_export, table
from customers.readable import joined

CHANNELS = dict(Complaint.Channel.choices)
MODES, LOSSES = dict(Complaint.TransportMode.choices), dict(Complaint.Loss.choices)
COLUMNS = (
    (_("Number"), lambda row: row.number),
    (_("Customer code"), lambda row: row.values["customer__code"]),
    (_("Customer"), lambda row: row.values["customer__name"] or row.complainant),
    (_("Account manager"), lambda row: row.values["customer__owner__name"]),
    (_("What happened"), lambda row: row.description),
    (_("What is wanted"), lambda row: row.values["wanted"]),
    (_("Waybill numbers"), lambda row: joined(*row.values["waybills"])),
    (_("Mode of transport"), lambda row: str(MODES.get(row.values["transport_mode"], ""))),
    (_("What befell the goods"), lambda row: str(LOSSES.get(row.values["loss"], ""))),
    (_("Date of the event"), lambda row: row.values["event_date"]),
    (_("Notice of claim due"), lambda row: row.values["claim_notice_due"]),
    (_("Channel"), lambda row: str(CHANNELS[row.values["channel"]])),
    (_("Severity"), lambda row: str(row.severity_label)),
    (_("Cause"), lambda row: str(row.cause)),
    (_("Department"), lambda row: str(row.department)),
    (_("State"), lambda row: str(row.state_label)),
    (_("Waits for"), lambda row: joined(row.step_label, row.doer)),
    (_("Due"), lambda row: row.deadline),
    (_("Received"), lambda row: row.received_at),
    (pgettext_lazy("complaint", "Closed"), lambda row: row.values["closed_at"]),
)
CLAIMS = (
    (_("Complaint"), lambda claim: claim.complaint.number),
    (_("Customer code"), lambda claim: claim.complaint.customer.code if claim.complaint.customer else ""),
    (_("Customer"), lambda claim: str(claim.complaint.complainant)),
    (_("Department"), lambda claim: str(claim.complaint.department or "")),
    (_("What for"), lambda claim: claim.ground),
    (_("Amount claimed, CNY"), lambda claim: claim.claimed_amount),
    (_("Liability"), lambda claim: claim.get_liability_display()),
    (_("Settlement, CNY"), lambda claim: claim.agreed_amount),
    (_("Paid, CNY"), lambda claim: claim.paid_amount),
    (_("Paid on"), lambda claim: claim.paid_on),
    (_("Recovered, CNY"), lambda claim: claim.recovered_amount),
    (_("State"), lambda claim: claim.get_state_display()),
    (_("Waits for the approval of"), lambda claim: str(claim.approver or "")),
    (_("Taken down"), lambda claim: claim.at),
)
CORRECTIONS = (
    (_("Complaint"), lambda correction: correction.complaint.number),
    (_("What is to be done"), lambda correction: correction.task),
    (_("Kind"), lambda correction: correction.get_kind_display()),
    (_("Cause"), lambda correction: str(correction.cause or "")),
    (_("Department"), lambda correction: str(correction.department)),
    (_("Owner"), lambda correction: str(correction.owner)),
    (_("Due"), lambda correction: correction.due),
    (_("State"), lambda correction: correction.get_state_display()),
    (_("What was done"), lambda correction: correction.account),
    (_("Effect checked by"), lambda correction: str(correction.checker)),
    (_("Finding"), lambda correction: correction.finding),
    (_("Times the cause came again"), lambda correction: correction.repeat_count),
)
PENALTIES = (
    (_("Complaint"), lambda penalty: penalty.complaint.number),
    (_("Against"), lambda penalty: penalty.against),
    (_("Department"), lambda penalty: str(penalty.department)),
    (_("Kind"), lambda penalty: penalty.get_kind_display()),
    (_("Amount, CNY"), lambda penalty: penalty.amount),
    (_("Reason"), lambda penalty: penalty.reason),
    (_("Proposed by"), lambda penalty: str(penalty.by)),
    (pgettext_lazy("penalty", "Proposed"), lambda penalty: penalty.at),
    (_("State"), lambda penalty: penalty.get_state_display()),
    (_("Appeal"), lambda penalty: penalty.appeal),
    (_("Decision on the appeal"), lambda penalty: penalty.appeal_note),
)
MAILS = (
    (pgettext_lazy("mail", "Received"), lambda mail: mail.received_at),
    (_("Sender"), lambda mail: mail.sender_name),
    (_("Subject"), lambda mail: mail.subject),
    (_("What became of it"), lambda mail: mail.get_state_display()),
    (_("Reason"), lambda mail: mail.get_reason_display()),
    (_("Complaint"), lambda mail: mail.complaint.number if mail.complaint else ""),
)


def opened(user, parameters, _columns, at):
    headings, rows_of = table(COLUMNS)
    causes = Cause.objects.in_bulk()

    def worded(chunk):
        for row, values in zip(listed(chunk, user, at), chunk, strict=True):
            row.values, row.cause = values, causes.get(values["cause"], "")
            yield row

    chosen = ComplaintFilter(parameters, Complaint.objects.visible_to(user), user, at)
    return filtered_sheet(chosen, headings, lambda chunk: rows_of(worded(chunk)), ComplaintQuerySet.for_export)


def claims(user, parameters, _columns, _at):
    newest = Claim.objects.visible_to(user).order_by("-at", "-id")
    return filtered_sheet(ClaimFilter(parameters, newest, user), *table(CLAIMS), lambda rows: rows.for_list())


def corrections(user, parameters, _columns, at):
    chosen = CorrectionFilter(parameters, CorrectiveAction.objects.visible_to(user), user, at)
    return filtered_sheet(chosen, *table(CORRECTIONS), lambda rows: rows.for_list())


def penalties(user, parameters, _columns, _at):
    return filtered_sheet(PenaltyFilter(parameters, Penalty.objects.visible_to(user).for_list()), *table(PENALTIES))


def mails(user, parameters, _columns, _at):
    shown = IncomingMail.objects.visible_to(user).select_related("complaint").defer("text")
    return filtered_sheet(MailFilter(parameters, shown), *table(MAILS))


def register():
    register_export("complaints", _("Complaints"), Complaint.can_be_listed_by, opened)
    register_export("claims", _("Claims"), Complaint.can_be_listed_by, claims)
    register_export("corrections", _("Corrective actions"), Complaint.can_be_listed_by, corrections)
    register_export("penalties", _("Penalties"), Penalty.can_be_listed_by, penalties)
    register_export("complaint-mails", _("Mails to the complaint desk"), IncomingMail.can_be_listed_by, mails)
