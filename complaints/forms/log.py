"""The one page on which a complaint is taken."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.facts import FactsForm
from complaints.models import Complaint
from crm_site.file_fields import FilesField
from people.models import Department

# What is folded away while a complaint is logged.
MORE = ("waybills", "wanted", "event_date", "goods_value", "service_line", "against", "files")


class LogForm(FactsForm):
    """Taking a complaint: caller, what happened, cause and severity; the rest where it is known."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Responsible department"),
        required=False,
        empty_label=_("As the cause says"),
        widget=forms.Select({"data-pick": ""}),
    )
    repeat_of = forms.ModelChoiceField(Complaint.objects.none(), required=False)
    files = FilesField(label=_("Attachments"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["repeat_of"].queryset = Complaint.objects.visible_to(user)

    def clean(self):
        cleaned = super().clean()
        cause = cleaned.get("cause")
        if cause and not cleaned.get("department"):
            cleaned["department"] = cause.proposed_department
        return cleaned

    def more_is_used(self):
        """Whether something in the folded part was typed or is wrong."""
        return any(self[name].errors or self[name].value() for name in MORE)
