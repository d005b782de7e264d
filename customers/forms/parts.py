"""Forms of contacts and addresses."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.attitudes import ATTITUDES
from customers.forms.layout import FileForm
from customers.models import Address, Contact, Region


class ContactForm(FileForm):
    attitude = forms.TypedChoiceField(
        label=_("Attitude"), choices=[("", "—"), *ATTITUDES], coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Contact
        fields = [
            *("name", "title", "mobile", "phone", "department", "level", "is_primary", "email", "wechat"),
            *("birthday", "birthday_calendar", "decision_role", "attitude", "influence", "reports_to", "remark"),
        ]

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reports_to"].queryset = customer.contacts.present().exclude(pk=self.instance.pk)

    def clean_reports_to(self):
        superior = self.cleaned_data["reports_to"]
        if superior and self.instance.pk and (refusal := self.instance.refusal_below(superior)):
            raise ValidationError(refusal, code="ring")
        return superior


class AddressForm(FileForm):
    class Meta:
        model = Address
        fields = ["kind", "region", "line", "postcode", "recipient", "phone"]

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(is_active=True)
        self.fields["region"].widget.attrs["data-pick"] = ""


class LeavingForm(forms.Form):
    day = forms.DateField(label=_("Left on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
