"""Durations and limits in words, as pages and messages say them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def duration(seconds):
    """ "2 h 30 min" or "45 min"; the sign is left to the sentence around it."""
    hours, minutes = divmod(abs(int(seconds)) // 60, 60)
    if hours and minutes:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    if hours:
        return _("%(hours)s h") % {"hours": hours}
    if minutes:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("less than a minute")


def counted(seconds, unit):
    """A duration with the kind of time it is counted in."""
    if unit == "seconds":
        return duration(seconds)
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
            return ngettext("%(days)s working day", "%(days)s working days", amount) % {"days": amount}
        case "calendar_days":
            return ngettext("%(days)s calendar day", "%(days)s calendar days", amount) % {"days": amount}
        case _:
            return ngettext("%(seconds)s second", "%(seconds)s seconds", amount) % {"seconds": amount}
