"""The report of a visit, made for the thumb: three fields, the rest folded away."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm_site.file_fields import FilesField
from customers.models import Contact, ContactCost
from visits.forms.fields import AmountField, MomentField, VersionForm, words
from visits.models import Visit
from visits.states import NextStep

Category = ContactCost.Category
COSTS = (Category.TRAVEL, Category.MEAL, Category.GIFT, Category.OTHER)
# What is folded away.
MORE = ("needs", "problems", "competitor_news", "contacts", *(f"cost_{category}" for category in COSTS))


def attitude_field():
    return forms.TypedChoiceField(
        label=_("How were we met?"), choices=Visit.Attitude.choices, coerce=int, widget=forms.RadioSelect
    )


class TextsForm(VersionForm):
    summary = words(_("What was talked about"), rows=4)
    attitude = attitude_field()
    needs = words(_("Needs heard"), required=False, rows=2, limit=2000)
    problems = words(_("Problems heard"), required=False, rows=2, limit=2000)
    competitor_news = words(_("News of competitors"), required=False, rows=2, limit=2000)


class ReportForm(TextsForm):
    """`cleaned_data` fits `Visit.report`."""

    next_step = forms.ChoiceField(label=_("Next step"), choices=NextStep.choices, widget=forms.RadioSelect)
    next_visit_at = MomentField(label=_("Next visit on"), required=False)
    next_step_text = forms.CharField(
        label=_("What is it about, or what do we owe an answer to?"), max_length=200, required=False
    )
    files = FilesField(label=_("Photos and files"), required=False)
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=_("Whom we met"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contacts"].queryset = visit.customer.contacts.present() | Contact.objects.filter(
            pk__in=[contact.pk for contact in visit.contacts.all()]
        )
        for category in COSTS:
            self.fields[f"cost_{category}"] = AmountField(label=category.label, required=False)

    @property
    def cost_fields(self):
        return [self[f"cost_{category}"] for category in COSTS]

    def more_is_used(self):
        """Whether something in the folded part was typed or is wrong."""
        return any(self[name].errors or (self.is_bound and self[name].value()) for name in MORE)

    def clean(self):
        cleaned = super().clean()
        step = cleaned.get("next_step")
        if step == NextStep.VISIT and not cleaned.get("next_visit_at") and "next_visit_at" not in self.errors:
            self.add_error("next_visit_at", ValidationError(_("Say when the next visit will be.")))
        if step == NextStep.ANSWER and not cleaned.get("next_step_text"):
            self.add_error("next_step_text", ValidationError(_("Say what we owe an answer to.")))
        if step == NextStep.NONE:
            cleaned["next_step_text"] = ""
        if step != NextStep.VISIT:
            cleaned["next_visit_at"] = None
        amounts = {category: cleaned.pop(f"cost_{category}", None) for category in COSTS}
        cleaned["costs"] = {category.value: amount for category, amount in amounts.items() if amount}
        return cleaned


class ReportEditForm(TextsForm):
    """Correcting a report; what followed from it stays."""
