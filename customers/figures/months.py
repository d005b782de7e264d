"""Reads a month as people and Excel write it: 2025-01, 2025年1月, 202501, Jan 2025, a day in it."""

import re
import unicodedata
from datetime import date, timedelta

from django.utils.translation import gettext as _

from customers.importing.errors import CellError
from customers.importing.text import as_text

FIRST_YEAR = 2000
# Day 1 of Excel is 1900-01-01, and it believes in a 29 February 1900; the numbers of 2000 to 2099.
EXCEL_DAY_ZERO = date(1899, 12, 30)
SERIAL_NUMBERS = range(36_526, 73_051)
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY_AND_TIME = r"(?:[-/.]\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?)?"
# The first that is found in a text counts.
WITH_YEAR = [
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){YEAR}\s?年度?\s?(?P<month>\d{{1,2}})\s?月份?(?:\d{{1,2}}[日号])?",
        rf"(?<!\d){YEAR}\s?[-/.]\s?(?P<month>\d{{1,2}})(?!\d){DAY_AND_TIME}月?",
        rf"(?<!\d){YEAR}(?P<month>\d\d)(?:\d\d)?(?!\d)月?",
        rf"(?<!\d){YEAR}\s(?P<month>\d{{1,2}})\s?月份?",
        rf"\b{NAME}[-\s,]*{YEAR}(?!\d)",
        rf"(?<!\d){YEAR}[-\s]*{NAME}",
    )
]
WITHOUT_YEAR = [
    re.compile(pattern)
    for pattern in (r"(?<![\d\-~至到—])(?P<month>\d{1,2})\s?月份?(?!\d|末|[-~至到—])", rf"\b{NAME}(?![a-z])")
]
YEAR_ALONE = re.compile(rf"(?<!\d){YEAR}(?!\d)\s?年?度?")


def find_month(text):
    """((year or None, month or None), the text without it): the month that a header names, read leniently.

    A month such as 13 is given back as it stands, so that whoever reads on can say what is wrong with it.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    for patterns in (WITH_YEAR, WITHOUT_YEAR):
        for pattern in patterns:
            if found := pattern.search(text):
                parts = found.groupdict()
                rest = text[: found.start()] + " " + text[found.end() :]
                year = parts.get("year")
                if not year and (alone := YEAR_ALONE.search(rest)):
                    year, rest = alone["year"], rest[: alone.start()] + " " + rest[alone.end() :]
                return (int(year) if year else None, _number_of(parts)), rest
    return (None, None), text


def find_year(text):
    """The year that a title or file name is about, or None."""
    found = YEAR_ALONE.search(unicodedata.normalize("NFKC", text)) or WITH_YEAR[2].search(text)
    return int(found["year"]) if found else None


def read_month(raw, year=None):
    """The first day of the month in a cell; `year` is the one of a cell that names none. Raises CellError."""
    if isinstance(raw, date):
        return date(raw.year, raw.month, 1)
    text = as_text(raw)
    if text.isascii() and text.isdigit() and int(text) in SERIAL_NUMBERS:
        return (EXCEL_DAY_ZERO + timedelta(days=int(text))).replace(day=1)
    if isinstance(raw, float) and not raw.is_integer() and round(raw * 10, 6).is_integer():
        message = _("“%(text)s” may be January or October; write the month as 2025-01 and format the column as text.")
        raise CellError(message % {"text": text})
    (found_year, month), rest = find_month(text)
    if month is None and text.isdigit() and 1 <= int(text) <= 12:
        month, rest = int(text), ""
    year = found_year or year
    if month is None or year is None or rest.strip():
        raise CellError(_("“%(text)s” is not a month; expected one such as 2025-01.") % {"text": text})
    return real_month(year, month)


def real_month(year, month):
    """The first day of a month as a header or cell named it; raises CellError where there is none."""
    if not 1 <= month <= 12:
        raise CellError(_("%(month)s is not a month of the calendar.") % {"month": f"{year}-{month:02}"})
    if year < FIRST_YEAR:
        raise CellError(
            _("%(month)s lies before the year %(year)d.") % {"month": f"{year}-{month:02}", "year": FIRST_YEAR}
        )
    return date(year, month, 1)


def refuse_future(month, today):
    """Figures are of months that have begun."""
    if month > today:
        raise CellError(_("%(month)s lies in the future.") % {"month": f"{month:%Y-%m}"})


def shift(month, by):
    """The month `by` months later."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def _number_of(parts):
    return int(parts["month"]) if parts.get("month") else NAMES.index(parts["name"][:3]) + 1
