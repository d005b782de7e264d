"""What dealing with the customer adds to the page of a complaint: what was said to and fro, and a call logged."""

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, ComplaintLog
from complaints.models.merging import of_matter
from complaints.page_parts import PANELS, UNDERTAKINGS, Panel, Undertaking, how_many

EXCHANGED = (ComplaintLog.Kind.CALLED_AGAIN, ComplaintLog.Kind.CUSTOMER_WROTE, ComplaintLog.Kind.LETTER)


def register_exchange():
    entries = ComplaintLog.objects.filter(of_matter(OuterRef(OuterRef("pk"))), kind__in=EXCHANGED)
    PANELS.append(
        Panel("exchange", _("With the customer"), "complaints:exchange_panel", lambda *_: True, how_many(entries))
    )
    letter = Undertaking(
        _("Write a letter …"), "envelope", "complaints:complaint_letter", Complaint.can_be_written_about_by
    )
    again = _("The customer called again …")
    may = Complaint.can_be_called_about_by
    UNDERTAKINGS.extend([letter, Undertaking(again, "telephone-inbound", "complaints:complaint_call", may)])
