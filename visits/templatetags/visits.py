from datetime import datetime

from django import template
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def picker(value):
    """A moment as the browser's picker of day and time wants it; what was typed stays as it is."""
    return f"{localtime(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value


@register.filter
def figure(cell, kind):
    """The figure of a coverage cell by its name."""
    return getattr(cell, kind)
