"""A list that somebody takes away as Excel; a worker writes it.

    waiting → running → ready → expired        running → waiting (its worker died)
                 ↓
              failed

The file is there when all of it is written, for its person alone, and is deleted after seven days.
"""

import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.celery import nudge
from crm_site.spreadsheets import CONTENT_TYPE
from crm_site.workflow import lock
from customers.exporting import EXPORTS
from customers.models.disclosure import Disclosure
from people.messaging import Message, language_of, post

KEPT = timedelta(days=7)
# A worker says more often than this that it is alive.
WORKER_GRACE = timedelta(minutes=5)
ATTEMPTS = 3
LONGEST_QUERY = 8_000


class ExportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only one's own."""
        return self.filter(by=user)

    def due(self):
        """Those that wait, and those whose worker has not been heard of for a while."""
        silent = Q(state=ExportRun.State.RUNNING, heard_at__lt=Now() - WORKER_GRACE)
        return self.filter(Q(state=ExportRun.State.WAITING) | silent)

    def run_out(self, at):
        return self.filter(state=ExportRun.State.READY, finished_at__lt=at - KEPT)


def storage_name(run, attempt):
    """Where a file lies under the media root; what a worker that died has left there is found by its name as well."""
    return f"exports/{run.created_at:%Y/%m}/{run.submission_key.hex}-{attempt}"


class ExportRun(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("export", "Waiting for its turn")
        RUNNING = "running", pgettext_lazy("export", "Being written")
        READY = "ready", pgettext_lazy("export", "Ready")
        FAILED = "failed", pgettext_lazy("export", "Not written")
        EXPIRED = "expired", pgettext_lazy("export", "Deleted after seven days")

    BADGES = {State.READY: "badge-good", State.FAILED: "badge-bad", State.EXPIRED: "badge-plain"}

    kind = models.CharField(_("list"), max_length=20)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("asked for by"))
    # The filter as the address of the list has it, and in words.
    query = models.TextField(_("filter"), blank=True, max_length=LONGEST_QUERY)
    chosen = models.TextField(_("filter in words"), blank=True)
    columns = models.JSONField(_("columns"), default=list)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    file = models.FileField(_("file"), upload_to=storage_name, blank=True, max_length=200)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    created_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    # The worker's own clock: when it last said how far it has come.
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # A form sent twice asks for one file.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ExportRunQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "export")
        verbose_name_plural = _("exports")
        indexes = [
            # The periodic job; an idle one reads an index of a week's exports.
            models.Index(fields=["id"], condition=~Q(state__in=["failed", "expired"]), name="export_run_at_work"),
        ]

    def __str__(self):
        return str(self.label)

    def get_absolute_url(self):
        return reverse("customers:export_detail", args=[self.pk])

    @staticmethod
    def can_be_listed_by(user):
        """Whoever may export any list."""
        return any(kind.may(user) for kind in EXPORTS.values())

    @property
    def label(self):
        return EXPORTS[self.kind].label

    @property
    def name(self):
        """What the file is called where it is saved."""
        return f"{self.label} {self.created_at:%Y-%m-%d}.xlsx"

    @property
    def content_type(self):
        return CONTENT_TYPE

    @property
    def badge(self):
        return self.BADGES.get(self.state, "badge-info")

    @property
    def is_at_work(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_ready(self):
        return self.state == self.State.READY

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def kept_until(self):
        return self.finished_at + KEPT

    @classmethod
    @transaction.atomic
    def ask(cls, by, at, submission_key, kind, query="", columns=()):
        """Have the list `kind`, narrowed by the query string, written to Excel; the same key asks for one file."""
        from customers.tasks import write_export

        if not EXPORTS[kind].may(by):
            raise PermissionDenied
        values = {"kind": kind, "query": query, "columns": list(columns), "created_at": at}
        run, created = cls.objects.get_or_create(by=by, submission_key=submission_key, defaults=values)
        if created:
            nudge(write_export, run.pk)
        return run

    def sheet(self, at):
        """What the person may see of the list now."""
        kind = EXPORTS[self.kind]
        if not (self.by.is_active and kind.may(self.by)):
            raise PermissionDenied
        return kind.opened(self.by, QueryDict(self.query), self.columns, at)

    @transaction.atomic
    def claim(self, at):
        """Take it up for this worker; False where another one has it. What ends its worker is not tried for ever."""
        taken = ExportRun.objects.due().select_for_update(skip_locked=True).filter(pk=self.pk).first()
        if taken is None:
            return False
        lock(self, "by")
        if self.attempts >= ATTEMPTS:
            self.fail(at)
            return False
        ExportRun.objects.filter(pk=self.pk).update(
            state=self.State.RUNNING, attempts=F("attempts") + 1, heard_at=Now(), done=0
        )
        self.attempts += 1
        return True

    def report(self, done, total):
        """How far it has come, and that its worker is alive."""
        ours = ExportRun.objects.filter(pk=self.pk, state=self.State.RUNNING, attempts=self.attempts)
        ours.update(done=done, total=total, heard_at=Now())

    @transaction.atomic
    def finish(self, file, rows, chosen, at):
        """Give the whole file to its person; nothing where another worker has taken the run over meanwhile."""
        if not self._is_held():
            return False
        self.file.save(str(self.attempts), file, save=False)
        self.state, self.chosen, self.finished_at = self.State.READY, chosen, at
        self.done, self.total, self.size = rows, rows, file.size
        self.save(update_fields=["file", "size", "state", "chosen", "finished_at", "done", "total"])
        with language_of(self.by):
            Disclosure.exported(self.by, at, self.label, rows, chosen)
            text = ngettext(
                "%(rows)d row. The file is kept for seven days.",
                "%(rows)d rows. The file is kept for seven days.",
                rows,
            )
            self._tell(gettext("The Excel file is ready: %(list)s"), text % {"rows": rows}, at)
        return True

    @transaction.atomic
    def fail(self, at):
        """Say that it did not work; nothing of the file is kept."""
        if not self._is_held():
            return
        self.state, self.finished_at = self.State.FAILED, at
        self.save(update_fields=["state", "finished_at"])
        with language_of(self.by):
            again = gettext("It could not be written. Ask for it once more, perhaps for fewer rows.")
            self._tell(gettext("There is no Excel file: %(list)s"), again, at)

    def _is_held(self):
        """Locks the row; whether the worker that claimed this attempt still has it."""
        attempt = self.attempts
        lock(self, "by")
        return self.state == self.State.RUNNING and self.attempts == attempt

    def expire(self):
        """Delete the file, and what a worker that died may have left of it."""
        for attempt in range(1, self.attempts + 1):
            self.file.storage.delete(storage_name(self, attempt))
        self.state, self.file = self.State.EXPIRED, ""
        self.save(update_fields=["state", "file"])

    def _tell(self, title, body, at):
        key = f"export:{self.pk}:{self.state}"
        post([Message(self.by, key, title % {"list": self.label}, body, self.get_absolute_url())], at)
