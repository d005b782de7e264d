"""Reckoning a running clock anew: another severity or grade, other time limits, another calendar, a pause.

Levels that have fired stay as they were; the others move. Where the deadline then lies in the future again although
somebody was told already, the levels are armed once more and tell anew.
"""

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import lock
from deadlines.models.policy import DeadlinePolicy, Severity
from deadlines.models.working_calendar import WorkingCalendar
from deadlines.reckoning import Stretch, reckon

RECKONED = (
    *("severity", "grade", "budget", "unit", "deadline", "provisional", "level_due_at", "next_level", "next_due_at"),
    *("arming", "state", "paused_at", "policy_version", "calendar_version"),
)


class Yardstick:
    """The time limits and calendars by which clocks are reckoned, each read once for a whole run.

    Versions are read before the rows: an edit in between leaves a clock with the older version, to be found again.
    """

    def __init__(self):
        self.policies = DeadlinePolicy.objects.in_bulk()
        self.calendars = WorkingCalendar.objects.in_bulk()
        self.rules = {}

    def rule(self, clock):
        key = clock.policy_id, clock.step, clock.severity, clock.grade
        if key not in self.rules:
            self.rules[key] = self.policies[clock.policy_id].rule_for(*key[1:])
        return self.rules[key]


class Recomputing:
    """For `Clock`; every method here is called with its row locked, or locks it."""

    @transaction.atomic
    def reassess(self, at, **facts):
        """The subject has another `severity` or `grade` now: reckon the deadline and the levels to come by it."""
        lock(self)
        if self.ended_at is None:
            self.take_on(facts, at, Yardstick())

    def take_on(self, facts, at, yardstick):
        changed = {name: [getattr(self, name), value] for name, value in facts.items() if getattr(self, name) != value}
        if changed:
            for name, value in facts.items():
                setattr(self, name, value)
            self.reckon_anew(at, ClockChange.Cause.FACTS, yardstick, changed)

    def reckon_anew(self, at, cause, yardstick=None, facts=None):
        """Reckon everything anew as of `at`, and note in the clock's history where the deadline moved."""
        before, fired = self.deadline, self.fired_levels
        reckoned = self._measure(yardstick or Yardstick())
        is_rearmed = bool(fired) and cause != ClockChange.Cause.PAUSE and before != reckoned.deadline > at
        if is_rearmed:
            self.arming += 1
        self._await_anew(reckoned, at, first=0 if is_rearmed or not fired else fired[-1] + 1)
        self.save(update_fields=RECKONED)
        if reckoned.deadline != before:
            moved = {"deadline_before": before, "deadline_after": reckoned.deadline, "is_rearmed": is_rearmed}
            self.changes.create(at=at, cause=cause, facts=facts or {}, **moved)

    @property
    def fired_levels(self):
        """Those told since the levels were armed last."""
        return [level for level, _due_at in self.moments() if self.next_level is None or level < self.next_level]

    def _measure(self, yardstick):
        policy, calendar = yardstick.policies[self.policy_id], yardstick.calendars[self.calendar_id]
        rule = yardstick.rule(self)
        self.budget, self.unit = 0 if self.fixed_deadline else rule.budget, rule.unit
        self.policy_version, self.calendar_version = policy.version, calendar.version
        pauses = [Stretch(pause.started_at, pause.ended_at) for pause in self.pauses.all() if pause.ended_at]
        return reckon(rule, calendar.working_time(), self.started_at, self.fixed_deadline, pauses)

    def _await_anew(self, reckoned, at, first):
        """Levels from `first` on move; what should have been told before `at` by the new reckoning is due at once."""
        moved = [
            new if new is None or new == old else max(new, at)
            for old, new in zip(self.level_due_at, reckoned.level_due_at, strict=True)
        ]
        self.deadline, self.provisional = reckoned.deadline, reckoned.provisional
        self.level_due_at = self.level_due_at[:first] + moved[first:]
        waiting = ((level, due_at) for level, due_at in self.moments() if level >= first)
        self.next_level, self.next_due_at = next(waiting, (None, None))


class ClockChange(models.Model):
    """A deadline that moved: when, why, from where to where."""

    class Cause(models.TextChoices):
        FACTS = "facts", _("Severity or grade")
        LIMITS = "limits", _("The time limits were changed")
        CALENDAR = "calendar", _("The working calendar was changed")
        PAUSE = "pause", _("The pause ended")

    clock = models.ForeignKey("deadlines.Clock", models.CASCADE, related_name="changes", verbose_name=_("clock"))
    at = models.DateTimeField(_("at"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    # {"severity": [before, after], "grade": [before, after]}, where they changed.
    facts = models.JSONField(default=dict)
    deadline_before = models.DateTimeField(_("deadline before"))
    deadline_after = models.DateTimeField(_("deadline after"))
    # Somebody had been told already; since then the levels tell anew.
    is_rearmed = models.BooleanField(_("levels begin anew"), default=False)

    class Meta:
        verbose_name = _("moved deadline")
        verbose_name_plural = _("moved deadlines")
        ordering = ["at", "id"]

    def __str__(self):
        return self.reason

    @property
    def reason(self):
        """The cause in words, with what changed of the subject: "severity Normal → Critical"."""
        told = []
        if "severity" in self.facts:
            before, after = (Severity(value).label if value else "–" for value in self.facts["severity"])
            told.append(gettext("severity %(before)s → %(after)s") % {"before": before, "after": after})
        if "grade" in self.facts:
            before, after = (value or "–" for value in self.facts["grade"])
            told.append(gettext("customer grade %(before)s → %(after)s") % {"before": before, "after": after})
        return " · ".join(told) or self.get_cause_display()
