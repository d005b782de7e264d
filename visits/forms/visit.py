"""Planning a visit, and what is done with it before it takes place. Fields bear the names that the methods take."""

import uuid

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.file_fields import FilesField
from customers.models import Contact, Customer
from people.models import Role, User
from visits.forms.fields import MomentField, VersionForm, words
from visits.models import CareTask, Visit

DURATIONS = [
    (30, _("half an hour")),
    (60, _("1 hour")),
    (90, _("1½ hours")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("half a day")),
    (480, _("a day")),
]


class FactsForm(forms.Form):
    """What is planned, of one customer; `user` comes from the view."""

    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=_("Whom we meet"), required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    minutes = forms.TypedChoiceField(label=_("Duration"), choices=DURATIONS, coerce=int, initial=60)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who goes"), empty_label=None)
    companions = forms.ModelMultipleChoiceField(User.objects.none(), label=_("Who else comes along"), required=False)

    def __init__(self, *args, user, customer=None, owner=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["companions"].widget.attrs["data-pick"] = ""
        self.fields["owner"].widget.attrs["data-pick"] = ""
        colleagues = User.objects.active().exclude(role=Role.ADMINISTRATOR)
        self.fields["companions"].queryset = colleagues
        mine = Visit.possible_owners(user).values("pk")
        self.fields["owner"].queryset = colleagues.filter(pk__in=mine) | colleagues.filter(pk=owner and owner.pk)
        self.fields["contacts"].queryset = customer.contacts.present() if customer else Contact.objects.none()

    def clean(self):
        cleaned = super().clean()
        # Who goes need not be named twice.
        cleaned["companions"] = [person for person in cleaned.get("companions", []) if person != cleaned.get("owner")]
        return cleaned


class PlanForm(FactsForm):
    """A new visit: customer, time and purpose; the rest where it is known."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    customer = forms.ModelChoiceField(Customer.objects.none(), label=_("Customer"))
    planned_at = MomentField(label=_("Time"))
    care_task = forms.ModelChoiceField(CareTask.objects.none(), required=False, widget=forms.HiddenInput)

    field_order = ["customer", "planned_at", "purpose"]

    def __init__(self, *args, user, customer=None, **kwargs):
        super().__init__(*args, user=user, customer=customer, owner=customer and customer.owner, **kwargs)
        self.initial.setdefault("owner", user.pk)
        field = self.fields["customer"]
        field.queryset = Customer.objects.readable_by(user)
        field.widget.choices = [("", "—"), *([(customer.pk, customer.name)] if customer else [])]
        field.widget.attrs["data-picker-url"] = reverse("customers:pick") + "?only=customers"
        tasks = CareTask.objects.visible_to(user).to_do()
        self.fields["care_task"].queryset = tasks.filter(customer=customer) if customer else CareTask.objects.none()


class EditForm(VersionForm, FactsForm):
    """Correcting what was planned; the time is moved on its own. Whoever was named stays so when they have left."""

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, customer=visit.customer, **kwargs)
        self.fields["contacts"].queryset |= Contact.objects.filter(pk__in=self.initial["contacts"])
        self.fields["companions"].queryset |= User.objects.filter(pk__in=self.initial["companions"])
        self.fields["owner"].queryset |= User.objects.filter(pk=visit.owner_id)


class MoveForm(VersionForm):
    planned_at = MomentField(label=_("New time"))


class AttachForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    files = FilesField(label=_("Add photos and files"))


class ConfirmForm(VersionForm):
    """Nothing but the version."""


class ReasonForm(VersionForm):
    reason = words(_("Reason"), rows=2, limit=300)


class MissForm(VersionForm):
    reason = words(_("Why it did not take place"), required=False, rows=2, limit=300)
