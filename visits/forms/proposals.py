"""Deciding on proposed visits, one or many at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from visits.forms.fields import DayField, MomentField
from visits.models import Visit


class ProposalsForm(forms.Form):
    """`chosen` are the proposals; each brings its own time as at-ID, and the version that the page showed as version-ID."""

    action = forms.ChoiceField(choices=[("accept", _("Accept")), ("postpone", _("Move")), ("decline", _("Decline"))])
    chosen = forms.ModelMultipleChoiceField(Visit.objects.none(), error_messages={"required": _("Choose some first.")})
    due_on = DayField(label=_("To the day"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        visible = Visit.objects.visible_to(user).select_related("customer__owner", "owner__department", "rule")
        self.fields["chosen"].queryset = visible

    def clean(self):
        cleaned = super().clean()
        action = cleaned.get("action")
        if action == "postpone" and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose the day."))
        if action == "decline" and not cleaned.get("reason"):
            self.add_error("reason", _("Please give the reason."))
        if action == "accept":
            cleaned["times"] = {visit.pk: self._time_of(visit) for visit in cleaned.get("chosen", [])}
        return cleaned

    def version_of(self, visit):
        text = self.data.get(f"version-{visit.pk}", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def _time_of(self, visit):
        try:
            return MomentField().clean(self.data.get(f"at-{visit.pk}", ""))
        except ValidationError as error:
            facts = {"customer": visit.customer, "error": " ".join(error.messages)}
            self.add_error(None, _("%(customer)s: %(error)s") % facts)
            return None
