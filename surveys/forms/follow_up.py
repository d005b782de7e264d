"""What can be done about a follow-up, a small form each; the fields bear the names that the model's method takes."""

import uuid

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.models import ContactEntry

LONGEST_TEXT = 4000
Channel = ContactEntry.Channel
CHANNELS = [Channel.CALL, Channel.VISIT, Channel.WECHAT, Channel.EMAIL, Channel.MEETING]


class ActionForm(forms.Form):
    """`button` does it, `action` is the method's name."""

    button = ""

    def __init__(self, *args, follow_up, action, **kwargs):
        super().__init__(*args, auto_id=f"id_{action}_%s", **kwargs)
        self.address = reverse(f"surveys:follow_up_{action}", args=[follow_up.pk])

    def typed(self):
        """What was written, by label, to show it again where the form is no longer the right one."""
        texts = ((bound.label, bound.value()) for bound in self if isinstance(bound.field.widget, forms.Textarea))
        return [(label, text) for label, text in texts if text]


def words(label):
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3}))


class ContactForm(ActionForm):
    """Spoken with the customer: becomes an entry of the contact log."""

    button = _("Log the contact")
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.ChoiceField(label=_("How"), choices=[(channel.value, channel.label) for channel in CHANNELS])
    summary = words(_("What was said"))
    answer_owed = forms.CharField(
        label=_("Answer owed"),
        max_length=300,
        required=False,
        help_text=_("What we promised to come back with; leave empty if nothing."),
    )


class ResolveForm(ActionForm):
    button = _("It is resolved")
    note = words(_("What was done"))


class DropForm(ActionForm):
    button = _("No action")
    note = words(_("Why nothing is done"))


ACTIONS = {"contact": ContactForm, "resolve": ResolveForm, "drop": DropForm}
