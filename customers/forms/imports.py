"""What a person gives to an import: the file, and what its columns mean."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from customers.importing.fields import FIELDS

KEYS = {"code", "credit_code", "name"}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Excel or CSV file"),
        allow_empty_file=True,
        max_length=500,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    helper = FormHelper()
    helper.form_action = "customers:import_list"
    helper.add_input(Submit("", _("Upload")))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            message = _("The file is larger than %(limit)d MB. Split it, or remove pictures and sheets not needed.")
            raise forms.ValidationError(message, params={"limit": settings.IMPORT_MAX_BYTES // 1024 // 1024})
        return file


class ColumnsForm(forms.Form):
    """One choice per column of the file: the field that it fills, or nothing."""

    def __init__(self, run, data=None):
        super().__init__(data, auto_id="column-%s")
        choices = [("", _("– not imported –")), *((field.key, field.label) for field in FIELDS)]
        for column, header in enumerate(run.header):
            self.fields[str(column)] = forms.ChoiceField(
                label=header or _("Column %(number)d") % {"number": column + 1},
                choices=choices,
                required=False,
                initial=run.mapping.get(str(column), ""),
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    def clean(self):
        columns = {}
        for column, key in list(self.cleaned_data.items()):
            if key and columns.setdefault(key, column) != column:
                first = self.fields[columns[key]].label
                self.add_error(column, _("“%(column)s” already fills this field.") % {"column": first})
        if not self.errors and not KEYS & columns.keys():
            raise forms.ValidationError(
                _("Choose the column with the customer code, the credit code or the full name.")
            )
        self.mapping = {column: key for key, column in columns.items()}
        return self.cleaned_data
