"""Amounts as people read them: in yuan 元 or, where the page's address says so, in ten thousand yuan 万元."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

UNITS = {"yuan": _("CNY"), "wan": _("CNY 10,000")}


def amount_in(unit, amount):
    """Whole yuan, or ten thousands with two digits, grouped; nothing for no amount."""
    if amount is None:
        return ""
    if unit == "wan":
        return grouped(Decimal(amount) / 10_000, 2)
    return grouped(Decimal(amount), 0)


def grouped(number, digits):
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    # Losses round to zero, not to "-0".
    return number_format(rounded + 0, digits, force_grouping=True)


def in_yuan(amount):
    """To the cent where there are cents, grouped, with the unit."""
    amount = Decimal(amount)
    return _("CNY %(amount)s") % {"amount": grouped(amount, 0 if amount == amount.to_integral() else 2)}
