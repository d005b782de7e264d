"""How a call ended, and who answers instead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys import opting_out
from surveys.states import Disposition

# What an interviewer may say; that an interview is complete is said by its own button.
RESULTS = [(code.value, code.label) for code in Disposition if code != Disposition.COMPLETE]


class CallEndForm(forms.Form):
    result = forms.ChoiceField(label=_("How did the call end?"), choices=RESULTS, widget=forms.RadioSelect)
    call_back_at = forms.DateTimeField(
        label=_("Call back at"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Where a time was agreed."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    never_again = forms.BooleanField(label=_("Does not want to be asked in surveys any more"), required=False)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        if opting_out.has_opted_out(unit):
            del self.fields["never_again"]


class OtherContactForm(forms.Form):
    """Another contact of the same customer who may be asked."""

    contact = forms.ModelChoiceField(label=_("Who answers"), queryset=None)
    has_left = forms.BooleanField(label=_("The former has left: tell the account manager"), required=False)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = unit.other_contacts()
        self.fields["contact"].label_from_instance = described

    @property
    def has_choices(self):
        return self.fields["contact"].queryset.exists()


def described(contact):
    return " · ".join(part for part in (contact.name, contact.title, contact.mobile or contact.phone) if part)
