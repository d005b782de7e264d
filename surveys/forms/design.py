"""The design of a wave: what is asked, whom, how many of them, and by which rules."""

import random
import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.models import Customer
from surveys.models import Questionnaire, Wave
from surveys.population import TREES
from surveys.states import STRATIFIED, Method, Mode, Stratum

LARGEST_SEED = 2**31 - 1
MOST_REMINDERS = 3


class PopulationForm(forms.Form):
    """Whom a wave is about; a wrong value counts as none while somebody is still choosing."""

    lifecycle = forms.MultipleChoiceField(
        label=_("Lifecycle"), choices=Customer.Lifecycle.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    grade = forms.MultipleChoiceField(
        label=_("Grade"), choices=Customer.Grade.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    tier = forms.MultipleChoiceField(
        label=_("Key account tier"),
        choices=Customer.Tier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.TypedMultipleChoiceField(label=_("Region"), coerce=int, required=False)
    industry = forms.TypedMultipleChoiceField(label=_("Industry"), coerce=int, required=False)
    department = forms.TypedMultipleChoiceField(label=_("Account manager's department"), coerce=int, required=False)

    FILTERS = ("lifecycle", "grade", "tier", "region", "industry", "department")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name, catalogue in TREES.items():
            # What a wave is about stays chosen when it is retired.
            retired = catalogue.objects.filter(pk__in=self.initial.get(name, ()), is_active=False)
            choices = dict(catalogue.top_choices()) | {str(entry.pk): str(entry) for entry in retired}
            self.fields[name].choices = list(choices.items())
        self.fields["department"].choices = [(pk, str(known)) for pk, known in user.tree.by_id.items()]
        for name in ("region", "industry", "department"):
            self.fields[name].widget.attrs["data-pick"] = ""

    @property
    def population(self):
        """The filters that were set, as a wave keeps them."""
        return {name: self.cleaned_data[name] for name in self.FILTERS if self.cleaned_data.get(name)}


class DesignForm(PopulationForm):
    field_order = ["name", "questionnaire", "modes"]

    name = forms.CharField(label=pgettext_lazy("survey", "Name"), max_length=100)
    questionnaire = forms.ModelChoiceField(label=_("Questionnaire"), queryset=Questionnaire.objects.none())
    modes = forms.MultipleChoiceField(
        label=_("Asked by"), choices=Mode.choices, widget=forms.CheckboxSelectMultiple, initial=list(Mode)
    )
    method = forms.ChoiceField(
        label=_("Who is chosen"),
        choices=Method.choices,
        initial=Method.CENSUS,
        help_text=_(
            "Neyman asks more where answers lie far apart. The frame shows both stratified ways before the draw."
        ),
    )
    sample_size = forms.IntegerField(label=_("Sample size"), min_value=1, max_value=1_000_000, required=False)
    strata = forms.MultipleChoiceField(
        label=_("Strata by"), choices=Stratum.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    stratum_minimum = forms.IntegerField(
        label=_("At least per stratum"), min_value=0, max_value=1_000, initial=0, required=False
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("The same seed and the same frame give the same draw."),
    )
    contact_rule_days = forms.IntegerField(
        label=_("Nobody is asked twice within days"), min_value=0, max_value=3650, initial=90
    )
    max_attempts = forms.IntegerField(label=_("Calls to one person at most"), min_value=1, max_value=20, initial=4)
    retry_hours = forms.IntegerField(label=_("Hours before the next call"), min_value=0, max_value=24 * 14, initial=4)
    reminder_days = forms.CharField(
        label=_("Reminders after days"), max_length=40, initial="5, 10", required=False, help_text=_("Such as 5, 10")
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args, user, wave=None, **kwargs):
        initial = design_of(wave) if wave else {"seed": random.SystemRandom().randrange(1, 1_000_000)}
        super().__init__(*args, user=user, initial=initial, **kwargs)
        chosen = Questionnaire.objects.filter(pk=wave.questionnaire_id) if wave else Questionnaire.objects.none()
        usable = Questionnaire.objects.filter(pk__in=Questionnaire.objects.usable().values("pk"))
        self.fields["questionnaire"].queryset = usable | chosen
        self.fields["questionnaire"].label_from_instance = lambda known: f"{known} · {known.version}"

    def clean_reminder_days(self):
        """Up to three different days, such as 5, 10."""
        words = [word for word in re.split(r"[\s,;，、；]+", self.cleaned_data["reminder_days"]) if word]
        if not all(word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= 90 for word in words):
            raise ValidationError(_("Write days from 1 to 90, such as 5, 10."))
        days = sorted({int(word) for word in words})
        if len(days) > MOST_REMINDERS:
            raise ValidationError(_("Three reminders at most: more annoy more than they bring."))
        return days

    def clean_stratum_minimum(self):
        return self.cleaned_data["stratum_minimum"] or 0

    def clean(self):
        given = super().clean()
        method = given.get("method")
        if method and method != Method.CENSUS and not given.get("sample_size") and "sample_size" not in self.errors:
            self.add_error("sample_size", _("How many shall be drawn?"))
        if method in STRATIFIED and not given.get("strata"):
            self.add_error("strata", _("By what shall the sample be stratified?"))
        return given

    @property
    def design(self):
        """The fields of a wave."""
        given = dict(self.cleaned_data)
        for name in (*self.FILTERS, "submission_key", "version"):
            given.pop(name)
        return given | {"population": self.population}


def design_of(wave):
    """The initial values for changing a wave's design."""
    fields = [name for name in DesignForm.base_fields if hasattr(Wave, name) and name != "submission_key"]
    values = {name: getattr(wave, name) for name in fields}
    return values | wave.population | {"reminder_days": ", ".join(map(str, wave.reminder_days))}
