"""Forms of key accounts: proposal, decision, review, special watch, counterparts."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.forms.picker import offer_customers
from customers.models import Customer
from key_accounts.forms.fields import VerdictForm, day, words
from key_accounts.models import WatchItem
from key_accounts.relationship import possible_counterparts
from people.models import User

TIERS = Customer.Tier.choices


class ProposalForm(forms.Form):
    """A customer proposed for its standing; the rule proposes those with the revenue by itself."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    customer = forms.ModelChoiceField(Customer.objects.none(), label=_("Customer"))
    tier = forms.ChoiceField(label=_("Tier"), choices=TIERS, initial=Customer.Tier.KEY)
    reason = words(
        _("Reason"), help_text=_("Its standing in the industry, what it may become for us, what we would do for it.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offer_customers(self, "customer", Customer.objects.editable_by(user).filter(owner__isnull=False))

    def clean_customer(self):
        customer = self.cleaned_data["customer"]
        if customer.key_accounts.open().exclude(submission_key=self.data.get("submission_key") or None).exists():
            raise ValidationError(_("This customer is a key account already, or proposed as one."))
        return customer


class DesignationForm(VerdictForm):
    REFUSALS = ("decline",)

    tier = forms.ChoiceField(label=_("Tier"), choices=TIERS)
    outcome = forms.ChoiceField(choices=[("approve", _("Approve")), ("decline", _("Decline"))])

    field_order = ["seen", "tier", "note", "outcome"]

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, auto_id=f"id_account_{account.pk}_%s", **kwargs)
        self.address = reverse("key_accounts:key_account_decide", args=[account.pk])
        self.fields["seen"].initial = account.version
        self.fields["tier"].initial = account.tier

    def verdict(self):
        """The method of the key account that does it, and what it is told."""
        cleaned = self.cleaned_data
        if cleaned["outcome"] in self.REFUSALS:
            return cleaned["outcome"], {"seen": cleaned["seen"], "reason": cleaned["note"]}
        return cleaned["outcome"], {name: cleaned[name] for name in ("seen", "note", "tier")}


class ReviewForm(DesignationForm):
    """The yearly review: it stays, perhaps in another tier, or ends."""

    REFUSALS = ("end",)

    outcome = forms.ChoiceField(choices=[("confirm", _("Confirm")), ("end", _("End the key account"))])

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, account=account, **kwargs)
        self.address = reverse("key_accounts:key_account_review", args=[account.pk])


class WatchForm(forms.ModelForm):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    on = day(_("Date"))
    until = day(_("Watch until"), required=False, help_text=_("Empty: until somebody ends it."))

    class Meta:
        model = WatchItem
        fields = ["title", "on", "kind", "importance", "source", "until", "text"]
        widgets = {"text": forms.Textarea({"rows": 3})}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("on", today)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("This day has not come yet."))
        return on

    def clean(self):
        cleaned = super().clean()
        on, until = cleaned.get("on"), cleaned.get("until")
        if on and until and until < on:
            self.add_error("until", _("The end lies before the beginning."))
        return cleaned


class CounterpartForm(forms.Form):
    """`present` keeps in touch already, and stays named when they have left us."""

    person = forms.ModelChoiceField(
        possible_counterparts(), label=_("Our counterpart"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args, present, **kwargs):
        super().__init__(*args, initial={"person": present}, **kwargs)
        if present:
            self.fields["person"].queryset |= User.objects.filter(pk=present.pk)
