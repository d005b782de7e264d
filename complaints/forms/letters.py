"""A letter to the customer: from which template and in which language, and its text before it leaves; canned answers."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from complaints import placeholders
from complaints.forms.action import ActionForm
from complaints.forms.fields import OnceForm, active_departments, words
from complaints.models import CannedAnswer, LetterTemplate
from complaints.models.letters import Way
from people.models import Department

SELECT = {"class": "form-select"}


class ChoiceForm(forms.Form):
    """From what a letter is made; what was not asked for, or does not exist, is chosen as the complaint suggests."""

    template = forms.ModelChoiceField(None, label=_("Letter template"), widget=forms.Select(SELECT), empty_label=None)
    language = forms.ChoiceField(label=_("Language"), widget=forms.Select(SELECT), choices=settings.LANGUAGES)

    def __init__(self, asked, complaint):
        super().__init__(auto_id="id_choice_%s")
        self.complaint = complaint
        language = asked.get("language", complaint.language)
        self.chosen_language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        templates = LetterTemplate.objects.for_choice(self.chosen_language)
        self.fields["template"].queryset = templates
        self.chosen_template = self._find(list(templates), asked.get("template"))
        self.initial = {"template": self.chosen_template, "language": self.chosen_language}

    def _find(self, templates, asked):
        """The one asked for, else the first of the usual kind, else any; None where there is none in this language."""
        named = [template for template in templates if str(template.pk) == asked]
        usual = [template for template in templates if template.kind == self._usual_kind]
        return next(iter([*named, *usual, *templates]), None)

    @cached_property
    def _usual_kind(self):
        kinds = LetterTemplate.Kind
        if not self.complaint.is_open:
            return kinds.FINAL
        return kinds.INTERIM if self.complaint.has_been_written_to else kinds.ACKNOWLEDGEMENT

    def filled(self, by, at):
        """Subject and text, by field of the letter."""
        texts = self.chosen_template.texts(self.chosen_language) if self.chosen_template else ("", "")
        subject, body = placeholders.fill(texts, self.complaint, by, at, self.chosen_language)
        return {"subject": subject, "body": body}


class LetterForm(OnceForm, ActionForm):
    """Two buttons send it: one for each way that is open."""

    title = _("Write a letter")
    seen = forms.IntegerField(widget=forms.HiddenInput)
    addressee = words(_("To, on paper"), required=False, rows=2)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = words(_("Text"), rows=16, help_text=_("What stands in [[ ]] is yours to fill in."))
    way = forms.ChoiceField(choices=Way.choices, widget=forms.HiddenInput)

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.initial = {"seen": complaint.last_entry_id, "addressee": complaint.addressee} | self.initial

    def clean(self):
        cleaned = super().clean()
        for name in ("subject", "body"):
            if left := placeholders.open_places(cleaned.get(name, "")):
                self.add_error(
                    name, ValidationError(_("Still to be filled in: %(left)s"), params={"left": " ".join(left)})
                )
        return cleaned

    def renewed(self, complaint):
        """More has happened: whoever has read what may send the letter as it is."""
        initial = self.cleaned_data | {"seen": complaint.last_entry_id}
        return type(self)(initial=initial, complaint=complaint, action=self.action)


class CannedAnswerForm(forms.ModelForm):
    class Meta:
        model = CannedAnswer
        fields = ["name", "name_en", "department", "text", "text_en", "is_active"]
        widgets = {"text": forms.Textarea({"rows": 5}), "text_en": forms.Textarea({"rows": 5})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        known = " · ".join(f"{{{name}}} {each.description}" for name, each in placeholders.PLACEHOLDERS.items())
        self.fields["text"].help_text = _("Filled in from the complaint: %(known)s") % {"known": known}
        department, limits = self.fields["department"], CannedAnswer.departments_of(user)
        # One that was closed stays where it stands, else its answers would become everybody's.
        standing = Department.objects.filter(pk=self.instance.department_id)
        department.queryset, department.empty_label = active_departments() | standing, _("For everybody")
        if limits is not None:
            department.queryset, department.required = department.queryset.filter(pk__in=limits), True
            department.empty_label = _("Choose a department")
