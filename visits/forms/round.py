"""Planning a round of visits to several customers at once."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import User
from visits.forms.fields import DayField
from visits.forms.visit import DURATIONS
from visits.models import CareTask, Occasion, Visit


class RoundForm(forms.Form):
    """`facts()` are the arguments of `visits.rounds.plan_round`."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    day = DayField(label=_("From the day"), help_text=_("Every visit is given the next free time of who goes."))
    occasion = forms.ModelChoiceField(
        Occasion.objects.none(),
        label=_("Occasion"),
        required=False,
        empty_label="—",
        help_text=_("Of those for which something is due."),
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    minutes = forms.TypedChoiceField(label=_("Duration"), choices=DURATIONS, coerce=int, initial=60)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who goes"), required=False, empty_label=_("The account manager of each customer")
    )

    def __init__(self, *args, user, customers, **kwargs):
        super().__init__(*args, **kwargs)
        due = CareTask.objects.visible_to(user).to_do().filter(customer__in=customers)
        self.fields["occasion"].queryset = Occasion.objects.filter(pk__in=due.values("occasion"))
        self.fields["owner"].queryset = Visit.possible_owners(user)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("purpose") and not cleaned.get("occasion") and not self.errors:
            raise ValidationError(_("Say what the visits are for, or choose an occasion."))
        return cleaned

    def facts(self):
        return self.cleaned_data | {"purpose": self.cleaned_data["purpose"] or str(self.cleaned_data["occasion"])}
