"""Merging a complaint into another one about the same matter, and splitting a second matter off."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.forms.action import SeenForm
from complaints.forms.fields import CauseField, OnceForm, WaybillsField, active_departments, words
from complaints.models import Attachment, Complaint


class MergeForm(SeenForm):
    title = _("Merge into another complaint")
    button = _("Merge")
    other = forms.ModelChoiceField(
        Complaint.objects.none(),
        label=_("The complaint that goes on"),
        error_messages={"required": _("Choose the complaint that goes on.")},
    )
    reason = words(_("Why it is the same matter"), rows=2)

    def __init__(self, *args, complaint, user, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.user = user
        self.fields["other"].queryset = Complaint.objects.visible_to(user).exclude(pk=complaint.pk)

    def renewed(self, complaint):
        return super().renewed(complaint, user=self.user)

    def clean_other(self):
        other = self.cleaned_data["other"]
        if other.is_open and not other.can_be_merged_by(self.user):
            raise ValidationError(_("%(number)s lies with a department that is not yours."), params={"number": other})
        return other


class SplitForm(OnceForm, SeenForm):
    title = _("Split off a second matter")
    button = _("Split off")
    description = words(
        _("What the second matter is"), rows=4, help_text=_("Customer, caller and time of receipt are taken over.")
    )
    waybills = WaybillsField(label=_("Waybill numbers"), required=False)
    cause = CauseField(label=_("Cause"), required=False, empty_label=_("Not known yet"))
    severity = forms.ChoiceField(label=_("Severity"), choices=Complaint.Severity.choices)
    department = forms.ModelChoiceField(
        active_departments(), label=_("Responsible department"), required=False, empty_label=_("As the cause says")
    )
    attachments = forms.ModelMultipleChoiceField(
        Attachment.objects.none(),
        label=_("Attachments about the second matter too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.fields["severity"].initial = complaint.severity
        self.fields["attachments"].queryset = complaint.attachments.all()
        if not complaint.attachments.exists():
            del self.fields["attachments"]

    def clean(self):
        cleaned = super().clean()
        cause = cleaned.get("cause")
        if cause and not cleaned.get("department"):
            cleaned["department"] = cause.proposed_department
        return cleaned
