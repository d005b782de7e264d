"""Links from a figure of new business to the opportunities behind it."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def list_of(context, query):
    """The address of the list that finds what `query` counts, narrowed as the page is."""
    narrowed = context["narrowed"]
    return f"{reverse('customers:business_list')}?{'&'.join(filter(None, [narrowed, urlencode(query)]))}"
