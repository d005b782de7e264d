"""The form that puts a file into the recycle bin."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemovalForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Such as: opened twice, test, not a company."))
