"""The facts of a complaint, and correcting them."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import CallerField, CauseField, WaybillsField, in_digits, words
from complaints.models import Complaint
from people.models import User

EARLIEST = date(2000, 1, 1)


class FactsForm(forms.ModelForm):
    """`today` and `user` come from the view. `cleaned_data` fits `Complaint.log_new` and `Complaint.edit`."""

    caller = CallerField(label=_("Caller"), required=False)
    description = words(_("What happened"), rows=5)
    wanted = words(_("What is wanted"), required=False, rows=2)
    cause = CauseField(label=_("Cause"), required=False, empty_label=_("Not known yet"))
    waybills = WaybillsField(
        label=_("Waybill numbers"), required=False, help_text=_("Separate several with spaces or new lines.")
    )

    class Meta:
        model = Complaint
        fields = [
            "caller_name",
            "caller_phone",
            "caller_company",
            "caller_email",
            "language",
            "description",
            "cause",
            "severity",
            "channel",
            "wanted",
            "waybills",
            "service_line",
            "transport_mode",
            "loss",
            "event_date",
            "goods_value",
            "against",
            "is_safety",
            "is_media",
            "is_legal",
        ]
        widgets = {
            "event_date": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "goods_value": forms.NumberInput({"min": 0, "step": "0.01", "inputmode": "decimal"}),
            "caller_phone": forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
            "caller_email": forms.EmailInput({"autocomplete": "off"}),
        }
        labels = {"language": _("Language of letters")}
        help_texts = {
            "event_date": _(
                "Where goods are damaged or late: the day of delivery. The time for a notice of claim counts from it."
            )
        }

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.today = user, today
        self.found_callers = []
        self.fields["caller"].user = user
        self.fields["against"].queryset = User.objects.active().select_related("department")
        self.fields["event_date"].widget.attrs["max"] = today.isoformat()
        # Whoever does not choose writes in the usual one.
        self.fields["language"].required = False

    def clean_caller_phone(self):
        return in_digits(self.cleaned_data["caller_phone"])

    def clean_language(self):
        return self.cleaned_data["language"] or self.instance.language

    def clean_event_date(self):
        day = self.cleaned_data["event_date"]
        if day and not EARLIEST <= day <= self.today:
            raise ValidationError(
                _("The date of the event cannot be in the future or before %(year)s.") % {"year": EARLIEST.year}
            )
        return day

    def clean_goods_value(self):
        value = self.cleaned_data["goods_value"]
        if value is not None and value < 0:
            raise ValidationError(_("A value cannot be negative."))
        return value

    def clean(self):
        cleaned = super().clean()
        if "caller" not in cleaned:
            return cleaned
        customer, contact = cleaned.pop("caller")
        if customer is None and not (cleaned.get("caller_name") or cleaned.get("caller_company")):
            self.add_error("caller", _("Choose who called; for somebody not on file, enter a name or a company."))
        self.instance.customer = cleaned["customer"] = customer
        cleaned["contact"] = contact
        return cleaned

    def caller_options(self):
        """For the select without JavaScript: who was found or chosen, as (value, label, chosen)."""
        value = self["caller"].value() or ""
        options = [(found, label, found == value) for found, label in self.found_callers]
        if value and not any(chosen for _value, _label, chosen in options):
            options += [(value, label, True) for label in self._label_of(value)]
        return options

    def _label_of(self, value):
        try:
            customer, contact = self.fields["caller"].clean(value)
        except ValidationError:
            return []
        return [f"{customer} · {contact}" if contact else str(customer)]


class EditForm(FactsForm):
    """Correcting the facts; `version` is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        complaint = self.instance
        self.initial["version"] = complaint.version
        # Who has left, and a cause that is out of use, stay where they stand.
        self.fields["cause"].offer_beside(complaint.cause_id)
        self.fields["against"].queryset |= User.objects.filter(pk=complaint.against_id).select_related("department")
        if complaint.customer_id:
            contact = f":{complaint.contact_id}" if complaint.contact_id else ""
            self.initial["caller"] = f"{complaint.customer_id}{contact}"
        self.fields["severity"].help_text = _("It sets the time limits of the steps to come.")

    def differences_to(self, complaint):
        """What stands there now where it is not what was typed, as (label, value)."""
        present = type(self)(instance=complaint, user=self.user, today=self.today)
        pairs = ((bound, present[bound.name].value()) for bound in self if not bound.is_hidden)
        changed = [bound for bound, value in pairs if str(value or "") != str(bound.value() or "")]
        return [(bound.label, complaint.shown(bound.name)) for bound in changed]
