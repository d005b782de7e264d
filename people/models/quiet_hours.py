"""Quiet hours 免打扰时段: when no mail leaves to our own people, by the clock on the reader's wall."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class QuietHours(models.Model):
    """One row, such as 22:00 to 07:00; without it mail leaves at every hour. The site itself tells at once."""

    starts = models.TimeField(_("from"), help_text=_("By the clock where the reader lives."))
    ends = models.TimeField(_("to"))

    class Meta:
        verbose_name = verbose_name_plural = _("quiet hours")
        constraints = [
            models.UniqueConstraint(
                Value(1), name="quiet_hours_one_row", violation_error_message=_("There is one row of quiet hours only.")
            ),
            models.CheckConstraint(
                condition=~Q(starts=F("ends")),
                name="quiet_hours_end",
                violation_error_message=_("Quiet hours end at another time than they begin."),
            ),
        ]

    def __str__(self):
        return f"{self.starts:%H:%M} – {self.ends:%H:%M}"

    def end_after(self, moment, zone):
        """When a mail of that moment may leave to somebody in `zone`: at once, or when the quiet hours end."""
        local = timezone.localtime(moment, zone)
        time, day = local.time(), local.date()
        over_midnight = self.starts > self.ends
        if over_midnight and time >= self.starts:
            day += timedelta(days=1)
        elif not (time < self.ends and (over_midnight or time >= self.starts)):
            return moment
        return datetime.combine(day, self.ends, zone)
