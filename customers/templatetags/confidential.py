"""Telephone numbers and e-mail addresses in templates: {% load confidential %}."""

from django import template
from django.urls import reverse

from customers import confidential

register = template.Library()
register.filter("masked", confidential.masked)


@register.inclusion_tag("customers/_number.html", takes_context=True)
def number(context, part, field):
    """A number of a contact or an address: in full where the page's `is_open`, else masked with a button that reveals it."""
    text = getattr(part, field)
    is_open = context["is_open"]
    tab = {"contact": "contacts", "address": "addresses"}[part._meta.model_name]
    url = "" if is_open or not text else reverse("customers:reveal", args=[part.customer_id, tab, part.pk, field])
    return {"text": text, "field": field, "is_open": is_open, "url": url, "csrf_token": context.get("csrf_token")}
