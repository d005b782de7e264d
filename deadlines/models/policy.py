"""Time limits 时限: how long each step may take, and after which wait it climbs to which post."""

from math import ceil

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from deadlines.models.versions import Versioned, never_lowers_version, raises_version_of
from deadlines.steps import LIMITS, step_label


class Severity(models.TextChoices):
    NORMAL = "normal", _("Normal")
    SERIOUS = "serious", _("Serious")
    CRITICAL = "critical", _("Critical")


class DeadlinePolicyQuerySet(models.QuerySet):
    def default(self):
        """The table in force."""
        return self.get(is_default=True)


class DeadlinePolicy(Versioned):
    """A table of rules. A deadline says by which version of it it was reckoned."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    is_default = models.BooleanField(_("in force"), default=False)
    longest_pause = models.PositiveSmallIntegerField(
        _("longest pause"),
        default=30,
        db_default=30,
        help_text=_("Calendar days after which a clock that was paused goes on by itself."),
    )

    objects = DeadlinePolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("time limits")
        verbose_name_plural = _("time limits")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="policy_one_default",
                violation_error_message=_("Only one is in force at a time."),
            ),
            models.CheckConstraint(
                condition=Q(longest_pause__range=(1, 366)),
                name="policy_pauses_end",
                violation_error_message=_("A pause lasts between 1 and 366 days."),
            ),
        ]
        triggers = [never_lowers_version()]

    def __str__(self):
        return self.name

    def rule_for(self, step, severity="", grade=""):
        """The most specific row for the step; without one it has the limit it was registered with, or the usual budget,
        so that nothing waits forever."""
        fitting = self.rules.filter(step=step, severity__in=["", severity], grade__in=["", grade])
        # Empty sorts first, so the last row is the one that names the severity, and then the grade.
        return fitting.order_by("severity", "grade").last() or PolicyRule(
            policy=self, step=step, **LIMITS.get(step, {})
        )


WAIT_HELP = _("Working minutes after the deadline (seconds where the budget is in seconds).")


class PolicyRule(models.Model):
    """One row: for a step, a severity and a customer grade (empty: any), the budget and the levels.

    The most specific row wins: severity before grade before the row that fits all. Waits are working minutes after
    the deadline; level 0 comes when `reminder_share` per cent of the budget is used.
    """

    class Unit(models.TextChoices):
        WORKING_MINUTES = "working_minutes", _("working minutes")
        WORKING_DAYS = "working_days", _("working days (to the end of the day)")
        CALENDAR_DAYS = "calendar_days", _("calendar days")
        SECONDS = "seconds", _("seconds, day and night")

    policy = models.ForeignKey(DeadlinePolicy, models.CASCADE, related_name="rules", verbose_name=_("time limits"))
    step = models.CharField(_("step"), max_length=60)
    severity = models.CharField(_("severity"), max_length=20, blank=True, choices=Severity.choices)
    grade = models.CharField(_("customer grade"), max_length=2, blank=True)
    budget = models.PositiveIntegerField(_("budget"), default=480)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, default=Unit.WORKING_MINUTES)
    reminder_share = models.PositiveSmallIntegerField(
        _("reminder after"), default=75, help_text=_("Per cent of the budget; 0: no reminder.")
    )
    head_wait = models.PositiveIntegerField(_("to the head after"), default=0, help_text=WAIT_HELP)
    leader_wait = models.PositiveIntegerField(_("to the supervising leader after"), default=240, help_text=WAIT_HELP)
    general_manager_wait = models.PositiveIntegerField(
        _("to the general manager after"), default=960, help_text=WAIT_HELP
    )

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits per step")
        ordering = ["step", "severity", "grade"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "step", "severity", "grade"], name="policy_rule_once"),
            models.CheckConstraint(
                condition=Q(budget__gte=1),
                name="policy_rule_has_a_budget",
                violation_error_message=_("The time limit is at least 1."),
            ),
            models.CheckConstraint(
                condition=Q(reminder_share__lte=99),
                name="policy_rule_reminder_before_deadline",
                violation_error_message=_("The reminder comes after 99 per cent of the time at the latest."),
            ),
            models.CheckConstraint(
                condition=Q(head_wait__lte=F("leader_wait"), leader_wait__lte=F("general_manager_wait")),
                name="policy_rule_levels_in_order",
                violation_error_message=_("Each level waits at least as long as the one before it."),
            ),
        ]
        triggers = raises_version_of("deadlines_deadlinepolicy", "policy_id")

    def __str__(self):
        return " · ".join(
            part for part in (str(step_label(self.step)), self.get_severity_display(), self.grade) if part
        )

    @property
    def days(self):
        """The budget in days, for what is asked for so long before a day; a part of a day counts as one."""
        return ceil(self.budget / PER_DAY.get(self.unit, 1))

    def clean(self):
        """No limit is longer than about a year: a slip of the keyboard must not leave the calendar."""
        seconds = self.unit == self.Unit.SECONDS
        longest_wait = LONGEST[self.Unit.SECONDS if seconds else self.Unit.WORKING_MINUTES]
        limits = {"budget": LONGEST.get(self.unit, 0)}
        limits |= dict.fromkeys(("head_wait", "leader_wait", "general_manager_wait"), longest_wait)
        errors = {
            field: _("At most %(limit)s.") % {"limit": limit}
            for field, limit in limits.items()
            if (getattr(self, field) or 0) > limit
        }
        if errors:
            raise ValidationError(errors)


# Working minutes and seconds of a day; the other units are days.
PER_DAY = {PolicyRule.Unit.WORKING_MINUTES: 480, PolicyRule.Unit.SECONDS: 86_400}
LONGEST = {
    PolicyRule.Unit.WORKING_MINUTES: 125_000,
    PolicyRule.Unit.WORKING_DAYS: 250,
    PolicyRule.Unit.CALENDAR_DAYS: 366,
    PolicyRule.Unit.SECONDS: 31_622_400,
}
