"""Inviting to our own events; fields bear the names that the methods take."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.models import Contact, Customer
from visits.events import contacts_of_group
from visits.forms.fields import VersionForm
from visits.models import Invitation
from visits.models.invitation import MOST_AT_ONCE


class InviteForm(forms.Form):
    """Some contacts, or a group of customers at once."""

    group = forms.ChoiceField(choices=[("a", _("All A customers")), ("key", _("All key accounts"))], required=False)
    contacts = forms.ModelMultipleChoiceField(Contact.objects.none(), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        editable = Customer.objects.editable_by(user).values("pk")
        self.fields["contacts"].queryset = Contact.objects.present().filter(customer__in=editable)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("group") and not cleaned.get("contacts") and not self.errors:
            raise ValidationError(_("Choose whom to invite."))
        return cleaned

    def contacts_chosen(self):
        group = self.cleaned_data["group"]
        chosen = contacts_of_group(self.user, group) if group else self.cleaned_data["contacts"]
        return list(chosen[:MOST_AT_ONCE])


class AnswerForm(VersionForm):
    reply = forms.ChoiceField(choices=Invitation.Reply.choices)


class AttendForm(VersionForm):
    attended = forms.TypedChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda text: text == "yes")
