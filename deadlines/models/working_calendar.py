"""The working calendar 工作日历 as rows; the arithmetic on it is in `deadlines.calendar`."""

import zoneinfo
from functools import lru_cache

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.naming import Name
from deadlines import calendar
from deadlines.models.versions import Versioned, never_lowers_version, raises_version_of

# Every list says how much time is left; it may say so by a calendar that was changed so many seconds ago.
CALENDARS_KEPT = 10

# What the database accepts as spans of a day: "08:30-12:00 13:30-18:00", or nothing for a day off.
SPANS_PATTERN = r"^(([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)( (?=\d)|$))*$"


def clean_spans(text):
    """The spans typed by a person in the one form that the database accepts."""
    try:
        return calendar.format_spans(calendar.parse_spans(text))
    except ValueError as error:
        raise ValidationError({"spans": str(error)}) from None


class WorkingCalendarQuerySet(models.QuerySet):
    def default(self):
        """The company's calendar."""
        return self.get(is_default=True)

    def for_words(self):
        """{id: calendar} of all, to say how much time is left; never to reckon a deadline with."""
        return cache.get_or_set("deadlines:calendars", self.model.objects.in_bulk, CALENDARS_KEPT)


class WorkingCalendar(Versioned):
    """A zone, working hours per weekday, and the days on which they differ.

    A deadline says by which version of the calendar it was reckoned.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    is_default = models.BooleanField(_("the company's calendar"), default=False)

    objects = WorkingCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="working_calendar_one_default",
                violation_error_message=_("Only one is in force at a time."),
            ),
        ]
        triggers = [never_lowers_version("zone")]

    def __str__(self):
        return self.name

    def clean(self):
        if self.zone not in zoneinfo.available_timezones():
            raise ValidationError({"zone": _("There is no such time zone; Asia/Shanghai is one.")})

    def working_time(self):
        """The arithmetic on this state of the calendar, laid out once per process."""
        return _working_time(self.pk, self.version, self.changed_at, self.zone)

    def unconfirmed_year_ahead(self, at):
        """Next year, from 1 November on and until all its special days are confirmed; else None.

        The State Council announces a year's days in November of the year before.
        """
        today = timezone.localdate(at, zoneinfo.ZoneInfo(self.zone))
        if today.month < 11 or today.year + 1 in self.working_time().confirmed_years:
            return None
        return today.year + 1


@lru_cache(maxsize=16)
def _working_time(calendar_id, _version, _changed_at, zone):
    hours = WeekdayHours.objects.filter(calendar_id=calendar_id)
    weekly = {row.weekday: calendar.parse_spans(row.spans) for row in hours}
    normal_day = next((weekly[weekday] for weekday in sorted(weekly)), ())
    days = DayOverride.objects.filter(calendar_id=calendar_id)
    return calendar.WorkingTime(zone, weekly, {day.date: day.compiled(normal_day) for day in days})


class WeekdayHours(models.Model):
    """The working spans of one weekday; a weekday without a row is off."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    calendar = models.ForeignKey(
        WorkingCalendar, models.CASCADE, related_name="weekday_hours", verbose_name=_("working calendar")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    spans = models.CharField(_("working hours"), max_length=120, help_text=_("Such as 08:30-12:00 13:30-18:00"))

    class Meta:
        verbose_name = _("working hours of a weekday")
        verbose_name_plural = _("working hours per weekday")
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "weekday"], name="weekday_hours_once"),
            models.CheckConstraint(
                condition=Q(spans__regex=SPANS_PATTERN),
                name="weekday_hours_well_formed",
                violation_error_message=_("Write the hours as 08:30-12:00, 13:30-18:00: in order, without overlap."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="weekday_hours_weekday",
                violation_error_message=_("Weekdays go from Monday to Sunday."),
            ),
        ]
        triggers = raises_version_of("deadlines_workingcalendar", "calendar_id")

    def __str__(self):
        return f"{self.get_weekday_display()} {self.spans}"

    def clean(self):
        self.spans = clean_spans(self.spans)


class DayOverride(models.Model):
    """One day that differs from its weekday: a holiday, or an adjusted working weekend 调休."""

    class Kind(models.TextChoices):
        CLOSED = "closed", pgettext_lazy("calendar", "Closed")
        OPEN = "open", _("Working day")

    calendar = models.ForeignKey(
        WorkingCalendar, models.CASCADE, related_name="day_overrides", verbose_name=_("working calendar")
    )
    date = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    spans = models.CharField(
        _("working hours"),
        max_length=120,
        blank=True,
        help_text=_("Only where an open day differs from a normal working day (Monday's hours)."),
    )
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("Announced by the State Council, no longer a guess.")
    )

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="day_override_once"),
            models.CheckConstraint(
                condition=Q(spans__regex=SPANS_PATTERN),
                name="day_override_well_formed",
                violation_error_message=_("Write the hours as 08:30-12:00, 13:30-18:00: in order, without overlap."),
            ),
            models.CheckConstraint(
                condition=Q(kind="open") | Q(spans=""),
                name="day_override_closed_has_no_hours",
                violation_error_message=_("A day on which nobody works has no hours."),
            ),
        ]
        triggers = raises_version_of("deadlines_workingcalendar", "calendar_id")

    def __str__(self):
        return f"{self.date} {self.name}"

    def clean(self):
        self.spans = clean_spans(self.spans)
        if self.kind == self.Kind.CLOSED and self.spans:
            raise ValidationError({"spans": _("A closed day has no working hours.")})

    def compiled(self, normal_day):
        """The day for the arithmetic; an open day without hours of its own has those of a normal day."""
        spans = (calendar.parse_spans(self.spans) or normal_day) if self.kind == self.Kind.OPEN else ()
        return calendar.DayOverride(spans, Name(self.name, self.name_en), self.confirmed)
