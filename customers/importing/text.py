"""Cells and headers as text: trimmed, in half-width characters, comparable."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from string import ascii_letters, digits

# Control characters, marks that turn the direction of writing, and blanks of no width. The joiner inside emoji stays.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
# Full-width letters and digits; Chinese punctuation such as （） is part of a name and stays.
FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
HALF_WIDTH = str.maketrans({chr(ord(plain) + 0xFEE0): plain for plain in ascii_letters + digits})
GUARDING_APOSTROPHE = re.compile(r"^['’‘](?=[=+\-@\d])")
PLACEHOLDERS = {
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "暂无",
    "没有",
    "不详",
    "未知",
    "n/a",
    "na",
    "null",
    "none",
    "nil",
}
BRACKETS = re.compile(r"[(\[{【〔「《<][^)\]}】〕」》>]*[)\]}】〕」》>]")
UNSPOKEN = re.compile(r"[\W_]+")
JOINED_BY = " › "


def as_text(raw):
    """The cell as trimmed text: 13800138000.0 is “13800138000”, what cannot be seen is dropped, spaces are single."""
    if isinstance(raw, str):
        text = raw
    elif raw is None:
        return ""
    elif isinstance(raw, float) and raw.is_integer():
        text = str(int(raw))
    elif isinstance(raw, (date, datetime, time)):
        text = raw.isoformat(" ") if isinstance(raw, datetime) else raw.isoformat()
    else:
        text = str(raw)
    if FULL_WIDTH.search(text):
        text = text.translate(HALF_WIDTH)
    if text.isprintable():
        return GUARDING_APOSTROPHE.sub("", " ".join(text.split()))
    lines = INVISIBLE.sub("", text).splitlines()
    return GUARDING_APOSTROPHE.sub("", "\n".join(" ".join(line.split()) for line in lines).strip())


def normalise(text):
    """A header or label as it is compared: half-width, lower case, without spaces, punctuation and marks like *."""
    return UNSPOKEN.sub("", unicodedata.normalize("NFKC", str(text)).casefold())


def without_brackets(header):
    """A header without what stands in brackets, such as a unit."""
    return BRACKETS.sub("", unicodedata.normalize("NFKC", header))


def as_stored(value):
    """The value as it stands in a JSON column and is compared: 6, 6.0 and 6.00 per cent are "6"."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
