"""Saving a view of a list, and renaming one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import SavedView
from people.models.saved_view import LONGEST_QUERY, NAME_LENGTH


class SavingForm(forms.Form):
    """`query` is the filter of the list behind the dialog."""

    name = forms.CharField(label=_("Name of the view"), max_length=NAME_LENGTH)
    is_shared = forms.BooleanField(label=_("Shared with my department"), required=False)
    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)


class RenamingForm(SavingForm):
    def __init__(self, view, data):
        self.view = view
        super().__init__(data)

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = SavedView.objects.filter(owner=self.view.owner_id, list=self.view.list).exclude(pk=self.view.pk)
        if others.filter(name=name).exists():
            raise ValidationError(_("You have a view of this name already."))
        return name
