"""Amounts and shares in templates: {% load amounts %}."""

from django import template

from customers.amounts import amount_in, grouped, in_yuan

register = template.Library()
register.filter(in_yuan)


@register.filter
def amount(value, unit="yuan"):
    """12345678.9 as 12,345,679, or in the unit "wan" as 1,234.57."""
    return amount_in(unit, value)


@register.filter
def per_cent(value, digits=2):
    """12.3456 as 12.35 %; a dash where there is nothing to compare with."""
    return "–" if value is None else f"{grouped(value, int(digits))} %"
