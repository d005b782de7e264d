"""A note, and the people whom it mentions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LONGEST_TEXT, OnceForm
from complaints.models.note import readers_of


class NoteForm(OnceForm):
    text = forms.CharField(
        label=_("A note among ourselves"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3, "data-mentions": "", "autofocus": True}),
        help_text=_("Type @ and a part of a name or its pinyin to mention somebody who sees this complaint."),
    )
    mentioned = forms.ModelMultipleChoiceField(None, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, complaint, user, **kwargs):
        super().__init__(*args, auto_id="id_note_%s", **kwargs)
        self.complaint, self.user = complaint, user
        self.fields["mentioned"].queryset = readers_of(complaint, user)

    def clean(self):
        cleaned = super().clean()
        if "@" in cleaned.get("text", "") and "mentioned" in cleaned:
            cleaned["mentioned"] = self._mentioned(cleaned["text"], set(cleaned["mentioned"]))
        return cleaned

    def _mentioned(self, text, ticked):
        """Who is written out after "@" is mentioned, ticked or not; of several of one name, whoever was ticked."""
        namesakes, mentioned = {}, set(ticked)
        for person in self.fields["mentioned"].queryset:
            namesakes.setdefault(person.name, set()).add(person)
        for name in sorted(namesakes, key=len, reverse=True):
            if f"@{name}" in text:
                # What is left of the text does not mention a shorter name with which this one begins.
                text = text.replace(f"@{name}", "")
                mentioned |= namesakes[name] & ticked or namesakes[name]
        return list(mentioned)

    def ticked(self):
        """Those mentioned so far, when the form is shown again."""
        return self.cleaned_data.get("mentioned", []) if self.is_bound else []
