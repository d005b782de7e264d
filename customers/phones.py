"""Telephone numbers in the one form in which they are kept, compared and searched.

Chinese mobiles are 11 digits (13800138000), Chinese landlines area code and number (021-58881234, with an extension
021-58881234-801), service lines 400-820-8820 and 95533; foreign numbers start with + and the country code.
"""

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}")
PREFIXED_MOBILE = re.compile(r"(?:\+|00)?86(1[3-9]\d{9})")
SERVICE_LINE = re.compile(r"9[56]\d{3,6}|1[02]\d{3}")
FREE_CALL = re.compile(r"([48]00)(\d{3})(\d{4})")
BETWEEN_DIGITS = re.compile(r"[\s().·_‐-―−-]+")
SEVERAL = re.compile(r"\d{5,}\s*[/、,;|或]\s*\+?\d")
EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|[x#])[:.]?\s*(\d{1,6})$", re.IGNORECASE)
DASHED_EXTENSION = re.compile(r"(?<=\d{7})\s*-\s*(\d{1,6})$")


def normalise_mobile(text):
    """13800138000 for a Chinese mobile, +6591234567 for a foreign one; refuses anything else."""
    if PLAIN_MOBILE.fullmatch(text):
        return text
    text, digits = _prepared(text)
    if prefixed := PREFIXED_MOBILE.fullmatch(digits) or PLAIN_MOBILE.fullmatch(digits):
        return prefixed[prefixed.lastindex or 0]
    number = _parsed(text)
    if number and number.country_code != 86 and phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    message = _(
        "“%(text)s” is not a mobile number: 11 digits from 13 to 19, or + and the country code if it is foreign."
    )
    raise ValidationError(message % {"text": text}, code="mobile")


def normalise_phone(text):
    """021-58881234 or 021-58881234-801; a mobile or service line is welcome too."""
    if PLAIN_MOBILE.fullmatch(text):
        return text
    text, digits = _prepared(text)
    if SERVICE_LINE.fullmatch(digits):
        return digits
    for pattern in (None, EXTENSION, DASHED_EXTENSION):
        found = pattern and pattern.search(text)
        if pattern and not found:
            continue
        main, extension = (text[: found.start()], found[1]) if found else (text, "")
        number = _parsed(main)
        if number and phonenumbers.is_valid_number(number):
            extension = extension or number.extension
            number.extension = None
            return "-".join(filter(None, [_formatted(number), extension]))
    message = _("“%(text)s” is not a telephone number; expected the area code and the number, such as 021-58881234.")
    raise ValidationError(message % {"text": text}, code="phone")


def _prepared(text):
    """The text in half-width characters, and its digits without what people write between them."""
    text = unicodedata.normalize("NFKC", text).strip()
    if SEVERAL.search(text):
        message = _("“%(text)s” holds more than one number; keep one.")
        raise ValidationError(message % {"text": text}, code="several")
    return text, BETWEEN_DIGITS.sub("", text)


def _parsed(text):
    try:
        return phonenumbers.parse(text, "CN")
    except NumberParseException:
        return None


def _formatted(number):
    if number.country_code != 86:
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    if phonenumbers.number_type(number) == PhoneNumberType.MOBILE:
        return national.replace(" ", "")
    if free := FREE_CALL.fullmatch(national.replace(" ", "")):
        return "-".join(free.groups())
    area, _space, rest = national.partition(" ")
    return f"{area}-{rest.replace(' ', '')}"
