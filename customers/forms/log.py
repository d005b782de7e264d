"""Forms of the contact log."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.forms.layout import FileForm
from customers.models import ContactCost, ContactEntry
from customers.models.log_entry import STEP
from deadlines.models import DeadlinePolicy
from deadlines.words import budget
from people.models import Role, User

# A watch that is a little fast is no mistake.
TOLERANCE = timedelta(minutes=10)
LONGEST_AGO = timedelta(days=3 * 366)
MINUTE = "%Y-%m-%dT%H:%M"
SHORT = {"rows": 2}


class LogForm(FileForm):
    """A contact: what was said and what is owed; the rest is proposed or folded away."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = ContactEntry
        fields = [
            *("channel", "at", "summary", "answer_owed", "next_contact_on", "contacts", "colleagues", "place"),
            *("project", "needs", "problems", "concession"),
        ]
        widgets = {
            "at": forms.DateTimeInput({"type": "datetime-local"}, format=MINUTE),
            "next_contact_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "summary": forms.Textarea({"rows": 3, "autofocus": True}),
            "needs": forms.Textarea(SHORT),
            "problems": forms.Textarea(SHORT),
            "contacts": forms.CheckboxSelectMultiple,
            "colleagues": forms.SelectMultiple({"data-pick": ""}),
        }

    def __init__(self, *args, customer, user, at, **kwargs):
        self.customer, self.now = customer, at
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = at
        rule = DeadlinePolicy.objects.default().rule_for(STEP, grade=customer.grade)
        self.fields["answer_owed"].help_text = _(
            "Empty: the customer waits for nothing. Else they hear back within %(time)s."
        ) % {"time": budget(rule.budget, rule.unit)}
        # Whoever was there stays named when they have left.
        was_there = self._ids_of("contacts")
        self.fields["contacts"].queryset = customer.contacts.present() | customer.contacts.filter(pk__in=was_there)
        self.fields["project"].queryset = customer.projects.all()
        people = User.objects.active().exclude(role=Role.ADMINISTRATOR)
        people |= User.objects.filter(pk__in=self._ids_of("colleagues"))
        self.fields["colleagues"].queryset = people.exclude(pk=self.instance.by_id or user.pk)
        known = {cost.category: cost.amount for cost in self.instance.costs.all()} if self.instance.pk else {}
        for category, label in ContactCost.Category.choices:
            self.fields[f"cost_{category}"] = forms.DecimalField(
                label=label,
                required=False,
                min_value=0,
                max_digits=12,
                decimal_places=2,
                initial=known.get(category),
                widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
            )

    def _ids_of(self, name):
        return [person.pk for person in self.initial.get(name, ())]

    @property
    def cost_fields(self):
        return [self[f"cost_{category}"] for category in ContactCost.Category]

    def more_is_used(self):
        """Whether something in the folded part was typed or is wrong."""
        folded = set(self.fields) - {"channel", "at", "summary", "answer_owed", "submission_key"}
        return any(self[name].errors or self[name].value() for name in folded)

    def clean_at(self):
        moment = self.cleaned_data["at"]
        if moment > self.now + TOLERANCE:
            raise ValidationError(_("This moment has not come yet."))
        if moment < self.now - LONGEST_AGO:
            raise ValidationError(_("This is too long ago."))
        return moment

    def clean(self):
        cleaned = super().clean()
        if "at" in cleaned and cleaned.get("next_contact_on") and cleaned["next_contact_on"] < cleaned["at"].date():
            self.add_error("next_contact_on", _("The next contact lies after this one."))
        return cleaned

    def facts(self):
        """What ContactEntry.record takes, beside the customer."""
        facts = {name: value for name, value in self.cleaned_data.items() if not name.startswith("cost_")}
        return facts | {"happened_at": facts.pop("at"), "costs": self.costs()}

    def costs(self):
        """{category: amount}"""
        return {category: self.cleaned_data.get(f"cost_{category}") for category in ContactCost.Category.values}


class EntryForm(LogForm):
    """Correcting an entry; what was answered stays owed as it was."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["submission_key"]
        if self.instance.answered_at:
            del self.fields["answer_owed"]

    def changes(self):
        """{field: value} of the entry's own columns; a moment of which only the seconds differ is the same."""
        names = {field.name for field in ContactEntry._meta.concrete_fields}
        changes = {name: value for name, value in self.cleaned_data.items() if name in names}
        if changes["at"] == self.initial["at"].replace(second=0, microsecond=0):
            del changes["at"]
        return changes


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("What was answered"), max_length=4000, widget=forms.Textarea({"rows": 3, "autofocus": True})
    )
