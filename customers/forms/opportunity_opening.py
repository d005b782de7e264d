"""The form with which new business is opened."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.forms.opportunity import NextStepForm, OpportunityForm, day_input
from customers.forms.picker import offer_customers
from customers.models import Customer, Industry


class NewOpportunityForm(NextStepForm, OpportunityForm):
    """Of a customer on file, or of one whose file is opened with it."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    customer = forms.ModelChoiceField(Customer.objects.none(), label=_("Customer on file"), required=False)
    customer_name = forms.CharField(
        label=_("Or a new customer: full name"),
        max_length=200,
        required=False,
        help_text=_("A file is opened for them."),
    )
    industry = forms.ModelChoiceField(
        Industry.objects.filter(is_active=True), label=_("Industry of the new customer"), required=False
    )
    FIRST = ("customer", "customer_name", "industry", "name", "services", "monthly_revenue", "starts_on")

    class Meta(OpportunityForm.Meta):
        fields = ["name", "services", "owner", "monthly_revenue", "starts_on", "next_step", "next_step_on"]
        widgets = {"next_step_on": day_input()}

    def __init__(self, *args, user, customer=None, **kwargs):
        self.user, self.known = user, customer
        names = [*self.FIRST, "next_step", "next_step_on", "owner", "submission_key"]
        if customer:
            names = [name for name in names if name not in ("customer", "customer_name", "industry")]
        super().__init__(*args, names=names, **kwargs)
        self.initial["owner"] = user.pk
        if not customer:
            self.fields["industry"].widget.attrs["data-pick"] = ""
            offer_customers(self, "customer", Customer.objects.editable_by(user))

    def clean_customer_name(self):
        """A name that is on file already is no new customer, unless this very form opened its file before."""
        name = self.cleaned_data["customer_name"].strip()
        namesakes = Customer.objects.kept().filter(name=name) if name else Customer.objects.none()
        if all(str(each.submission_key) == self.data.get("submission_key") for each in namesakes):
            return name
        if Customer.objects.visible_to(self.user).filter(name=name).exists():
            raise ValidationError(_("This customer is on file: choose them above."))
        raise ValidationError(_("Already on file, with a colleague."))

    def clean(self):
        cleaned = super().clean()
        owner = cleaned.get("owner")
        if owner and cleaned.get("customer_name") and owner not in Customer.possible_owners(self.user):
            self.add_error("owner", _("You open files for yourself and for those whom you supervise."))
        is_one = bool(cleaned.get("customer")) != bool(cleaned.get("customer_name"))
        if "customer_name" in self.fields and not self.errors and not is_one:
            self.add_error("customer_name", _("Choose a customer on file, or give the name of a new one."))
        return cleaned
