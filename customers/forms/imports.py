"""What a person gives to an import: the file, and what its columns mean."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from customers.importing.importers import importer_of


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Excel or CSV file"),
        allow_empty_file=True,
        max_length=500,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    helper = FormHelper()
    helper.add_input(Submit("", _("Upload")))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            message = _("The file is larger than %(limit)d MB. Split it, or remove pictures and sheets not needed.")
            raise forms.ValidationError(message, params={"limit": settings.IMPORT_MAX_BYTES // 1024 // 1024})
        return file


class ColumnsForm(forms.Form):
    """One choice per column of the file: the field that it fills, or nothing; and what holds for the whole file."""

    def __init__(self, run, data=None):
        super().__init__(data, auto_id="column-%s", initial=run.options)
        self.run, self.importer = run, importer_of(run)
        self.option_fields = self.importer.option_fields(run)
        self.fields.update(self.option_fields)
        for column, header in enumerate(run.header):
            self.fields[str(column)] = forms.ChoiceField(
                label=header or _("Column %(number)d") % {"number": column + 1},
                choices=[("", _("– not imported –")), *self.importer.column_choices(run, column)],
                required=False,
                initial=run.mapping.get(str(column), ""),
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def options(self):
        return [self[name] for name in self.option_fields]

    @property
    def columns(self):
        """(field, first cells) of each column."""
        samples = zip(*self.run.sample, strict=True)
        return zip((self[str(column)] for column in range(len(self.run.header))), samples, strict=True)

    def clean(self):
        given = dict(self.cleaned_data)
        self.chosen_options = {name: given.pop(name, "") for name in self.option_fields}
        columns = {}
        for column, key in given.items():
            if key and columns.setdefault(key, column) != column:
                first = self.fields[columns[key]].label
                self.add_error(column, _("“%(column)s” already fills this field.") % {"column": first})
        self.mapping = {column: key for key, column in columns.items()}
        if not self.errors and (fault := self.importer.fault_of(self.run, self.mapping, self.chosen_options)):
            raise forms.ValidationError(fault)
        return self.cleaned_data
