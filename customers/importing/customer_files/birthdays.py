"""Reads a birthday as people write it in lists: kept as 1980-05-23, or 05-23 where the year is not known."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from customers.importing.errors import CellError

# Day 1 is 1900-01-01; Excel believes in a 29 February 1900, so real dates count from two days before that year.
EXCEL_DAY_ZERO = date(1899, 12, 30)
# Days of 1910 to 2099; a smaller number is rather a year.
SERIAL_NUMBERS = range(3_654, 73_051)
TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?|(\d{4})(\d{2})(\d{2})")
MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
A_LEAP_YEAR = 2000
# 八月十五, 腊月廿三, 1985年正月初一; of a leap month the birthday is kept in the month that comes first.
LUNAR_WORDS = re.compile(r"^(?:农历|阴历)?(?:(\d{4})年)?闰?(\D{1,2})月(\D{1,3}?)[日号]?$")
ONES = "一二三四五六七八九"
NUMERALS = [*ONES, "十", *(f"十{one}" for one in ONES), "二十", *(f"二十{one}" for one in ONES), "三十"]
NUMBERS = {numeral: str(number) for number, numeral in enumerate(NUMERALS, 1)}
LUNAR_MONTHS = NUMBERS | {"正": "1", "冬": "11", "腊": "12"}
LUNAR_DAYS = NUMBERS | {f"初{numeral}": NUMBERS[numeral] for numeral in NUMERALS[:10]}
LUNAR_DAYS |= {f"廿{one}": NUMBERS[f"二十{one}"] for one in ONES}


def read_birthday(text, raw, is_lunar=False):
    """`raw` is the cell as read (a date, a serial number of Excel, a text), `text` the same as text.

    Where it `is_lunar` a month has thirty days, the second one too.
    """
    if isinstance(raw, datetime | date):
        return f"{raw:%Y-%m-%d}"
    number = int(text) if text.isascii() and text.isdigit() else None
    if number in SERIAL_NUMBERS:
        return (EXCEL_DAY_ZERO + timedelta(days=number)).isoformat()
    written = TIME_OF_DAY.sub("", unicodedata.normalize("NFKC", text))
    if is_lunar:
        written = LUNAR_WORDS.sub(_in_digits, written)
    if is_lunar and (found := YEAR_FIRST.fullmatch(written) or MONTH_AND_DAY.fullmatch(written)):
        return _lunar_date(text, [int(part) for part in found.groups() if part])
    if found := YEAR_FIRST.fullmatch(written):
        return _real_date(text, *(int(part) for part in found.groups() if part)).isoformat()
    if found := MONTH_AND_DAY.fullmatch(written):
        return f"{_real_date(text, A_LEAP_YEAR, int(found[1]), int(found[2])):%m-%d}"
    message = _("“%(text)s” is not a birthday; expected year, month and day such as 1980-05-23, or 05-23.")
    raise CellError(message % {"text": text})


def _in_digits(found):
    """八月十五 → 8-15; what is no month or day stays as it was written, and is refused."""
    year, month, day = found.groups()
    parts = [*filter(None, [year]), LUNAR_MONTHS.get(month, month), LUNAR_DAYS.get(day, day)]
    return "-".join(parts)


def _lunar_date(text, parts):
    *years, month, day = parts
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise CellError(_("“%(text)s” is not a day of the calendar.") % {"text": text})
    return "-".join([f"{year:04}" for year in years] + [f"{month:02}", f"{day:02}"])


def _real_date(text, year, month, day):
    try:
        found = date(year, month, day)
    except ValueError as impossible:
        raise CellError(_("“%(text)s” is not a day of the calendar.") % {"text": text}) from impossible
    if not 1900 <= year <= 2100:
        raise CellError(_("“%(text)s” lies outside the years 1900 to 2100.") % {"text": text})
    return found
