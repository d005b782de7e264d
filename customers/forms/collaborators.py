"""The form that invites a collaborator to a file."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.forms.layout import FileForm
from customers.models import CustomerAccess

USUAL_DAYS = 90
LONGEST_DAYS = 3 * 366


class CollaboratorForm(FileForm):
    class Meta:
        model = CustomerAccess
        fields = ["user", "level", "until", "reason"]
        labels = {"user": _("Collaborator"), "level": pgettext_lazy("access to a file", "May")}
        widgets = {"until": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, customer, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        person, until = self.fields["user"], self.fields["until"]
        person.queryset = CustomerAccess.possible_collaborators(customer).select_related("department")
        person.label_from_instance = lambda user: f"{user} · {user.department or ''}"
        person.widget.attrs["data-pick"] = ""
        person.required = until.required = True
        level = CustomerAccess.Level
        self.fields["level"].choices = [(level.READ, level.READ.label), (level.WRITE, level.WRITE.label)]
        self.initial.setdefault("level", level.READ)
        self.initial.setdefault("until", today + timedelta(days=USUAL_DAYS))

    def clean_until(self):
        until = self.cleaned_data["until"]
        if not self.today <= until <= self.today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("Choose a day from today on, within three years."))
        return until
