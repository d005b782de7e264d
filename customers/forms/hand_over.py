"""Forms of the hand-over."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.forms.layout import FileForm
from customers.models import HandOver


class ChosenCustomers(forms.CharField):
    """The ids of customers, separated by commas: a thousand fields would be refused."""

    widget = forms.HiddenInput

    def clean(self, value):
        parts = super().clean(value).split(",")
        if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            raise ValidationError(_("Choose the customers again."))
        return [int(part) for part in parts]


class HandOverForm(FileForm):
    customers = ChosenCustomers()
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = HandOver
        fields = ["receiver", "effective_on", "reason", "joint_visit"]
        widgets = {"effective_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = HandOver.possible_receivers().select_related("department")
        self.fields["receiver"].label_from_instance = lambda person: f"{person} · {person.department or ''}"
        self.fields["receiver"].widget.attrs["data-pick"] = ""

    def leave_out(self, owners):
        """Nobody is offered their own customers."""
        if len(owners) == 1:
            field = self.fields["receiver"]
            field.queryset = field.queryset.exclude(pk=owners.pop().pk)


class DecisionForm(forms.Form):
    """Why it is declined or cancelled; accepting needs no words."""

    note = forms.CharField(label=_("reason"), max_length=300, required=False)
