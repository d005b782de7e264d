"""Figures in words."""

from django import template

from surveys.results.tables import one
from surveys.results.tables import span as from_to

register = template.Library()


@register.filter
def figure(value, kind):
    """A number as tables write it (count, score, points, share, p); nothing is a dash."""
    return one(value, kind)


@register.filter
def span(interval, kind):
    """The interval of a figure, {"low", "high"}."""
    return from_to(interval["low"], interval["high"], kind)
