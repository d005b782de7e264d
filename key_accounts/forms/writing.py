"""Forms of the text of a plan: a section, an objective, an action; and of how far they have come."""

import uuid

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from key_accounts.forms.fields import LONGEST_TEXT, day
from key_accounts.models import AccountPlan, PlanAction, PlanObjective
from key_accounts.relationship import possible_counterparts
from people.models import User
from visits.models import Visit


class SectionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Text"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 8}))


class BudgetForm(SectionForm):
    """The section on the budget names the sum as well."""

    budget = AccountPlan._meta.get_field("budget").formfield(required=False, min_value=0)
    field_order = ["version", "budget", "text"]


class ObjectiveForm(forms.ModelForm):
    """Measured, or in words where it cannot be."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    class Meta:
        model = PlanObjective
        fields = ["metric", "unit", "base", "target", "target_words"]
        help_texts = {"metric": _("Such as revenue, share of wallet, on-time rate."), "unit": _("10,000 CNY, %, …")}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and cleaned.get("target") is None and not cleaned.get("target_words"):
            self.add_error("target", _("Give a target, as a number or in words."))
        return cleaned


class ActionForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    due_on = day(_("Due"))

    class Meta:
        model = PlanAction
        fields = ["what", "owner", "due_on", "visit"]

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["owner"].queryset = possible_counterparts() | User.objects.filter(pk=self.instance.owner_id)
        offer_visits(self.fields["visit"], plan, self.instance.visit_id)
        self.initial.setdefault("owner", plan.owner_id)
        self.initial.setdefault("due_on", plan.half.last_day)

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        half = self.plan.half
        if not half.first_day <= due_on <= half.last_day:
            raise forms.ValidationError(_("This day does not lie in the half-year of the plan."))
        return due_on


class ProgressForm(forms.Form):
    """Where an objective stands."""

    actual = PlanObjective._meta.get_field("actual").formfield(required=False)
    actual_words = PlanObjective._meta.get_field("actual_words").formfield(required=False)


class TickForm(forms.Form):
    is_done = forms.BooleanField(label=_("Done"), required=False)
    result = PlanAction._meta.get_field("result").formfield(required=False)
    visit = forms.ModelChoiceField(
        Visit.objects.none(),
        label=pgettext_lazy("contact by us", "Visit"),
        required=False,
        help_text=_("The action is done once this visit is."),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        offer_visits(self.fields["visit"], plan, self.initial.get("visit"))


def offer_visits(field, plan, standing):
    """The customer's visits of the half-year that take place or have taken place, and the one that stands there, by its
    id, also when it was cancelled."""
    half = plan.half
    visits = Visit.objects.filter(
        customer=plan.key_account.customer_id,
        state__in=[Visit.State.PLANNED, Visit.State.CONFIRMED, Visit.State.DONE],
        planned_at__date__range=(half.first_day, half.last_day),
    )
    field.queryset = (visits | Visit.objects.filter(pk=standing)).order_by("planned_at")
    field.label_from_instance = lambda visit: f"{localdate(visit.planned_at):%Y-%m-%d} · {visit.purpose}"
    field.empty_label = _("No visit")
