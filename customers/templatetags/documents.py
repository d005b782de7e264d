"""How long a document stands: {% load documents %}."""

from django import template

register = template.Library()


@register.filter
def validity(document, day):
    """(label, badge) on `day`, None where it does not end."""
    return document.state_on(day)
