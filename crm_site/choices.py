"""The labels of choices, for lists.

Django's own get_…_display lays out all choices of the field, translated, for every call; for 25 rows with three such
columns that is a sixth of the time of the page.
"""

from functools import cache

from django.utils.translation import get_language


def label_of(choices, name):
    """A method for a model: the label of what stands in the field `name`, whose choices are the TextChoices given."""
    labels = Labels(choices)

    def display(self):
        value = getattr(self, name)
        return labels.get(value, value)

    return display


class Labels:
    """The labels of TextChoices in the present language, each translated once."""

    def __init__(self, choices):
        self.choices = choices

    def get(self, value, unknown=""):
        return self._in(get_language()).get(value, unknown)

    @cache  # noqa: B019 - there are as many as classes of choices
    def _in(self, _language):
        return {value: str(label) for value, label in self.choices.choices}
