"""A note, and the people whom it mentions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LONGEST_TEXT, OnceForm
from complaints.models.note import readers_of


class NoteForm(OnceForm):
    text = forms.CharField(
        label=_("A note among ourselves"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3, "data-mentions": ""}),
        help_text=_("Type @ and a part of a name or its pinyin to mention somebody who sees this complaint."),
    )
    mentioned = forms.ModelMultipleChoiceField(None, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, complaint, user, **kwargs):
        super().__init__(*args, auto_id="id_note_%s", **kwargs)
        self.complaint, self.user = complaint, user
        self.fields["mentioned"].queryset = readers_of(complaint, user)

    def ticked(self):
        """Those mentioned so far, when the form is shown again."""
        return self.cleaned_data.get("mentioned", []) if self.is_bound else []
