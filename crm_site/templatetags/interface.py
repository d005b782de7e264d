"""Tags that every page may use without loading them."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

register = template.Library()

# Bootstrap has other names for some of the message levels.
ALERTS = {"error": "danger", "debug": "secondary"}


@register.simple_tag
def icon(name):
    """The Bootstrap icon `name` as inline SVG: no font to load, and it takes the colour of the text around it."""
    return _drawing(name)


@lru_cache
def _drawing(name):
    path = settings.NODE_MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
    drawing = path.read_text(encoding="utf-8").replace("<svg ", '<svg aria-hidden="true" ', 1)
    return mark_safe(drawing)  # noqa: S308 - a file of the installed package


@register.filter
def alert_level(tag):
    """Bootstrap's alert for a message's level."""
    return ALERTS.get(tag, tag)
