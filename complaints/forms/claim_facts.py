"""What becomes of a notice of claim, and of a repeat that the system found."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.steps import ActionForm, words


class SendNoticeForm(ActionForm):
    title = _("Notice of claim sent")
    button = _("Keep it")
    sent_on = forms.DateField(
        label=_("Sent on"), initial=localdate, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    sent_to = forms.CharField(label=_("To whom"), max_length=200, help_text=_("The carrier, its agent or its insurer."))

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.fields["sent_on"].widget.attrs["max"] = localdate().isoformat()
        if complaint.claim_notice_due is not None:
            day = date_format(complaint.claim_notice_due, "SHORT_DATE_FORMAT")
            self.fields["sent_on"].help_text = gettext("It is due by %(day)s.") % {"day": day}


class WaiveNoticeForm(ActionForm):
    title = _("No notice of claim needed")
    button = _("It is not needed")
    reason = words(_("Reason"), rows=2, help_text=_("Such as: carried by us, or admitted by the carrier."))


class TellApartForm(ActionForm):
    title = _("Not a repeat")
    button = _("It is another matter")
    reason = words(_("Reason"), required=False, rows=2)
