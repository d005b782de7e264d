"""One clock 计时 for everything that can be late; its subject (a complaint's step, an owed answer, …) points at it.

    running → done | cancelled        running ⇄ paused → done | cancelled

The moments at which each level is due are reckoned when the clock starts, so that the scanner needs neither the
calendar nor the policy. `cycle` grows when the same step is done again: a second round escalates anew. `arming` grows
when the deadline of one round moves into the future again after somebody was told: then the levels tell anew.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import InvalidTransition, lock
from deadlines.counting import day_in, seconds_between
from deadlines.explanation import Explanation
from deadlines.models.clock_queries import ClockQuerySet
from deadlines.models.pausing import Pausing, shown
from deadlines.models.policy import DeadlinePolicy, PolicyRule
from deadlines.models.recomputing import Recomputing
from deadlines.models.working_calendar import WorkingCalendar
from deadlines.reckoning import reckon


class Level(models.IntegerChoices):
    """Who is told. A level that has fired is never un-fired."""

    DOER = 0, _("Reminder to the doer")
    HEAD = 1, _("Head of the responsible department")
    LEADER = 2, _("Supervising leader")
    GENERAL_MANAGER = 3, _("General manager")


class Clock(Pausing, Recomputing, models.Model):
    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    title = models.CharField(_("title"), max_length=200)
    url = models.CharField(pgettext_lazy("web", "address"), max_length=300)
    step = models.CharField(_("step"), max_length=60)
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    severity = models.CharField(_("severity"), max_length=20, blank=True)
    grade = models.CharField(_("customer grade"), max_length=2, blank=True)
    doer = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="clocks", verbose_name=_("doer")
    )
    department = models.ForeignKey(
        "people.Department", models.PROTECT, related_name="clocks", verbose_name=_("department")
    )
    # Whom the matter is about: told at no level, so that nobody watches over a complaint about themself.
    kept_from = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kept from")
    )

    budget = models.PositiveIntegerField(_("budget"))
    unit = models.CharField(_("unit"), max_length=20, choices=PolicyRule.Unit.choices)
    started_at = models.DateTimeField(_("started"))
    # Where the deadline is a moment set beforehand and not the end of a budget.
    fixed_deadline = models.DateTimeField(_("deadline set beforehand"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"))
    # A deadline in a year whose holidays are not announced yet is a guess.
    provisional = models.BooleanField(_("provisional"), default=False)
    # Moments of levels 0…3; null where a level is left out (a reminder that would come before the start).
    level_due_at = ArrayField(models.DateTimeField(null=True), size=4, verbose_name=_("moments of the levels"))
    next_level = models.PositiveSmallIntegerField(_("next level"), null=True, choices=Level.choices)
    next_due_at = models.DateTimeField(_("next level due"), null=True)
    arming = models.PositiveSmallIntegerField(_("times armed"), default=1, db_default=1)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    paused_at = models.DateTimeField(_("stands still since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    policy = models.ForeignKey(DeadlinePolicy, models.PROTECT, related_name="+", verbose_name=_("time limits"))
    policy_version = models.PositiveIntegerField(_("version of the time limits"))
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="+", verbose_name=_("working calendar"))
    calendar_version = models.PositiveIntegerField(_("version of the calendar"))

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            # The scanner's claim: an idle scan reads a page or two whatever the size of the table.
            models.Index(fields=["next_due_at", "id"], name="clock_next_due", condition=Q(state="running")),
            # "What waits for me, by deadline."
            models.Index(fields=["doer", "deadline"], name="clock_doer", condition=Q(state="running")),
            models.Index(fields=["department", "deadline"], name="clock_department", condition=Q(state="running")),
            # "What is late", wherever it waits.
            models.Index(fields=["deadline", "id"], name="clock_deadline", condition=Q(state="running")),
            # Whose time limits or calendar have been edited since.
            models.Index(fields=["policy", "policy_version"], name="clock_policy", condition=Q(state="running")),
            models.Index(fields=["calendar", "calendar_version"], name="clock_calendar", condition=Q(state="running")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_level__isnull=True, next_due_at__isnull=True)
                | Q(next_level__isnull=False, next_due_at__isnull=False),
                name="clock_next_level_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused"], ended_at__isnull=True)
                | Q(state__in=["done", "cancelled"], ended_at__isnull=False, next_due_at__isnull=True),
                name="clock_ended_is_silent",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_at__isnull=False) | ~Q(state="paused") & Q(paused_at__isnull=True),
                name="clock_paused_since",
            ),
            models.CheckConstraint(condition=Q(deadline__gte=F("started_at")), name="clock_ends_after_start"),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def start(cls, step, title, url, doer, department, at, due_at=None, **facts):
        """Start the clock of a step at `at`, by the time limits and the calendar in force.

        With `due_at` the deadline is that moment, such as the day on which plans are due, and only the levels follow the
        time limits (the budget is then 0). A moment that has passed already leaves the step its usual time. `facts` are
        severity, grade, cycle, and whom the matter is kept from.
        """
        policy, calendar = DeadlinePolicy.objects.default(), WorkingCalendar.objects.default()
        tables = {"policy": policy, "calendar": calendar}
        about = {"title": title[:200], "url": url, "doer": doer, "department": department}
        clock = cls.reckoned(step, at, due_at, **tables, **about, **facts)
        clock.save(force_insert=True)
        return clock

    @classmethod
    def reckoned(cls, step, at, due_at=None, *, policy, calendar, **facts):
        """A clock that starts at `at`, with its deadline and levels, not saved."""
        clock = cls(step=step, started_at=at, policy=policy, calendar=calendar, **facts)
        rule = policy.rule_for(step, clock.severity, clock.grade)
        clock.fixed_deadline = due_at if due_at is not None and due_at > at else None
        reckoned = reckon(rule, calendar.working_time(), at, clock.fixed_deadline)
        clock.budget, clock.unit = 0 if clock.fixed_deadline else rule.budget, rule.unit
        clock.deadline, clock.level_due_at, clock.provisional = reckoned
        clock.policy_version, clock.calendar_version = policy.version, calendar.version
        clock.await_next_level(at)
        return clock

    def complete(self, at):
        """The step is done: nobody is told any more."""
        self._end(self.State.DONE, at)

    def cancel(self, at):
        """The step need not be done any more: withdrawn, merged, or sent elsewhere."""
        self._end(self.State.CANCELLED, at)

    @transaction.atomic
    def _end(self, state, at):
        # The scanner locks the same row, so that a level fires before the end or not at all.
        lock(self)
        self._expect_open()
        if self.paused_at:
            self.resume(at)
        self.state, self.ended_at, self.next_level, self.next_due_at = state, at, None, None
        self.save(update_fields=["state", "ended_at", "next_level", "next_due_at"])

    def _expect_open(self):
        if self.ended_at:
            raise InvalidTransition(
                gettext("“%(title)s” ended at %(moment)s already.") % {"title": self, "moment": shown(self.ended_at)}
            )

    @transaction.atomic
    def give_to(self, doer, department):
        """Somebody else is to do it from now on, by the same deadline; what was told stays told, and the levels to come
        go to the posts of that department."""
        lock(self)
        if self.ended_at is None:
            self.doer, self.department = doer, department
            self.save(update_fields=["doer", "department"])

    def moments(self):
        """Each level that this clock has, with the moment at which it is due."""
        return [(level, self.level_due_at[level]) for level in Level if self.level_due_at[level]]

    def due_levels(self, at):
        """The levels not fired yet whose moment has come, with that moment."""
        if self.next_level is None:
            return []
        return [(level, due_at) for level, due_at in self.moments() if level >= self.next_level and due_at <= at]

    def await_next_level(self, at):
        """Wait for the first level whose moment lies after `at`; all before it are fired or left out."""
        waiting = ((level, due_at) for level, due_at in self.moments() if due_at > at)
        self.next_level, self.next_due_at = next(waiting, (None, None))

    def remaining_working_seconds(self, at):
        """Time left until the deadline, negative when it has passed, as the budget is counted; it stands still with
        the clock.

        Lists load the calendar with the clock: `select_related("clock__calendar")`.
        """
        return self.working_seconds(self.paused_at or at, self.deadline)

    def working_seconds(self, start, end):
        """From `start` to `end` in the time that the budget is counted in."""
        return seconds_between(start, end, self.unit, self.calendar)

    def worked_seconds(self):
        """Working time from the start to the end, without pauses, however the budget is counted."""
        between = self.calendar.working_time().between
        paused = sum(between(pause.started_at, pause.ended_at) for pause in self.pauses.all())
        return between(self.started_at, self.ended_at) - paused

    @property
    def day(self):
        """Seconds of a day, for telling a long time in days."""
        return day_in(self.unit, self.calendar)

    def explanation(self):
        """Why the deadline is what it is, step by step."""
        return Explanation(self, self.calendar.working_time())
