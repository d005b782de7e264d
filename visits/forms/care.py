"""Care tasks and the days of customers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.models import Contact
from people.models import Role, User
from visits.forms.fields import AmountField, VersionForm, words
from visits.models import CareTask, CustomerDay, Visit


class CareForm(VersionForm):
    """How it will be done."""

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Who is congratulated"), required=False)
    way = forms.ChoiceField(label=_("Way"), choices=CareTask.Way.choices)
    in_name_of = forms.ChoiceField(label=_("In whose name"), choices=CareTask.InNameOf.choices)
    gift = forms.CharField(label=_("Gift"), max_length=120, required=False)
    budget = AmountField(label=_("Budget, CNY"))
    doer = forms.ModelChoiceField(User.objects.none(), label=_("Who congratulates"), empty_label=None)

    def __init__(self, *args, task, user, **kwargs):
        fields = ("contact", "way", "in_name_of", "gift", "budget", "doer", "version")
        present = {name: getattr(getattr(task, name), "pk", getattr(task, name)) for name in fields}
        super().__init__(*args, initial=present, **kwargs)
        # Who was chosen and has left meanwhile stays chosen, until somebody else is.
        chosen = Contact.objects.filter(pk=task.contact_id)
        self.fields["contact"].queryset = task.customer.contacts.present() | chosen
        colleagues = User.objects.active().exclude(role=Role.ADMINISTRATOR)
        mine = Visit.possible_owners(user).values("pk")
        self.fields["doer"].queryset = colleagues.filter(pk__in=mine) | User.objects.filter(pk=task.doer_id)


class CareDoneForm(VersionForm):
    cost = AmountField(label=_("What it cost, CNY"), initial=0)
    text = words(_("What was done"), required=False, rows=2, limit=2000)


class NoteForm(VersionForm):
    """An approval may carry a note."""

    note = words(_("Note"), required=False, rows=2, limit=300)


class RefusalForm(VersionForm):
    note = words(_("Why not"), rows=2, limit=300)


class CustomerDayForm(forms.ModelForm):
    """A founding or opening is kept every year, an honour or news once."""

    class Meta:
        model = CustomerDay
        fields = ["kind", "title", "calendar", "year", "month", "day"]
        widgets = {
            "year": forms.NumberInput({"min": 1800, "max": 2100}),
            "month": forms.NumberInput({"min": 1, "max": 12}),
            "day": forms.NumberInput({"min": 1, "max": 31}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].required = self.fields["day"].required = True
