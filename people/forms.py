"""Forms of the person's own pages."""

import zoneinfo

import phonenumbers
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import User


def zones():
    """The time zones of places, as Asia/Shanghai, which stands for an empty choice too."""
    places = sorted(
        zone for zone in zoneinfo.available_timezones() if zone == "UTC" or ("/" in zone and zone[:4] != "Etc/")
    )
    return [("", "Asia/Shanghai"), *((zone, zone) for zone in places if zone != "Asia/Shanghai")]


class ProfileForm(forms.ModelForm):
    """What a person decides alone: language, zone, telephone, and who stands in during an absence."""

    zone = forms.ChoiceField(label=_("Time zone"), choices=zones, required=False)

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
        # A deputy who has left stays named, until the person names another.
        people = User.objects.active() | User.objects.filter(pk=self.instance.deputy_id)
        self.fields["deputy"].queryset = people.exclude(pk=self.instance.pk)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("email"), Column("mobile")),
            Row(Column("language"), Column("zone")),
            Row(Column("deputy"), Column("deputy_from"), Column("deputy_until")),
            Submit("save", _("Save")),
        )

    def clean_mobile(self):
        """13800138000, or +6591234567 for a foreign one."""
        text = self.cleaned_data["mobile"].strip()
        if not text or text == self.initial.get("mobile"):
            return text
        try:
            number = phonenumbers.parse(text, "CN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(
                _("This is not a mobile number. Write it like 13800138000, or begin with + if foreign.")
            )
        if number.country_code == 86:
            return str(number.national_number)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

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
