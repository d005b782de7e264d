"""Time limits 时限: how long each step may take, and after which wait it climbs to which post."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DeadlinePolicy(models.Model):
    """A table of rules. `version` grows with every edit, so that a deadline can say what it was reckoned by."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    is_default = models.BooleanField(_("in force"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("time limits")
        verbose_name_plural = _("time limits")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="policy_one_default"),
        ]

    def __str__(self):
        return self.name


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

    policy = models.ForeignKey(DeadlinePolicy, models.CASCADE, related_name="rules")
    step = models.CharField(_("step"), max_length=60)
    severity = models.CharField(_("severity"), max_length=20, blank=True)
    grade = models.CharField(_("customer grade"), max_length=2, blank=True)
    budget = models.PositiveIntegerField(_("budget"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, default=Unit.WORKING_MINUTES)
    reminder_share = models.PositiveSmallIntegerField(
        _("reminder after"), default=75, help_text=_("Per cent of the budget; 0: no reminder.")
    )
    head_wait = models.PositiveIntegerField(
        _("to the head after"),
        default=0,
        help_text=_("Working minutes after the deadline (seconds where the budget is in seconds)."),
    )
    leader_wait = models.PositiveIntegerField(_("to the supervising leader after"), default=240)
    general_manager_wait = models.PositiveIntegerField(_("to the general manager after"), default=960)

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits per step")
        ordering = ["step", "severity", "grade"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "step", "severity", "grade"], name="policy_rule_once"),
            models.CheckConstraint(condition=Q(reminder_share__lte=99), name="policy_rule_reminder_before_deadline"),
            models.CheckConstraint(
                condition=Q(head_wait__lte=F("leader_wait"), leader_wait__lte=F("general_manager_wait")),
                name="policy_rule_levels_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.step} {self.severity} {self.grade}".strip()
