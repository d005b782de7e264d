"""The forms with which an opportunity goes into a stage: each asks for what the stage needs and is not known yet."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.business.stages import ADDED, Stage, required_in
from customers.forms.opportunity import LONGEST, DatedForm, OpportunityForm, day_input
from customers.models import LossReason, Opportunity
from customers.phones import normalise_mobile

NEW_CONTACT = ["contact_name", "contact_mobile"]


def lacking(opportunity, stage, data):
    """What `stage` asks for and is not known; and what was asked for when the form was opened, whoever filled it since."""
    return [name for name in required_in(stage) if getattr(opportunity, name) in (None, "") or name in (data or ())]


class MoveForm(OpportunityForm):
    """Into an open stage. Who decides may be somebody who is not on file yet."""

    contact_name = forms.CharField(label=_("Or a new contact: name"), max_length=60, required=False)
    contact_mobile = forms.CharField(label=_("Mobile of the new contact"), max_length=20, required=False)

    def __init__(self, data=None, *, instance, stage, names=None, **kwargs):
        missing = names or lacking(instance, stage, data)
        if "decision_contact" in missing:
            place = missing.index("decision_contact") + 1
            missing[place:place] = NEW_CONTACT
        super().__init__(data, instance=instance, stage=stage, names=missing, **kwargs)
        if "decision_contact" in self.fields:
            self.fields["decision_contact"].required = False

    def clean_contact_name(self):
        return self.cleaned_data["contact_name"].strip()

    def clean_contact_mobile(self):
        mobile = self.cleaned_data["contact_mobile"].strip()
        return normalise_mobile(mobile) if mobile else ""

    def clean(self):
        cleaned = super().clean()
        is_one = bool(cleaned.get("decision_contact")) != bool(cleaned.get("contact_name"))
        if "decision_contact" in self.fields and not self.errors and not is_one:
            self.add_error("decision_contact", _("Choose who decides, or name a new contact."))
        return cleaned

    def new_contact(self):
        """What is known of a contact who is to be put on file; None where nobody is."""
        name = self.cleaned_data.get("contact_name")
        return name and {
            "name": name,
            "mobile": self.cleaned_data["contact_mobile"],
            "decision_role": "decision_maker",
        }

    def changes(self):
        """{field: value} of the opportunity's own facts."""
        names = {field.name for field in self._meta.model._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class WinForm(MoveForm):
    """The facts of the contract, and whatever the stages before have left open."""

    starts_on = forms.DateField(label=_("Start of the contract"), widget=day_input())
    contract_ends_on = forms.DateField(label=_("End of the contract"), widget=day_input(), required=False)
    project_name = forms.CharField(label=_("Name of the project"), max_length=100)

    def __init__(self, data=None, *, instance, stage, names=None, **kwargs):
        contract = ["project_name", "monthly_revenue", "starts_on", "contract_ends_on"]
        others = [name for name in lacking(instance, stage, data) if name not in (*ADDED[stage], *contract)]
        super().__init__(data, instance=instance, stage=stage, names=contract + others, **kwargs)
        self.fields["monthly_revenue"].label = _("Agreed monthly revenue, CNY")
        self.initial.setdefault("project_name", instance.name)

    def clean_starts_on(self):
        """A contract may have begun before somebody enters it."""
        return self._near(self.cleaned_data["starts_on"])

    def clean_contract_ends_on(self):
        day = self.cleaned_data["contract_ends_on"]
        start = self.cleaned_data.get("starts_on")
        if day and start and not start <= day <= start + 4 * LONGEST:
            raise ValidationError(_("The contract cannot end before it starts, nor twelve years later."))
        return day


class LoseForm(DatedForm):
    class Meta:
        model = Opportunity
        fields = ["lost_reason", "lost_to"]

    def __init__(self, data=None, *, stage, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["lost_reason"].queryset = LossReason.objects.filter(is_active=True)
        self.fields["lost_reason"].required = True

    def clean(self):
        cleaned = super().clean()
        reason = cleaned.get("lost_reason")
        if reason and reason.to_competitor and not cleaned.get("lost_to", "").strip():
            self.add_error("lost_to", _("Name the competitor."))
        return cleaned


def form_of(stage):
    """The form with which `stage` is entered."""
    return {Stage.WON: WinForm, Stage.LOST: LoseForm}.get(stage, MoveForm)
