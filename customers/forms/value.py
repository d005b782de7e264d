"""What people decide about the value of customers: a valuation, the four marks, a grade given by hand."""

import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import GradeOverride, StrategicAssessment
from customers.models.grade_override import LONGEST_DAYS
from customers.valuation import STRATEGIC


def day_input():
    return forms.DateInput({"type": "date", "class": "form-control form-control-sm"}, format="%Y-%m-%d")


class ValuationForm(forms.Form):
    as_of = forms.DateField(
        label=_("Valued on"),
        widget=day_input(),
        initial=timezone.localdate,
        error_messages={"invalid": _("“%(value)s” is not a day."), "required": _("Say on which day.")},
    )


class AssessmentForm(forms.ModelForm):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = StrategicAssessment
        fields = [*STRATEGIC, "note"]
        widgets = {
            **{name: forms.Select({"class": "form-select form-select-sm"}) for name in STRATEGIC},
            "note": forms.Textarea({"rows": 2, "class": "form-control form-control-sm"}),
        }


class OverrideForm(forms.ModelForm):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = GradeOverride
        fields = ["grade", "ends_on", "reason"]
        widgets = {
            "grade": forms.Select({"class": "form-select form-select-sm"}),
            "ends_on": day_input(),
            "reason": forms.Textarea({"rows": 2, "class": "form-control form-control-sm"}),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["ends_on"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + timedelta(days=LONGEST_DAYS)).isoformat(),
        }

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError(_("The last day lies in the past."))
        if day > self.today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("A grade given by hand lasts a year at most."))
        return day
