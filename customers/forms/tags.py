"""Typing tags: in the file of one customer, and for those ticked in the list."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from customers.forms.layout import FileForm
from customers.tags import tags_in


class TagsInput(forms.TextInput):
    def __init__(self):
        super().__init__({"data-tags-url": reverse_lazy("customers:pick_tag"), "autocomplete": "off"})

    def format_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value


class TagsField(forms.CharField):
    """Tags typed side by side, divided by commas; its value is the list of them."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Divided by commas, at most 30 characters each."))
        super().__init__(widget=TagsInput(), **kwargs)

    def to_python(self, value):
        return tags_in(super().to_python(value))

    def has_changed(self, initial, data):
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True


class TaggingForm(forms.Form):
    """Tags to be added to, or taken from, the customers ticked."""

    ADD, REMOVE = "add", "remove"
    action = forms.ChoiceField(
        label=_("Add or take away"),
        choices=[(ADD, _("Add these tags")), (REMOVE, _("Take these tags away"))],
        widget=forms.RadioSelect,
        initial=ADD,
    )
    tags = TagsField(label=_("Tags"))

    helper = FileForm.helper

    def changes(self):
        """The arguments of `customer.change_tags`."""
        return {self.cleaned_data["action"]: self.cleaned_data["tags"]}
