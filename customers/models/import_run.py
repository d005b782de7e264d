"""One import of an Excel of customers, from the upload to the undo.

    uploaded → checking → checked → waiting → running → done → undone
                  ↓                              ↓
                refused                        failed (nothing was written)

All of a run is written in one transaction: a worker that dies leaves nothing, and its row lock tells that it is gone.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who uploaded it, and those who see everything."""
        return self if user.sees_all else self.filter(by=user)

    def for_list(self):
        return self.select_related("by").order_by("-created_at", "-id")


class ImportRun(models.Model):
    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be confirmed")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        REFUSED = "refused", _("Not readable")
        WAITING = "waiting", _("Waiting for its turn")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Stopped, nothing imported")
        UNDONE = "undone", _("Undone")

    by = models.ForeignKey("people.User", models.PROTECT, related_name="import_runs", verbose_name=_("by"))
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    original_name = models.CharField(_("file name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    # {column index as text: field key}; see customers/importing/headers.py
    mapping = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    # Counts by outcome of the rows, and what was noticed of the file as a whole.
    totals = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    created_at = models.DateTimeField(_("uploaded"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            # The list of imports, newest first.
            models.Index(fields=["-created_at", "-id"], name="import_run_recent"),
        ]

    def __str__(self):
        return self.original_name


class ImportProgress(models.Model):
    """How far a worker has come; apart from the run, whose row the worker keeps locked until it ends."""

    run = models.OneToOneField(ImportRun, models.CASCADE, primary_key=True, related_name="progress")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)


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
