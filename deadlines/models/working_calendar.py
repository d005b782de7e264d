"""The working calendar 工作日历 as rows; the arithmetic on it is in `deadlines.calendar`."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# What the database accepts as spans of a day: "08:30-12:00 13:30-18:00", or nothing for a day off.
SPANS_PATTERN = r"^(([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)( (?=\d)|$))*$"


class WorkingCalendar(models.Model):
    """A zone, working hours per weekday, and the days on which they differ.

    `version` grows with every edit of the calendar, its hours or its days, so that a deadline can say by which
    state of the calendar it was reckoned.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    is_default = models.BooleanField(_("the company's calendar"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="working_calendar_one_default"
            ),
        ]

    def __str__(self):
        return self.name


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

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="weekday_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    spans = models.CharField(_("working hours"), max_length=120, help_text=_("Such as 08:30-12:00 13:30-18:00"))

    class Meta:
        verbose_name = _("working hours of a weekday")
        verbose_name_plural = _("working hours per weekday")
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "weekday"], name="weekday_hours_once"),
            models.CheckConstraint(condition=Q(spans__regex=SPANS_PATTERN), name="weekday_hours_well_formed"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_hours_weekday"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.spans}"


class DayOverride(models.Model):
    """One day that differs from its weekday: a holiday, or an adjusted working weekend 调休."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed")
        OPEN = "open", _("Working day")

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="day_overrides")
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
            models.CheckConstraint(condition=Q(spans__regex=SPANS_PATTERN), name="day_override_well_formed"),
            models.CheckConstraint(condition=Q(kind="open") | Q(spans=""), name="day_override_closed_has_no_hours"),
        ]

    def __str__(self):
        return f"{self.date} {self.name}"
