"""Choosing an entry of a catalogue, such as the industry."""

from django import forms
from django.db.models import Q


class CatalogueField(forms.ModelChoiceField):
    """The entries in use, and the one that stands on file: it stays there when it is retired, and is not looked up anew."""

    standing = None

    def offer_beside(self, record, name):
        """The entries in use beside the one that `record` has under `name`."""
        in_use = Q(is_active=True)
        if standing := getattr(record, f"{name}_id"):
            in_use |= Q(pk=standing)
            self.standing = getattr(record, name)
        self.queryset = self.queryset.model.objects.filter(in_use)
        self.widget.attrs["data-pick"] = ""

    def to_python(self, value):
        if self.standing is not None and value == str(self.standing.pk):
            return self.standing
        return super().to_python(value)
