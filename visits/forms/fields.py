"""Fields that the forms of visits share."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Nobody plans further ahead or enters what lies longer back: such a year is a slip of the keyboard.
FARTHEST = timedelta(days=800)


class MomentField(forms.DateTimeField):
    """A day and time, picked by the browser."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def validate(self, value):
        super().validate(value)
        if value and abs(value - timezone.now()) > FARTHEST:
            raise ValidationError(_("This time lies too far away."))


class DayField(forms.DateField):
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def validate(self, value):
        super().validate(value)
        if value and abs(value - timezone.localdate()) > FARTHEST:
            raise ValidationError(_("This day lies too far away."))


class AmountField(forms.DecimalField):
    """CNY, not negative, not absurd."""

    def __init__(self, **kwargs):
        widget = forms.NumberInput({"min": 0, "step": "0.01", "inputmode": "decimal"})
        bounds = {"min_value": 0, "max_value": 10_000_000, "decimal_places": 2}
        super().__init__(**bounds | {"widget": widget} | kwargs)


class VersionForm(forms.Form):
    """`version` is that of the page on which the form stood: what changed meanwhile is not done over."""

    version = forms.IntegerField(min_value=0, max_value=2**31, widget=forms.HiddenInput)


def words(label, required=True, rows=3, limit=4000, help_text=""):
    """A text of several lines."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget, help_text=help_text)
