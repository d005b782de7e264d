"""The form fields that take files."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm_site import files


class FileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to ten files, each of them checked by `crm_site.files`; all that is wrong is said at once."""

    widget = FileInput

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = files.ACCEPT

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or [] if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"])
        if len(uploads) > files.MAX_FILES:
            raise ValidationError(_("At most %(limit)s files at once."), params={"limit": files.MAX_FILES})
        refusals = []
        for upload in uploads:
            try:
                files.check(upload)
            except ValidationError as refusal:
                refusals.append(refusal)
        if refusals:
            raise ValidationError(refusals)
        return uploads


class OneFileField(forms.FileField):
    """One file, checked by `crm_site.files`."""

    widget = forms.FileInput

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = files.ACCEPT

    def clean(self, data, initial=None):
        return files.check(super().clean(data, initial))
