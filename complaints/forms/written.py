"""What the desk does with complaints that came in writing."""

from django import forms

from complaints.forms.fields import CallerField


class IdentifyForm(forms.Form):
    """The customer, perhaps the contact, and the version of the complaint that was read."""

    caller = CallerField()
    version = forms.IntegerField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["caller"].user = user
