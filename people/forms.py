"""Forms of the person's own pages."""

import zoneinfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import User


class ProfileForm(forms.ModelForm):
    """What a person decides alone: language, zone, telephone, and who stands in during an absence."""

    class Meta:
        model = User
        fields = ["email", "mobile", "language", "zone", "deputy", "deputy_from", "deputy_until"]
        labels = {"email": _("E-mail")}
        widgets = {
            "deputy_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "deputy_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = User.objects.active().exclude(pk=self.instance.pk)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("email"), Column("mobile")),
            Row(Column("language"), Column("zone")),
            Row(Column("deputy"), Column("deputy_from"), Column("deputy_until")),
            Submit("save", _("Save")),
        )

    def clean_zone(self):
        zone = self.cleaned_data["zone"].strip()
        if zone and zone not in zoneinfo.available_timezones():
            raise ValidationError(_("This time zone is not known. Write it like Asia/Shanghai."))
        return zone

    def clean(self):
        """Days without a deputy say nothing; a deputy without days, or for days that are over, never stands in."""
        cleaned = super().clean()
        if not cleaned.get("deputy"):
            return cleaned | {"deputy_from": None, "deputy_until": None}
        start, end = cleaned.get("deputy_from"), cleaned.get("deputy_until")
        for name, day in (("deputy_from", start), ("deputy_until", end)):
            if day is None and name not in self.errors:
                self.add_error(name, _("Say from when until when your deputy stands in."))
        if start and end and end < start:
            self.add_error("deputy_until", _("The last day lies before the first."))
        elif end and end < self.instance.today and "deputy_until" in self.changed_data:
            self.add_error("deputy_until", _("The last day lies in the past."))
        return cleaned
