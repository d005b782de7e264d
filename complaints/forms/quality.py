"""Forms of corrective actions, malicious marks and penalties; the fields bear the names that the models' methods take."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import OnceForm, active_departments, brief_words
from complaints.models import CorrectiveAction, Penalty
from people.models import Role, User

LONGEST_AHEAD = timedelta(days=366)


def colleagues(label, required=True):
    return forms.ModelChoiceField(
        User.objects.active().exclude(role=Role.ADMINISTRATOR), label=label, required=required
    )


class DueMixin:
    """A day from today on, within a year; `today` comes from the view."""

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due(self):
        day = self.cleaned_data["due"]
        if not self.today <= day <= self.today + LONGEST_AHEAD:
            raise ValidationError(_("Choose a day from today on, within a year."))
        return day


def due_day():
    return forms.DateField(label=_("Due"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class CorrectionForm(DueMixin, OnceForm):
    task = forms.CharField(label=_("What is to be done"), max_length=300, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=CorrectiveAction.Kind.choices)
    owner = colleagues(_("Owner"))
    due = due_day()
    checker = colleagues(_("Who checks the effect"))
    check_after_weeks = forms.IntegerField(
        label=_("Checked so many weeks after it is done"), min_value=1, max_value=52, initial=8
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("owner") and cleaned.get("owner") == cleaned.get("checker"):
            self.add_error("checker", _("The effect is checked by somebody else than the owner."))
        return cleaned


class CorrectionChangeForm(DueMixin, forms.Form):
    owner = colleagues(_("Owner"))
    due = due_day()


class FinishForm(forms.Form):
    account = brief_words(_("What was done"))


class EffectForm(forms.Form):
    is_effective = forms.TypedChoiceField(
        label=_("Did it help?"),
        choices=[("yes", _("Yes, it was effective")), ("no", _("No, the cause is still there"))],
        coerce=lambda choice: choice == "yes",
        widget=forms.RadioSelect,
    )
    finding = brief_words(_("Finding"))


class ReasonForm(forms.Form):
    reason = brief_words(_("Reason"), rows=2)


class NoteForm(forms.Form):
    """`is_needed` where a decision has to be explained."""

    note = brief_words(_("Note"), rows=2)

    def __init__(self, *args, is_needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = is_needed


class MaliciousForm(OnceForm):
    reason = brief_words(_("Why it is malicious"))
    evidence = brief_words(_("Evidence"))


class PenaltyForm(OnceForm):
    """Against a person, a supplier, or else the department itself."""

    person = colleagues(_("Person"), required=False)
    supplier = forms.CharField(label=_("Or supplier"), required=False, max_length=200)
    department = forms.ModelChoiceField(active_departments(), label=_("Department, of the person or by itself"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Penalty.Kind.choices)
    amount = forms.DecimalField(label=_("Amount, CNY"), required=False, min_value=0, max_digits=12, decimal_places=2)
    reason = brief_words(_("Reason"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("person") and cleaned.get("supplier"):
            self.add_error("supplier", _("It is against a person or a supplier, not both."))
        if cleaned.get("kind") in (Penalty.Kind.FINE, Penalty.Kind.CONTRACT) and not cleaned.get("amount"):
            self.add_error("amount", _("Enter the amount."))
        return cleaned


class AppealForm(forms.Form):
    appeal = brief_words(_("Why the penalty is not right"), rows=5)


class ReduceForm(NoteForm):
    field_order = ["amount", "note"]
    amount = forms.DecimalField(label=_("New amount, CNY"), min_value=0, max_digits=12, decimal_places=2)
