"""The one page on which a complaint is taken."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.facts import FactsForm
from complaints.forms.fields import CallBeganField, active_departments
from complaints.models import Complaint, Solution
from crm_site.file_fields import FilesField

# What is folded away while a complaint is logged.
MORE = ("waybills", "wanted", "event_date", "goods_value", "service_line", "transport_mode", "loss")
MORE += ("caller_email", "against", "letter_dated", "files")


class LogForm(FactsForm):
    """Taking a complaint: caller, what happened, cause and severity; the rest where it is known."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    department = forms.ModelChoiceField(
        active_departments(),
        label=_("Responsible department"),
        required=False,
        empty_label=_("As the cause says"),
        widget=forms.Select({"data-pick": ""}),
    )
    repeat_of = forms.ModelChoiceField(Complaint.objects.none(), required=False)
    solutions = forms.ModelMultipleChoiceField(Solution.objects.published().defer("search"), required=False)
    files = FilesField(label=_("Attachments"), required=False)
    call_began = CallBeganField()
    letter_dated = forms.DateField(
        label=_("Date of the letter"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["repeat_of"].queryset = Complaint.objects.visible_to(user)

    def clean(self):
        cleaned = super().clean()
        cause = cleaned.get("cause")
        if cause and not cleaned.get("department"):
            cleaned["department"] = cause.proposed_department
        self._clean_channel(cleaned)
        return cleaned

    def _clean_channel(self, cleaned):
        """A call has its time; a letter has its date and its scan, because who did not see it must be able to read it."""
        channel, channels = cleaned.get("channel"), Complaint.Channel
        if channel != channels.TELEPHONE:
            cleaned["call_began"] = None
        if channel != channels.LETTER:
            cleaned["letter_dated"] = None
            return
        dated = cleaned.get("letter_dated")
        if not dated or dated > self.today:
            self.add_error("letter_dated", _("When was the letter written? Not later than today."))
        if not cleaned.get("files"):
            self.add_error("files", _("Attach the scan of the letter; a photo of it will do."))

    def more_is_used(self):
        """Whether something in the folded part was typed or is wrong."""
        return any(self[name].errors or self[name].value() for name in MORE)
