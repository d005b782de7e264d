"""Durations and limits in words, as pages and messages say them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def duration(seconds, day=0, unit="working_minutes"):
    """ "2 h 30 min" or "45 min", from a day of `day` seconds on in full ones: "3 working days".

    The sign is left to the sentence around it; without `day` it stays in hours.
    """
    if day and abs(seconds) >= day:
        days = int(abs(seconds) // day)
        return calendar_days(days) if unit == "calendar_days" else working_days(days)
    hours, minutes = divmod(abs(int(seconds)) // 60, 60)
    if hours and minutes:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    if hours:
        return _("%(hours)s h") % {"hours": hours}
    if minutes:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("less than a minute")


def working_days(days):
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def calendar_days(days):
    return ngettext("%(days)s calendar day", "%(days)s calendar days", days) % {"days": days}


def counted(seconds, unit, day=0):
    """A duration with the kind of time it is counted in."""
    if unit in ("seconds", "calendar_days") or (day and abs(seconds) >= day):
        return duration(seconds, day, unit)
    return _("%(duration)s of working time") % {"duration": duration(seconds)}


def budget(amount, unit):
    """A time limit as a person would say it: "4 h of working time", "3 working days", "30 calendar days".

    0 is that of a clock whose deadline is a day set beforehand.
    """
    if amount == 0:
        return _("a fixed day")
    match unit:
        case "working_minutes":
            return counted(amount * 60, unit)
        case "working_days":
            return working_days(amount)
        case "calendar_days":
            return calendar_days(amount)
        case _:
            return ngettext("%(seconds)s second", "%(seconds)s seconds", amount) % {"seconds": amount}
