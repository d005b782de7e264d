"""Forms of projects and their milestones."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.forms.layout import FileForm
from customers.models import HandOver, Milestone, Project
from customers.models.project import Phase
from people.models import User

DAY = {"type": "date"}


def day_input():
    return forms.DateInput(DAY, format="%Y-%m-%d")


class ProjectForm(FileForm):
    services = forms.MultipleChoiceField(
        label=_("services"), choices=Project.Service.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Project
        fields = ["name", "services", "owner", "started_on", "contract_ends_on", "monthly_revenue", "remark"]
        widgets = {"started_on": day_input(), "contract_ends_on": day_input()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keepers = Q(pk__in=HandOver.possible_receivers().values("pk")) | Q(pk=self.instance.owner_id)
        self.fields["owner"].queryset = User.objects.filter(keepers)
        self.fields["owner"].widget.attrs["data-pick"] = ""

    def clean_name(self):
        """The database compares a name with those of the same customer only; the form says so before it is sent."""
        name = self.cleaned_data["name"].strip()
        others = Project.objects.filter(customer=self.instance.customer, name=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("This customer has a project of this name already."))
        return name


class NewProjectForm(ProjectForm):
    """A project begins where it is found: mostly before the bid, sometimes running already."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    phase = forms.ChoiceField(
        label=_("phase"),
        choices=[(phase.value, phase.label) for phase in (Phase.PRE_PROJECT, Phase.PROCUREMENT, Phase.OPERATING)],
        initial=Phase.PRE_PROJECT,
    )

    class Meta(ProjectForm.Meta):
        fields = ["name", "phase", *ProjectForm.Meta.fields[1:]]

    def clean_name(self):
        """The same form sent twice is not a second project."""
        key = self.data.get("submission_key", "")
        return self.cleaned_data["name"].strip() if self._was_sent(key) else super().clean_name()

    def _was_sent(self, key):
        try:
            return Project.objects.filter(customer=self.instance.customer, submission_key=uuid.UUID(key)).exists()
        except ValueError:
            return False


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(choices=Phase.choices)
    reason = forms.CharField(max_length=200, required=False)


class MilestoneForm(FileForm):
    class Meta:
        model = Milestone
        fields = ["name", "on", "reached_on"]
        widgets = {"on": day_input(), "reached_on": day_input()}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_reached_on(self):
        day = self.cleaned_data["reached_on"]
        if day and day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return day
