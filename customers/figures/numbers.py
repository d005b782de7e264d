"""Reads a figure as people and Excel write it: 12,345.60 · １２３４５ · ¥1.2万 · (500) · 500- · 12345.6000001."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from customers.importing.errors import BrokenCell, CellError
from customers.importing.text import PLACEHOLDERS, as_text
from customers.models.figure import COUNTS, MAX_AMOUNT, MAX_COUNT

CENT = Decimal("0.01")
LONGEST_QUOTED = 40
# Written behind or before the number: a currency, a counting word.
SIGNS = re.compile(r"[¥￥]|cny|rmb|人民币|元|票|单|笔")
UNITS = {"万": 10_000, "千": 1_000}
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
MINUSES = str.maketrans("−–—", "---")


def read_figure(raw, name, unit=1):
    """The value of the figure `name` in a cell: an amount in CNY to the cent, or a count; None for an empty cell.

    `unit` is what 1 stands for: 10,000 under a header such as “收入（万元）”. Raises CellError.
    """
    number, unit = _number(raw, unit)
    if number is None:
        return None
    return _count(number, raw) if name in COUNTS else _amount(number, unit, raw)


def read_amount(text, raw):
    """An amount in CNY to the cent, not below zero, in a cell of which the `text` is known; raises CellError."""
    number, unit = _number(raw, 1)
    if not 0 <= number * unit <= MAX_AMOUNT:
        message = _("“%(text)s” does not lie between 0 and %(limit)s CNY.")
        raise CellError(message % {"text": _quoted(text), "limit": number_format(MAX_AMOUNT, force_grouping=True)})
    return (number * unit).quantize(CENT, ROUND_HALF_UP)


def read_whole(text, raw):
    """A whole number, not below zero, in a cell of which the `text` is known; raises CellError."""
    number, unit = _number(raw, 1)
    return _count(number * unit, text)


def shown_figure(value):
    """A value as it stands in a cell to be edited: 12,345.60, 12,345; "" for None."""
    if value is None:
        return ""
    whole = value == int(value)
    return f"{value:,.0f}" if whole else f"{value:,.2f}"


def _number(raw, unit):
    """(number, unit), the number None for an empty cell."""
    if isinstance(raw, BrokenCell):
        raise CellError(raw.reason)
    if isinstance(raw, (bool, date, datetime, time)):
        raise _no_number(raw)
    if isinstance(raw, (int, float)):
        number = Decimal(str(raw))
        if not number.is_finite():
            raise _no_number(raw)
        return number, unit
    text = as_text(raw)
    if not text or text.casefold() in PLACEHOLDERS:
        return None, unit
    written = unicodedata.normalize("NFKC", text).casefold().translate(MINUSES).replace(" ", "")
    written = SIGNS.sub("", written)
    if written and written[-1] in UNITS:
        unit, written = UNITS[written[-1]], written[:-1]
    is_negative, digits = _sign(written)
    if not NUMBER.fullmatch(digits):
        raise _no_number(raw)
    number = Decimal(digits.replace(",", ""))
    return (-number if is_negative else number), unit


def _sign(written):
    """(is it below zero, the digits): −5, 5− and (5) are the same."""
    if written.startswith("(") and written.endswith(")"):
        return True, written[1:-1]
    if written.endswith("-"):
        return True, written[:-1]
    return written.startswith("-"), written.removeprefix("-").removeprefix("+")


def _amount(number, unit, raw):
    # Excel computes in binary: what should be 12.30 may come as 12.299999999999999.
    amount = (number * unit).quantize(CENT, ROUND_HALF_UP) if abs(number) < MAX_AMOUNT * 10 else number
    if abs(amount) > MAX_AMOUNT:
        message = _("“%(text)s” is more than %(limit)s CNY in one month; is the unit right?")
        raise CellError(message % {"text": _quoted(raw), "limit": number_format(MAX_AMOUNT, force_grouping=True)})
    return amount + 0


def _count(number, raw):
    if number != int(number):
        raise CellError(_("“%(text)s” is not a whole number.") % {"text": _quoted(raw)})
    if number < 0:
        raise CellError(_("“%(text)s” is below zero.") % {"text": _quoted(raw)})
    if number > MAX_COUNT:
        message = _("“%(text)s” is more than %(limit)s in one month.")
        raise CellError(message % {"text": _quoted(raw), "limit": number_format(MAX_COUNT, force_grouping=True)})
    return int(number)


def _no_number(raw):
    return CellError(_("“%(text)s” is not a number; expected one such as 12,345.60.") % {"text": _quoted(raw)})


def _quoted(raw):
    text = as_text(raw)
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"
