"""Opening a new customer file."""

import uuid

from django import forms

from customers.forms.customer import OPENING, CustomerForm
from customers.models import Customer


class OpeningForm(CustomerForm):
    """A new file; `submission_key` makes of a form sent twice one customer."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, names=(*OPENING, "submission_key"), **kwargs)

    def was_sent(self):
        """The file that this very form opened before, if any."""
        try:
            key = uuid.UUID(self.data.get("submission_key", ""))
        except ValueError:
            return None
        return Customer.objects.visible_to(self.user).filter(submission_key=key).first()
