"""What the scanner recorded, and the beats by which the status page knows that it lives."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deadlines.models.clock import Clock, Level


class EscalationEvent(models.Model):
    """Clock × arming × level × recipient, once: the database refuses a second one."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="events", verbose_name=_("clock"))
    # Which arming of the clock's levels it belongs to.
    arming = models.PositiveSmallIntegerField(_("times armed"), default=1, db_default=1)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    recipient = models.ForeignKey(
        "people.User", models.PROTECT, related_name="escalations", verbose_name=pgettext_lazy("escalation", "recipient")
    )
    due_at = models.DateTimeField(_("due"))
    fired_at = models.DateTimeField(_("recorded"))
    # How long after its moment the level was recorded: the scanner's lateness, in seconds.
    late_seconds = models.PositiveIntegerField(_("seconds late"))
    reason = models.CharField(_("reason"), max_length=600)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["-fired_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "arming", "level", "recipient"], name="escalation_once"),
            models.CheckConstraint(condition=models.Q(fired_at__gte=models.F("due_at")), name="escalation_not_early"),
        ]
        indexes = [
            # The list in admin, newest first.
            models.Index(fields=["-fired_at", "-id"], name="escalation_list"),
        ]

    def __str__(self):
        return self.reason


class Heartbeat(models.Model):
    """The last sign of life of a background process, such as "worker" or "scanner"."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("last beat"))
    # What it did last, for the status page: counts, or the reason for an alarm.
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self):
        return self.name

    @classmethod
    def beat(cls, name, at, **report):
        """Note that `name` is alive at `at`."""
        cls.objects.update_or_create(name=name, defaults={"at": at, "report": report})
