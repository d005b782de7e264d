"""Tags that every page may use without loading them."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

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


@register.simple_tag
@lru_cache
def address(name, *args):
    """What `url` says of a page that is the same for everybody, looked up once: the frame of every page shows a dozen."""
    return reverse(name, args=args)


@register.tag
def once(parser, _token):
    """{% once %}…{% endonce %}: what is the same in every row of a table, drawn with the first row and repeated after."""
    nodes = parser.parse(["endonce"])
    parser.delete_first_token()
    return Once(nodes)


class Once(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        drawn = context.render_context
        if self not in drawn:
            drawn[self] = self.nodelist.render(context)
        return drawn[self]


@register.filter
def alert_level(tag):
    """Bootstrap's alert for a message's level."""
    return ALERTS.get(tag, tag)


@register.filter
def moment(value):
    """A moment in the reader's zone, such as 2026-11-22 17:30: what `date:"Y-m-d H:i"` says at a fraction of its cost."""
    return f"{localtime(value):%Y-%m-%d %H:%M}"


@register.filter
def day(value):
    """The day of a moment in the reader's zone, such as 2026-11-22, for columns of many rows like `moment`."""
    return f"{localtime(value):%Y-%m-%d}"


@register.filter
def hour(value):
    """The time of a moment in the reader's zone, such as 17:30."""
    return f"{localtime(value):%H:%M}"


@register.filter
def due(value):
    """A deadline in the reader's zone with its weekday, such as 2026-11-23 Mon 17:30."""
    due_at = localtime(value)
    return f"{due_at:%Y-%m-%d} {WEEKDAYS_ABBR[due_at.weekday()]} {due_at:%H:%M}"


@register.filter
def short_moment(value):
    """A moment of these months in the reader's zone, such as 11-22 17:30."""
    return f"{localtime(value):%m-%d %H:%M}"


@register.filter
def short_due(value):
    """A deadline of these months in the reader's zone with its weekday, such as 11-23 Mon 17:30."""
    due_at = localtime(value)
    return f"{due_at:%m-%d} {WEEKDAYS_ABBR[due_at.weekday()]} {due_at:%H:%M}"


@register.filter
def excerpt(text, length):
    """The beginning of a text for columns of many rows: what `truncatechars` says at a fraction of its cost."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


@register.simple_tag
def typed(request):
    """What somebody typed into a form that was refused as a whole, so that it can be copied; never a password."""
    if request.method != "POST":
        return []
    hidden = {"csrfmiddlewaretoken", "version", "submission_key"}
    values = (request.POST.getlist(name) for name in request.POST if name not in hidden and "password" not in name)
    # A number alone is the id of something chosen.
    return [text for texts in values for text in texts if text.strip() and not text.isdigit()]
