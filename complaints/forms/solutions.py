"""Forms of solutions; the fields bear the names that the model's methods take."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.forms.fields import CauseField, OnceForm, brief_words
from complaints.models import Complaint


class SolutionForm(forms.Form):
    title = forms.CharField(
        label=pgettext_lazy("solution", "Title"), max_length=120, help_text=_("The problem in a few words.")
    )
    cause = CauseField(label=_("Cause"), required=False, empty_label=_("Any"))
    service_line = forms.ChoiceField(
        label=_("Service line"), required=False, choices=[("", _("Any")), *Complaint.ServiceLine.choices]
    )
    problem = brief_words(
        _("Problem"),
        rows=4,
        help_text=_("Everybody reads it: leave out customers, people and waybill numbers."),
    )
    remedy = brief_words(_("What to do"), rows=6)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if standing := self.initial.get("cause"):
            self.fields["cause"].offer_beside(standing.pk)


class ProposeForm(OnceForm, SolutionForm):
    pass


class EditForm(SolutionForm):
    """`version` is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def differences_to(self, solution):
        """What stands there now where it is not what was typed, as (label, value)."""
        changed = [name for name in SolutionForm.base_fields if self.cleaned_data[name] != getattr(solution, name)]
        return [(self.fields[name].label, _shown(solution, name)) for name in changed]


def _shown(solution, name):
    return solution.get_service_line_display() if name == "service_line" else getattr(solution, name) or ""


class VersionForm(forms.Form):
    """Decided is on the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DeclineForm(VersionForm):
    reason = brief_words(_("Reason"), rows=2)


class OutdatedForm(forms.Form):
    reason = brief_words(_("What is out of date"), rows=2)
