"""What pages about complaints show of a clock."""

from django import template

from complaints.remaining import remaining as remaining_of

register = template.Library()


@register.filter
def remaining(clock, at):
    """The working time left at the moment `at`: a text and a tone."""
    return remaining_of(clock, at)
