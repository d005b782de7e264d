"""A search through all customer files for those that may stand there twice; a worker does it.

waiting → running → done | failed        running → waiting (its worker died)
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.celery import nudge
from crm_site.workflow import InvalidTransition
from people.models import Role

# A worker says more often than this that it is alive.
WORKER_GRACE = timedelta(minutes=5)
ATTEMPTS = 3
# The periodic job looks for duplicates again when the last search is older.
EVERY = timedelta(days=1)


class DuplicateScanQuerySet(models.QuerySet):
    def at_work(self):
        return self.filter(state__in=[DuplicateScan.State.WAITING, DuplicateScan.State.RUNNING])

    def due(self):
        """Those that wait, and those whose worker has not been heard of for a while."""
        silent = Q(state=DuplicateScan.State.RUNNING, heard_at__lt=Now() - WORKER_GRACE)
        return self.filter(Q(state=DuplicateScan.State.WAITING) | silent)


class DuplicateScan(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        RUNNING = "running", _("At work")
        DONE = "done", pgettext_lazy("search for duplicates", "Done")
        FAILED = "failed", _("Stopped, nothing changed")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    # Empty: the periodic job, or the command.
    by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    created_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # The worker's own clock: when it last said how far it has come.
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # {"files": compared, "proposed": open pairs, "new": of them found now}
    counts = models.JSONField(default=dict)

    objects = DuplicateScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        constraints = [
            # Two people who press the button at once ask for one search.
            models.UniqueConstraint(
                Value(1), condition=Q(state__in=["waiting", "running"]), name="duplicate_scan_one_at_a_time"
            ),
        ]

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def is_at_work(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @staticmethod
    def can_be_started_by(user):
        """All files are compared, and a supervisor finds what concerns their people."""
        return user.role in (Role.ANALYST, Role.SUPERVISOR)

    @classmethod
    def start(cls, by, at):
        """Have all files compared; a worker does it."""
        if not cls.can_be_started_by(by):
            raise PermissionDenied
        return cls.ask(by, at)

    @classmethod
    def ask(cls, by, at):
        from customers.tasks import find_duplicates

        try:
            with transaction.atomic():
                scan = cls.objects.create(by=by, created_at=at)
                nudge(find_duplicates, scan.pk)
                return scan
        except IntegrityError:
            raise InvalidTransition(gettext("The files are being compared already.")) from None

    @classmethod
    def ask_again(cls, at):
        """For the periodic job: where none is at work and the last one is old."""
        if cls.objects.filter(Q(created_at__gt=at - EVERY) | Q(state__in=["waiting", "running"])).exists():
            return None
        try:
            return cls.ask(None, at)
        except InvalidTransition:
            # Somebody pressed the button this very moment.
            return None

    def claim(self):
        """Take it up for this worker; False where another one has it. What ends its worker is not tried for ever."""
        with transaction.atomic():
            taken = DuplicateScan.objects.due().select_for_update(skip_locked=True).filter(pk=self.pk).first()
            if taken is None:
                return False
            state = self.State.RUNNING if taken.attempts < ATTEMPTS else self.State.FAILED
            facts = {"attempts": F("attempts") + 1, "heard_at": Now()}
            DuplicateScan.objects.filter(pk=self.pk).update(state=state, **facts)
        return state == self.State.RUNNING

    def report(self, done, total):
        """How far it has come, and that its worker is alive."""
        DuplicateScan.objects.filter(pk=self.pk).update(done=done, total=total, heard_at=Now())

    def end(self, state, at, **counts):
        self.state, self.finished_at, self.counts = state, at, counts
        self.save(update_fields=["state", "finished_at", "counts"])
