"""Small words and colours of the pages of key accounts."""

from django import template

from deadlines.models import Level

register = template.Library()

ATTITUDE_CLASSES = {-2: "against", -1: "reserved", 0: "neutral", 1: "well", 2: "for", None: "unknown"}
IMPORTANCE_BADGES = {1: "badge-plain", 2: "badge-warn", 3: "badge-bad"}


@register.filter
def tone(clock, at):
    """How a due moment is shown: late, soon (the reminder's moment has come) or plain."""
    if at > clock.deadline:
        return "late"
    reminder = clock.level_due_at[Level.DOER]
    return "soon" if reminder is not None and at >= reminder else "plain"


@register.filter
def attitude_class(value):
    return ATTITUDE_CLASSES[value]


@register.filter
def importance_badge(item):
    return IMPORTANCE_BADGES[item.importance]


@register.filter
def dots(influence):
    """Influence from 1 to 5 as filled and empty dots."""
    return "●" * influence + "○" * (5 - influence)
