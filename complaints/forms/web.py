"""The public forms: a complaint, the way to its status page, and a message about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import OnceForm, WaybillsField, can_be_dialled, in_digits, words
from complaints.models import Complaint
from crm_site.file_fields import FilesField


class SubmittedForm(OnceForm):
    """`website` is for programs, which fill in everything; a person who did is told so, and loses nothing."""

    website = forms.CharField(label=_("Leave this empty"), required=False, widget=forms.TextInput({"tabindex": -1}))
    files = FilesField(label=_("Photos and documents"), required=False)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please empty this field; only programs fill it in."))


class WebForm(SubmittedForm, forms.ModelForm):
    description = words(_("What happened"), rows=6)
    wanted = words(_("What you want us to do"), required=False, rows=2)
    waybills = WaybillsField(
        label=_("Waybill or order numbers"), required=False, help_text=_("Separate several with spaces or new lines.")
    )
    consent = forms.BooleanField(
        label=_("I agree that my personal data are used to handle this complaint."),
        help_text=_("They are used for nothing else, and only those who work on it see them."),
        error_messages={"required": _("Without your consent we cannot work on it here. Please call us instead.")},
    )

    class Meta:
        model = Complaint
        fields = ["caller_company", "caller_name", "caller_phone", "caller_email", "description", "wanted", "waybills"]
        help_texts = {"caller_phone": _("A telephone number or an e-mail address is enough.")}
        labels = {"caller_name": _("Your name"), "caller_phone": _("Telephone"), "caller_company": _("Company")}
        widgets = {
            "caller_company": forms.TextInput({"autocomplete": "organization"}),
            "caller_name": forms.TextInput({"autocomplete": "name"}),
            "caller_phone": forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
            "caller_email": forms.EmailInput({"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["caller_name"].required = True

    def clean_caller_phone(self):
        return in_digits(self.cleaned_data["caller_phone"])

    def clean(self):
        cleaned = super().clean()
        asked = {"caller_phone", "caller_email"}
        if not asked & self.errors.keys() and not (cleaned["caller_email"] or can_be_dialled(cleaned["caller_phone"])):
            self.add_error("caller_phone", _("Give a telephone number or an e-mail address, so that we can answer."))
        return cleaned

    def facts(self):
        """What `Complaint.receive` takes."""
        facts = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "submission_key", "files")}
        return facts | {"consented": self.cleaned_data["consent"]}


class MessageForm(SubmittedForm):
    text = words(_("What you want to add"), rows=4)


class FindForm(forms.Form):
    number = forms.CharField(label=_("Number of the complaint"), max_length=20)
    key = forms.CharField(
        label=_("Code"), max_length=43, help_text=_("Both stand on the page that confirmed your complaint.")
    )

    def clean_number(self):
        return self.cleaned_data["number"].strip().upper()

    def clean_key(self):
        return "".join(sign for sign in self.cleaned_data["key"].upper() if sign.isalnum())
