"""Forms of a claim; the fields bear the names that the model's methods take."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import OnceForm, brief_words
from complaints.forms.quality import NoteForm
from complaints.models import Claim, Recovery
from complaints.models.claim_states import Liability

EARLIEST = date(2000, 1, 1)
# Those for whom nothing is paid.
NOT_OURS = (Liability.CUSTOMER, Liability.FORCE_MAJEURE)


def money(label):
    return forms.DecimalField(
        label=label, min_value=0, max_digits=14, decimal_places=2, widget=forms.NumberInput({"inputmode": "decimal"})
    )


def past_day(label):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class PastDayMixin:
    """`today` comes from the view; `of_the_past` is the name of the field with a day up to it."""

    of_the_past = ""

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields[self.of_the_past].initial = today

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get(self.of_the_past)
        if day and not EARLIEST <= day <= self.today:
            self.add_error(self.of_the_past, _("Choose a day up to today."))
        return cleaned


class AskedForForm(forms.Form):
    claimed_amount = money(_("Amount claimed, CNY"))
    ground = brief_words(_("What for"))

    def clean_claimed_amount(self):
        amount = self.cleaned_data["claimed_amount"]
        if not amount:
            raise ValidationError(_("Enter what is claimed."))
        return amount


class ClaimForm(AskedForForm, OnceForm):
    pass


class SettlementForm(forms.Form):
    liability = forms.ChoiceField(
        label=_("Liability"), choices=[choice for choice in Liability.choices if choice[0] not in NOT_OURS]
    )
    agreed_amount = money(_("Amount agreed, CNY"))
    reason = brief_words(_("Reason"))


class DeclineForm(forms.Form):
    liability = forms.ChoiceField(label=_("Liability"), choices=Claim.Liability.choices, initial=Liability.CUSTOMER)
    reason = brief_words(_("Reason"))


class PaymentForm(PastDayMixin, forms.Form):
    of_the_past = "paid_on"
    paid_amount = money(_("Amount paid, CNY"))
    paid_on = past_day(_("Paid on"))
    reference = forms.CharField(label=_("Payment reference"), required=False, max_length=60)


class RecoveryForm(PastDayMixin, OnceForm):
    of_the_past = "received_on"
    source = forms.ChoiceField(label=_("Recovered from"), choices=Recovery.Source.choices)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    amount = money(_("Amount, CNY"))
    received_on = past_day(_("Received on"))


class ApprovalForm(NoteForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, is_needed=False, **kwargs)
