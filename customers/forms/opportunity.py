"""Forms of an opportunity: its facts and its next step."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.business.stages import required_in
from customers.forms.layout import FileForm
from customers.models import HandOver, Opportunity, Project
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
