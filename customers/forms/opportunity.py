"""Forms of an opportunity: opening it, its facts, its next step."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.business.stages import required_in
from customers.forms.layout import FileForm
from customers.models import Customer, HandOver, Industry, Opportunity, Project
from people.models import User

LONGEST = timedelta(days=3 * 366)
MONTH = "%Y-%m"
FACTS = (
    *("name", "services", "owner", "monthly_revenue", "starts_on", "own_probability", "probability_reason"),
    *("credit_opinion", "needs", "decision_contact", "proposal", "proposed_on", "gross_margin", "bid_due_on"),
    "competitors",
)


def day_input():
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class MonthField(forms.DateField):
    """A month, such as 2027-03, kept as its first day."""

    widget = forms.DateInput({"type": "month", "placeholder": "2027-03"}, format=MONTH)

    def __init__(self, **kwargs):
        super().__init__(input_formats=[MONTH, "%Y-%m-%d"], **kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        return day and day.replace(day=1)


class DatedForm(FileForm):
    """What is typed is judged from `today`."""

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)


class OpportunityForm(DatedForm):
    """The facts `names` of an opportunity; what the stage `stage` asks for must be filled."""

    services = forms.MultipleChoiceField(
        label=_("Services"), choices=Project.Service.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = MonthField(label=_("Expected start"), required=False)

    class Meta:
        model = Opportunity
        fields = FACTS
        widgets = {
            **{name: forms.Textarea({"rows": 3}) for name in ("needs", "proposal")},
            **{name: forms.Textarea({"rows": 2}) for name in ("credit_opinion", "competitors")},
            **{name: day_input() for name in ("proposed_on", "bid_due_on")},
        }

    def __init__(self, *args, names=FACTS, stage=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(names):
            del self.fields[name]
        self.order_fields(names)
        for name in required_in(stage or self.instance.stage):
            if name in self.fields:
                self.fields[name].required = True
        if "owner" in self.fields:
            keepers = Q(pk__in=HandOver.possible_receivers().values("pk")) | Q(pk=self.instance.owner_id)
            self.fields["owner"].queryset = User.objects.filter(keepers)
            self.fields["owner"].widget.attrs["data-pick"] = ""
        if "decision_contact" in self.fields:
            people = self.instance.customer.contacts
            chosen = Q(left_since=None) | Q(pk=self.instance.decision_contact_id)
            self.fields["decision_contact"].queryset = people.filter(chosen)

    def clean_starts_on(self):
        """What was expected once may have passed; what is typed now lies ahead."""
        month = self.cleaned_data["starts_on"]
        if month and "starts_on" in self.changed_data and month < self.today.replace(day=1):
            raise ValidationError(_("This month is over."))
        return self._near(month)

    def clean_proposed_on(self):
        day = self.cleaned_data["proposed_on"]
        if day and day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return self._near(day)

    def clean_bid_due_on(self):
        return self._near(self.cleaned_data["bid_due_on"])

    def clean(self):
        cleaned = super().clean()
        own, reason = cleaned.get("own_probability"), cleaned.get("probability_reason")
        if own is not None and not reason and "probability_reason" in self.fields:
            self.add_error("probability_reason", _("Say why it is not the usual one."))
        if own is None and reason and "own_probability" not in self.errors:
            self.add_error("own_probability", _("Give the probability, or take the reason away."))
        return cleaned

    def _near(self, day):
        if day and abs(day - self.today) > LONGEST:
            raise ValidationError(_("This lies more than three years away."))
        return day


class NextStepForm(DatedForm):
    """What comes next, and when."""

    class Meta:
        model = Opportunity
        fields = ["next_step", "next_step_on"]
        widgets = {"next_step_on": day_input()}

    def clean_next_step_on(self):
        day = self.cleaned_data["next_step_on"]
        if day and "next_step_on" in self.changed_data and not self.today <= day <= self.today + LONGEST:
            raise ValidationError(_("Choose today or a day to come."))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("next_step") and not cleaned.get("next_step_on") and "next_step_on" not in self.errors:
            self.add_error("next_step_on", _("Say on which day."))
        if cleaned.get("next_step_on") and not cleaned.get("next_step"):
            self.add_error("next_step", _("Say what is to be done."))
        return cleaned


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
    FIRST = ("customer", "industry", "customer_name", "name", "services", "monthly_revenue", "starts_on")

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
            self._offer_customers()

    def _offer_customers(self):
        field = self.fields["customer"]
        field.queryset = Customer.objects.editable_by(self.user)
        field.widget.choices = self._chosen_customer
        field.widget.attrs["data-picker-url"] = reverse("customers:pick") + "?only=customers"

    def _chosen_customer(self):
        chosen, known = self["customer"].value(), self.fields["customer"].queryset
        found = known.filter(pk=chosen) if str(chosen or "").isdigit() else known.none()
        return [("", "—"), *found.values_list("pk", "name")]

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
        is_one = bool(cleaned.get("customer")) != bool(cleaned.get("customer_name"))
        if "customer_name" in self.fields and not self.errors and not is_one:
            self.add_error("customer_name", _("Choose a customer on file, or give the name of a new one."))
        return cleaned
