"""The customer called again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.action import ActionForm
from complaints.forms.fields import CallBeganField, OnceForm, words


class CallForm(OnceForm, ActionForm):
    title = _("The customer called again")
    button = _("Keep the call")
    said = words(_("What was said"))
    caller = forms.CharField(label=_("Who called"), max_length=60, required=False)
    began_at = CallBeganField()

    @staticmethod
    def heard_in(typed):
        """What was typed while a new complaint was logged, where it turned out to be about this one."""
        names = {"submission_key": "submission_key", "said": "description", "caller": "caller_name"}
        return {name: typed.get(known, "") for name, known in (names | {"began_at": "call_began"}).items()}
