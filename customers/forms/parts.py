"""Forms of contacts and addresses."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.attitudes import ATTITUDES
from customers.forms.catalogue import CatalogueField
from customers.forms.layout import FileForm
from customers.forms.picker import offer_customers
from customers.models import Address, Contact, Customer

# Before that nobody kept a file of this kind; a year such as 0202 is a slip of the finger.
FIRST_YEAR = 1970


class ContactForm(FileForm):
    attitude = forms.TypedChoiceField(
        label=_("Attitude"), choices=[("", "—"), *ATTITUDES], coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Contact
        fields = [
            *("name", "title", "department", "mobile", "phone", "email", "wechat", "level", "is_primary"),
            *("birthday", "birthday_calendar", "decision_role", "attitude", "influence", "reports_to", "remark"),
        ]

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        # A superior who has left stays named.
        superiors = customer.contacts.present() | customer.contacts.filter(pk=self.instance.reports_to_id)
        self.fields["reports_to"].queryset = superiors.exclude(pk=self.instance.pk)

    def clean_reports_to(self):
        superior = self.cleaned_data["reports_to"]
        if superior and self.instance.pk and (refusal := self.instance.refusal_below(superior)):
            raise ValidationError(refusal, code="ring")
        return superior


class AddressForm(FileForm):
    class Meta:
        model = Address
        fields = ["kind", "region", "line", "postcode", "recipient", "phone"]
        field_classes = {"region": CatalogueField}

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].offer_beside(self.instance, "region")


def day_input():
    return forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d")


class LeavingForm(forms.Form):
    day = forms.DateField(label=_("Left on"), widget=day_input())

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day.year < FIRST_YEAR or day > timezone.localdate():
            raise ValidationError(_("Choose a day that is over, or today."))
        return day


class MovingForm(LeavingForm):
    """Where somebody works now: another customer in whose file `user` may write."""

    customer = forms.ModelChoiceField(
        Customer.objects.none(),
        label=_("Works now for"),
        widget=forms.Select({"autofocus": True}),
        error_messages={"invalid_choice": _("Choose another customer in whose file you may write.")},
    )
    title = forms.CharField(label=_("Title there"), max_length=60, required=False)
    tells_where = forms.BooleanField(
        label=_("The file that they leave tells where they work now"),
        required=False,
        initial=True,
        help_text=_("To those who may see the new customer. Otherwise it says only that they have left."),
    )
    field_order = ["customer", "title", "day", "tells_where"]

    def __init__(self, *args, user, contact, **kwargs):
        super().__init__(*args, **kwargs)
        offer_customers(self, "customer", Customer.objects.editable_by(user).exclude(pk=contact.customer_id))
