"""A list typed into a form, one entry per line."""

from django import forms
from django.contrib.postgres.forms import SimpleArrayField


class LinesField(SimpleArrayField):
    """A list typed one per line; blank lines mean nothing."""

    def __init__(self, **kwargs):
        super().__init__(forms.CharField(max_length=200), delimiter="\n", **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = self.delimiter.join(line.strip() for line in value.splitlines() if line.strip())
        return super().to_python(value)
