"""The list of complaints as Excel, without the telephone numbers of those who called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.filters import ComplaintFilter
from complaints.listed import listed
from complaints.models import Cause, Complaint
from complaints.models.queries import ComplaintQuerySet
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


def opened(user, parameters, _columns, at):
    headings, rows_of = table(COLUMNS)
    causes = Cause.objects.in_bulk()

    def worded(chunk):
        for row, values in zip(listed(chunk, at), chunk, strict=True):
            row.values, row.cause = values, causes.get(values["cause"], "")
            yield row

    chosen = ComplaintFilter(parameters, Complaint.objects.visible_to(user), user, at)
    return filtered_sheet(chosen, headings, lambda chunk: rows_of(worded(chunk)), ComplaintQuerySet.for_export)


def register():
    register_export("complaints", _("Complaints"), Complaint.can_be_listed_by, opened)
