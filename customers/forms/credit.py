"""Forms of credit reviews."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.amounts import in_yuan
from customers.figures.months import shift
from customers.forms.layout import FileForm
from customers.models import CreditReview
from customers.models.credit_review import SET

# Whoever enters a review from paper does so within weeks; and nobody's credit stands unseen for longer than this.
LONGEST_AGO = timedelta(days=366)
LONGEST_AHEAD = timedelta(days=5 * 366)


def day_input():
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class CreditReviewForm(FileForm):
    """A review that begins with what is in force now."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = CreditReview
        fields = ["grade", "limit", "terms", "payment_days", "reviewed_on", "valid_until", "findings"]
        widgets = {
            "limit": forms.NumberInput({"step": "any", "inputmode": "decimal"}),
            "reviewed_on": day_input(),
            "valid_until": day_input(),
            "findings": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, customer, policy, today, **kwargs):
        present = {name: getattr(customer, field) for name, field in SET.items()}
        next_review = shift(today, policy.review_months + 1) - timedelta(days=1)
        initial = present | {"reviewed_on": today, "valid_until": next_review}
        super().__init__(*args, initial=initial, **kwargs)
        self.today = today
        self.fields["limit"].help_text = gettext(
            "CNY; 0: cash only. Above %(limit)s, or raised by more than %(share)s %%, it waits for approval."
        ) % {"limit": in_yuan(policy.approval_limit), "share": policy.approval_raise}

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if not self.today - LONGEST_AGO <= day <= self.today:
            raise ValidationError(_("Choose a day of the last twelve months."))
        return day

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if not self.today < day <= self.today + LONGEST_AHEAD:
            raise ValidationError(_("The next review lies ahead, within five years."))
        return day
