"""What several forms of key accounts are made of."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 20_000
LONGEST_NOTE = 4_000


def words(label, required=True, rows=3, help_text="", longest=LONGEST_NOTE):
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def day(label, **kwargs):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


class VerdictForm(forms.Form):
    """A decision: `outcome` is the button that was pressed; `seen` is what the person has read, so that whoever comes
    too late is told what happened meanwhile. Whatever says no needs the reason."""

    REFUSALS = ()

    seen = forms.IntegerField(widget=forms.HiddenInput)
    note = words(_("Note"), required=False, rows=2, help_text=_("Needed when you return or refuse it."))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") in self.REFUSALS and not cleaned.get("note", "").strip():
            self.add_error("note", ValidationError(_("Say why.")))
        return cleaned

    @property
    def results(self):
        """Each outcome gets a button of its own."""
        return self.fields["outcome"].choices

    def typed(self):
        """What was written, by label, to show it again where the form is no longer the right one."""
        texts = ((bound.label, bound.value()) for bound in self if isinstance(bound.field.widget, forms.Textarea))
        return [(label, text) for label, text in texts if text]
