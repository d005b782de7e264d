"""One import of an Excel of customers, of what belongs to them or of old complaints, from the upload to the undo.

    uploaded → checking → checked → waiting → running → done ⇄ undoing → undone
                  ↓          ↓                   ↓
               refused    checking (other     failed (nothing was written) → waiting
                          columns)

All of a run is written in one transaction, and so is all of its undoing: a worker that dies leaves nothing, and its row
lock tells that it is gone.
"""

import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm_site.celery import nudge
from crm_site.workflow import InvalidTransition
from people.messaging import Message, language_of, post

# From taking up a run to locking its row a worker needs milliseconds; one without a lock after this time is gone.
WORKER_GRACE = timedelta(minutes=1)


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who uploaded it, and those who see everything; nobody whose role does not import."""
        from customers.importing.importers import kinds_for

        runs = self.filter(kind__in=kinds_for(user))
        return runs if user.sees_all else runs.filter(by=user)

    def for_list(self):
        return self.select_related("by").order_by("-created_at", "-id")

    def unheld(self):
        """Locks the rows and leaves out those that a worker holds; rows that refer to a run may still be written."""
        return self.select_for_update(of=("self",), no_key=True, skip_locked=True)

    def due(self):
        """Runs whose work has not begun, or began with a worker that left the row unlocked."""
        return self.filter(state__in=[ImportRun.State.CHECKING, ImportRun.State.WAITING, ImportRun.State.UNDOING])

    def abandoned(self, at):
        """Runs being imported for a while; one that is also unheld has lost its worker."""
        return self.filter(state=ImportRun.State.RUNNING, started_at__lt=at - WORKER_GRACE)


class ImportRun(models.Model):
    class Kind(models.TextChoices):
        CUSTOMERS = "customers", _("Customers")
        CONTACTS = "contacts", _("Contacts")
        ADDRESSES = "addresses", _("Addresses")
        LOG = "log", _("Contact log")
        CREDIT = "credit", _("Credit reviews")
        FIGURES = "figures", _("Monthly figures")
        COMPLAINTS = "complaints", _("Complaints of an older register")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be confirmed")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        REFUSED = "refused", _("Not readable")
        WAITING = "waiting", _("Waiting for its turn")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Stopped, nothing imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    # What a person may decide, and in which states.
    MOVES = {
        State.CHECKING: {State.UPLOADED, State.CHECKED, State.REFUSED, State.FAILED},
        State.WAITING: {State.CHECKED, State.FAILED},
        State.UNDOING: {State.DONE},
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CUSTOMERS)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="import_runs", verbose_name=_("by"))
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    original_name = models.CharField(_("file name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    # {column index as text: field key}, and what holds for the whole file; see customers/importing/importer.py
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    # The first rows as text, to recognise the columns by.
    sample = models.JSONField(default=list)
    # Counts by outcome of the rows, and what was noticed of the file as a whole.
    totals = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    # A file sent twice makes one run.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # How often a worker began the check or the undoing: what ends its worker is not tried for ever.
    attempts = models.PositiveSmallIntegerField(default=0)
    # The context under which the database keeps the history of all that this run wrote.
    history = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            # The list of imports of a kind, newest first.
            models.Index(fields=["kind", "-created_at", "-id"], name="import_run_recent"),
            # The periodic job; an idle one reads an empty index.
            models.Index(
                fields=["id"],
                name="import_run_at_work",
                condition=models.Q(state__in=["checking", "waiting", "running", "undoing"]),
            ),
        ]

    def __str__(self):
        return self.original_name

    def get_absolute_url(self):
        return reverse("customers:import_detail", args=[self.pk])

    @property
    def list_url(self):
        return reverse(self.importer.list_url_name)

    @property
    def importer(self):
        from customers.importing.importers import importer_of

        return importer_of(self)

    @property
    def is_at_work(self):
        return self.state in (self.State.CHECKING, self.State.WAITING, self.State.RUNNING, self.State.UNDOING)

    @property
    def counts(self):
        """How many rows have each outcome."""
        return {outcome: self.totals.get(outcome, 0) for outcome in ImportRow.Outcome.values}

    @property
    def writable_rows(self):
        return self.counts[ImportRow.Outcome.NEW] + self.counts[ImportRow.Outcome.CHANGED]

    @property
    def badge(self):
        """The class in which the state is shown."""
        if self.state in (self.State.REFUSED, self.State.FAILED):
            return "badge-bad"
        return {self.State.DONE: "badge-good", self.State.UNDONE: "badge-plain"}.get(self.state, "badge-info")

    def can_be_decided_by(self, user):
        """Columns and confirmation are the uploader's: the file is compared with what that person may write."""
        return user == self.by and self.importer.can_be_used_by(user)

    def can_be_undone_by(self, user):
        return self.importer.can_be_used_by(user) and (user.sees_all or user == self.by)

    @transaction.atomic
    def start_check(self, by, mapping, at, options=None):
        """Have the file compared with what is on file, as `mapping` {column index as text: field key} says."""
        from customers.tasks import check_import

        self._take(by, self.State.CHECKING, self.can_be_decided_by(by))
        self.state, self.attempts, self.message = self.State.CHECKING, 0, ""
        self.mapping, self.options = mapping, self.options | (options or {})
        self.started_at, self.finished_at = at, None
        self.save(update_fields=["state", "mapping", "options", "attempts", "message", "started_at", "finished_at"])
        ImportProgress.objects.update_or_create(run=self, defaults={"done": 0, "total": 0})
        nudge(check_import, self.pk)

    @transaction.atomic
    def confirm(self, by, at):
        """Have everything that the check found new or changed written."""
        from customers.tasks import run_import

        self._take(by, self.State.WAITING, self.can_be_decided_by(by))
        self.state, self.started_at, self.finished_at, self.message = self.State.WAITING, at, None, ""
        self.save(update_fields=["state", "started_at", "finished_at", "message"])
        ImportProgress.objects.update_or_create(run=self, defaults={"done": 0, "total": 0})
        nudge(run_import, self.pk)

    @transaction.atomic
    def start_undo(self, by, at):
        """Have everything that the run wrote taken back."""
        from customers.tasks import undo_import

        self._take(by, self.State.UNDOING, self.can_be_undone_by(by))
        self.state, self.undone_by, self.undone_at = self.State.UNDOING, by, at
        self.attempts, self.message = 0, ""
        self.save(update_fields=["state", "undone_by", "undone_at", "attempts", "message"])
        ImportProgress.objects.update_or_create(run=self, defaults={"done": 0, "total": 0})
        nudge(undo_import, self.pk)

    def end(self, state, at, message="", totals=None):
        """The worker's last word: the new state, and a message to who uploaded the file, in one transaction."""
        self.state, self.finished_at, self.message = state, at, message
        self.totals = {**self.totals, **(totals or {})}
        self.save(update_fields=["state", "finished_at", "message", "totals", "history"])
        with language_of(self.by):
            counted = gettext("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(error)d with errors.")
            self._tell(self.by, self.get_state_display(), message or counted % self.counts, at)

    def end_undo(self, at, refusal=""):
        """The worker's last word on an undoing: undone or, with the reason, still imported; told to who asked for it."""
        asked_by = self.undone_by
        if refusal:
            self.state, self.undone_by, self.undone_at = self.State.DONE, None, None
        else:
            self.state, self.undone_at = self.State.UNDONE, at
        self.message = refusal
        self.save(update_fields=["state", "undone_by", "undone_at", "message"])
        with language_of(asked_by):
            outcome = gettext("Not undone") if refusal else self.get_state_display()
            done = gettext("What this import had opened is gone, what it had changed is as before.")
            self._tell(asked_by, outcome, refusal or done, at)

    def _tell(self, person, outcome, body, at):
        title = gettext("%(file)s: %(state)s") % {"file": self.original_name, "state": outcome}
        key = f"import:{self.pk}:{self.state}:{at.isoformat()}"
        post([Message(person, key, title, body, self.get_absolute_url())], at)

    def _take(self, by, target, allowed):
        """Lock the row for a person's decision; one that a worker holds is being imported or checked."""
        if not allowed:
            raise PermissionDenied
        try:
            self.refresh_from_db(from_queryset=ImportRun.objects.unheld())
            held = False
        except ImportRun.DoesNotExist:
            self.refresh_from_db()
            held = True
        if held or self.state not in self.MOVES[target]:
            raise InvalidTransition(self._refusal())

    def _refusal(self):
        since = self.undone_at or self.finished_at or self.started_at or self.created_at
        return gettext("%(file)s by %(person)s is meanwhile “%(state)s” (since %(time)s).") % {
            "file": self.original_name,
            "person": self.undone_by or self.by,
            "state": self.get_state_display(),
            "time": formats.date_format(timezone.localtime(since), "DATETIME_FORMAT"),
        }


class ImportProgress(models.Model):
    """How far a worker has come; apart from the run, whose row the worker keeps locked until it ends."""

    run = models.OneToOneField(ImportRun, models.CASCADE, primary_key=True, related_name="progress")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0


class ImportRow(models.Model):
    """One row of the file: what the dry run found, and after the import what was written."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        ERROR = "error", _("Error")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row in the file"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    customer = models.ForeignKey("customers.Customer", models.SET_NULL, null=True, related_name="+")
    # Cleaned values by field; {field: [from, to]} of what changes; {field: message} of what is wrong; the cells as read.
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    cells = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [
            # The dry-run and result pages, one outcome at a time.
            models.Index(fields=["run", "outcome", "number"], name="import_row_outcome"),
        ]
