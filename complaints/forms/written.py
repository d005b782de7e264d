"""What the desk does with complaints that came in writing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import CallerField
from complaints.models import Complaint


class IdentifyForm(forms.Form):
    """The customer, perhaps the contact, and the version of the complaint that was read."""

    caller = CallerField()
    version = forms.IntegerField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["caller"].user = user


class AssignForm(forms.Form):
    """The number of a complaint, with or without TS-; cleaned, the complaint itself."""

    number = forms.CharField(label=_("Number of the complaint"), max_length=20)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_number(self):
        number = self.cleaned_data["number"].strip().upper()
        names = [number, f"TS-{number}"]
        complaint = Complaint.objects.visible_to(self.user).filter(number__in=names).first()
        if complaint is None:
            raise ValidationError(_("There is no complaint with this number."))
        return complaint
