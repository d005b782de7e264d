"""Turns what stands in a cell into the value of a field, or says in words what was found and what is expected.

Every cleaner takes the cell as one line of text, and the cell as read where its type matters. A blank cell, and a
placeholder such as “无” or “-”, is "" (None for the tax rate, [] for a list of names).
"""

import re
import unicodedata
from decimal import Decimal
from difflib import get_close_matches

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from customers.credit_code import validate_credit_code
from customers.figures.numbers import read_amount, read_whole
from customers.importing.customer_files.birthdays import read_birthday
from customers.importing.customer_files.fields import FIELDS
from customers.importing.days import read_day, read_moment
from customers.importing.errors import BrokenCell, CellError
from customers.importing.text import PLACEHOLDERS, as_text, normalise
from customers.phones import normalise_mobile, normalise_phone

BLANKS = re.compile(r"\s+")
SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?[Ee]\+?(\d{1,2})")
DIGITS_AND_ZERO = re.compile(r"(\d+)\.0+")
WITH_EXACT_DIGITS = 10**15
BETWEEN_NAMES = re.compile(r"[;；、\n|]|[,，](?!\s*(?:Ltd|Inc|LLC|Co)\b)", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
RATE = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?%?")
SOME = 12

validate_url = URLValidator(schemes=["http", "https"])


def clean(key, raw, choices=None, max_length=None):
    """The value of the field `key` for the cell `raw`; raises CellError.

    `choices` {normalised label: value} (see choice_table) is for the fields whose kind is "choice"; without it such a
    field is plain text. `max_length` counts characters.
    """
    return clean_as(KINDS[key], raw, choices, max_length)


def clean_as(kind, raw, choices=None, max_length=None):
    """As `clean`, for a field of this kind."""
    return clean_text(kind, as_text(raw), raw, choices, max_length)


def clean_text(kind, text, raw, choices=None, max_length=None):
    """As `clean_as`, for a cell whose text is known."""
    if isinstance(raw, BrokenCell):
        raise CellError(raw.reason)
    if not text or (kind not in WORDS and text.casefold() in PLACEHOLDERS):
        return EMPTY.get(kind, "")
    try:
        value = choice_of(text, choices) if kind == "choice" and choices is not None else CLEANERS[kind](text, raw)
    except ValidationError as refusal:
        raise CellError(refusal.messages[0]) from refusal
    if max_length:
        _check_length(value, max_length)
    return value


class Choices(dict):
    """{normalised label: value}; `labels` are those that a refusal quotes, in the reader's own language."""

    labels = ()


def choice_table(choices):
    """The Choices of a TextChoices: by its label in every language of the site, and by its code."""
    table = Choices()
    table.labels = [str(label) for label in choices.labels]
    for language, _name in settings.LANGUAGES:
        with override(language):
            for value, label in choices.choices:
                table.setdefault(normalise(label), value)
    for value in choices.values:
        table.setdefault(normalise(value), value)
    return table


def _line(text, raw):
    return text.replace("\n", " ")


def _text(text, raw):
    return text


def _list(text, raw):
    names = (name.strip() for name in BETWEEN_NAMES.split(text))
    return list(dict.fromkeys(name for name in names if name and name.casefold() not in PLACEHOLDERS))


def _code(text, raw):
    """A code as typed, in half-width characters and without blanks; a number stored as text is the same code."""
    _refuse_lost_digits(text, raw)
    text = unicodedata.normalize("NFKC", text).lstrip("'’‘`")
    text = BLANKS.sub("", text)
    whole = DIGITS_AND_ZERO.fullmatch(text)
    return whole[1] if whole else text


def _digits_of_number(text, raw):
    """Like a code, and 1.3800138E+10 written out where no digit is lost."""
    text = _code(text, raw)
    scientific = SCIENTIFIC.fullmatch(text)
    if not scientific:
        return text
    first, rest, exponent = scientific[1], scientific[2] or "", int(scientific[3])
    # Excel shows 6 digits; other programs write a short number such as a mobile with all it has.
    if len(rest) < (min(exponent, 7) if exponent < 12 else exponent):
        message = _("“%(text)s”: Excel shortened this number and its last digits are lost. Format the column as text.")
        raise CellError(message % {"text": text})
    return (first + rest).ljust(exponent + 1, "0")


def _refuse_lost_digits(text, raw):
    if isinstance(raw, (int, float)) and abs(raw) >= WITH_EXACT_DIGITS:
        message = _(
            "Excel turned this into the number %(number)s and lost its last digits. "
            "Format the column as text and enter it again."
        )
        raise CellError(message % {"number": text})


def _credit_code(text, raw):
    code = re.sub(r"[-—.·]", "", _digits_of_number(text, raw)).upper()
    validate_credit_code(code)
    return code


def _mobile(text, raw):
    return normalise_mobile(_digits_of_number(text, raw))


def _phone(text, raw):
    return normalise_phone(_digits_of_number(text, raw))


def _account(text, raw):
    account = re.sub(r"[-—.·]", "", _digits_of_number(text, raw))
    if not (account.isascii() and account.isalnum() and 5 <= len(account) <= 34):
        message = _("“%(text)s” is not a bank account; expected 5 to 34 digits or letters.")
        raise CellError(message % {"text": text})
    return account.upper()


def _email(text, raw):
    email = unicodedata.normalize("NFKC", text).strip(" <>;,.").lower().removeprefix("mailto:")
    try:
        validate_email(email)
    except ValidationError as refusal:
        message = _("“%(text)s” is not an e-mail address; expected one such as name@company.com.")
        raise CellError(message % {"text": text}) from refusal
    return email


def _website(text, raw):
    address = unicodedata.normalize("NFKC", text)
    address = address if SCHEME.match(address) else f"https://{address}"
    try:
        validate_url(address)
    except ValidationError as refusal:
        message = _("“%(text)s” is not a web address; expected one such as www.company.com.")
        raise CellError(message % {"text": text}) from refusal
    return address


def _postcode(text, raw):
    postcode = _code(text, raw)
    # As a number, 010000 (Hohhot) has lost its zero.
    if isinstance(raw, (int, float)) and len(postcode) == 5:
        postcode = f"0{postcode}"
    if not re.fullmatch(r"[0-9]{6}", postcode):
        raise CellError(_("“%(text)s” is not a postcode; expected 6 digits.") % {"text": text})
    return postcode


def _tax_rate(text, raw):
    """6, 6% and 0.06 (a cell formatted as a percentage) are all 6 per cent; 免税 and 零税率 are 0."""
    number = unicodedata.normalize("NFKC", text).replace(" ", "")
    if number in ("免税", "零税率", "不征税"):
        return Decimal(0)
    rate = Decimal(number.removesuffix("%")) if RATE.fullmatch(number) else None
    if rate and rate < 1 and not number.endswith("%"):
        rate *= 100
    if rate is None or rate > 100 or round(rate, 6) != round(rate, 2):
        raise CellError(_("“%(text)s” is not a tax rate; expected one such as 6 or 6%%.") % {"text": text})
    return round(rate, 2).normalize() + 0


def choice_of(text, choices):
    """The value that a label stands for; raises CellError with what is expected."""
    label = normalise(text)
    for wording in (label, label.rstrip("级类型")):
        if wording in choices:
            return choices[wording]
    first_words = {value: word for word, value in reversed(choices.items())}
    expected = getattr(choices, "labels", ()) or list(reversed(first_words.values()))
    if len(expected) > SOME:
        expected = get_close_matches(label, choices, SOME)
    if not expected:
        raise CellError(_("“%(text)s” is not in the list of allowed values.") % {"text": text})
    message = _("“%(text)s” is not known here; expected one of: %(expected)s.")
    raise CellError(message % {"text": text, "expected": ", ".join(expected)})


def _check_length(value, max_length):
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and len(text) > max_length:
            message = _("“%(start)s…” has %(count)d characters; at most %(limit)d fit.")
            raise CellError(message % {"start": text[:20], "count": len(text), "limit": max_length})


CLEANERS = {
    "name": _line,
    "line": _line,
    "choice": _line,
    "text": _text,
    "list": _list,
    "code": _code,
    "credit_code": _credit_code,
    "mobile": _mobile,
    "phone": _phone,
    "account": _account,
    "email": _email,
    "website": _website,
    "postcode": _postcode,
    "tax_rate": _tax_rate,
    "birthday": read_birthday,
    "day": read_day,
    "moment": read_moment,
    "amount": read_amount,
    "whole": read_whole,
}
KINDS = {field.key: field.kind for field in FIELDS}
# What a person writes here in words is kept, even a “无”.
WORDS = {"text"}
EMPTY = {"tax_rate": None, "list": [], "amount": None, "whole": None}
