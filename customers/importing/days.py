"""Reads days and moments as people write them in lists: 2026-11-22, 2026/11/22 14:30, 2026年11月22日下午2点30分, 20261122."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from customers.importing.errors import CellError

# Day 1 is 1900-01-01; Excel believes in a 29 February 1900, so real dates count from two days before that year.
EXCEL_DAY_ZERO = date(1899, 12, 30)
# Days of 1970 to 2099 as Excel numbers them.
SERIAL_NUMBERS = (25_569, 73_051)
YEARS = range(1970, 2100)
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?|(\d{4})(\d{2})(\d{2})")
TIME = re.compile(
    r"(上午|下午|中午|晚上|[ap]m)?\s*(\d{1,2})\s*[:点时]\s*(?:(\d{1,2})\s*分?)?(?::\d{1,2}(?:\.\d+)?)?\s*([ap]m)?", re.I
)
AFTERNOON = {"下午", "晚上", "中午", "pm"}


def read_day(text, raw):
    """2026-11-22; a time of day is left out. Raises CellError."""
    return _read(text, raw).date().isoformat()


def read_moment(text, raw):
    """The moment in the time of the site, as 2026-11-22T14:30:00+08:00; without a time of day its midnight."""
    return _read(text, raw).replace(second=0, microsecond=0).isoformat()


def midnight(day):
    """With which the day begins at the company."""
    return datetime.combine(day, time(0), timezone.get_default_timezone())


def _read(text, raw):
    found = _as_read(raw) or _as_written(text)
    if found is None:
        message = _("“%(text)s” is not a day; expected one such as 2026-11-22 or 2026-11-22 14:30.")
        raise CellError(message % {"text": text})
    if found.year not in YEARS:
        raise CellError(_("“%(text)s” lies outside the years 1970 to 2099.") % {"text": text})
    return found


def _as_read(raw):
    """What Excel itself takes for a day, or for the number of one."""
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=timezone.get_default_timezone())
    if isinstance(raw, date):
        return midnight(raw)
    is_number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
    if is_number and SERIAL_NUMBERS[0] <= raw < SERIAL_NUMBERS[1]:
        # Half a minute more: in binary 14:30 may come as 14:29:59.999.
        return midnight(EXCEL_DAY_ZERO) + timedelta(days=raw, seconds=0.5)
    return None


def _as_written(text):
    written = unicodedata.normalize("NFKC", text).replace("T", " ")
    found = DAY.match(written)
    if not found:
        return None
    rest = written[found.end() :].strip()
    clock = TIME.fullmatch(rest) if rest else None
    if rest and not clock:
        return None
    try:
        day = midnight(date(*(int(part) for part in found.groups() if part)))
        return day.replace(**_hour_and_minute(clock)) if clock else day
    except ValueError as impossible:
        raise CellError(_("“%(text)s” is not a day of the calendar.") % {"text": text}) from impossible


def _hour_and_minute(clock):
    before, hour, minute, after = clock.groups()
    hour = int(hour)
    if (before or after or "").casefold() in AFTERNOON and hour < 12:
        hour += 12
    return {"hour": hour, "minute": int(minute or 0)}
