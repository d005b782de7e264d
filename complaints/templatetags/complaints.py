"""What pages about complaints show of a clock and of a figure."""

from django import template

from complaints import remaining as time_left
from customers.amounts import grouped
from deadlines.words import duration

register = template.Library()


@register.filter
def remaining(clock, at):
    """The working time left at the moment `at`: a text and a tone."""
    return time_left.remaining(clock, at)


@register.filter
def until_notice(due, at):
    """The days left at the moment `at` for a notice of claim: a text and a tone."""
    return time_left.until_notice(due, at)


@register.filter
def figure(cell):
    """A figure of a report in words, such as 1,234, 12.3 % or 5 h 20 min; a dash where there is nothing to say."""
    if cell.value is None:
        return "–"
    match cell.column.kind:
        case "share":
            return f"{grouped(cell.value, 1)} %"
        case "time":
            return duration(cell.value)
        case kind:
            return grouped(cell.value, 2 if kind == "rate" else 0)
