"""Forms of documents."""

import uuid
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm_site.file_fields import OneFileField
from customers.forms.layout import FileForm
from customers.models import Document

TITLE_LENGTH = 200


def day_input():
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class DocumentForm(FileForm):
    """What is known of a document, beside its file."""

    class Meta:
        model = Document
        fields = ["kind", "title", "number", "project", "valid_from", "valid_until", "remark"]
        widgets = {"valid_from": day_input(), "valid_until": day_input(), "remark": forms.Textarea({"rows": 2})}

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = customer.projects.all()


class NewDocumentForm(DocumentForm):
    """Without a title the name of the file becomes one."""

    upload = OneFileField(label=_("File"))
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ["upload", *DocumentForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: the name of the file.")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title") and "upload" in cleaned:
            cleaned["title"] = PurePath(cleaned["upload"].name).stem[:TITLE_LENGTH]
        return cleaned


class VersionForm(forms.Form):
    """A newer version; `seen` is the number of the newest one that the person saw."""

    upload = OneFileField(label=_("File"))
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=day_input())
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=day_input())
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            raise ValidationError(_("It cannot end before it begins."))
        return cleaned


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not renewed"), max_length=300)
