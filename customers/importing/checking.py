"""The dry run: reads the file of a run, compares it with what is on file and keeps what it found, row by row."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from crm_site.attempts import attempt
from crm_site.memory import seldom_searched
from customers.importing.copying import copy_values
from customers.importing.errors import UnreadableFile
from customers.importing.importers import importer_of
from customers.importing.progress import in_batches
from customers.importing.receiving import opened, read
from customers.models import ImportRow, ImportRun
from people.messaging import language_of

State = ImportRun.State

ATTEMPTS = 3


def check(run_id, at):
    """Check the run unless somebody else does or did; returns the counts by outcome, None where nothing was done."""
    if not _begin(run_id, at):
        return None
    return attempt(
        f"The check of import {run_id}",
        lambda: _taken(run_id),
        lambda run: _compare(run, at),
        lambda run, refusal: _refuse(run, refusal, at),
        refusals=UnreadableFile,
    )


def _begin(run_id, at):
    """Count the attempt before it is made, because the file itself may end the worker."""
    with transaction.atomic():
        run = _taken(run_id)
        if run is None:
            return False
        if run.attempts >= ATTEMPTS:
            with language_of(run.by):
                message = _(
                    "The check was started %(count)d times and never finished. Split the file, or tell your administrator."
                )
            run.end(State.REFUSED, at, message % {"count": run.attempts})
            return False
        run.attempts += 1
        run.save(update_fields=["attempts"])
        return True


def _taken(run_id):
    return ImportRun.objects.unheld().select_related("by").filter(pk=run_id, state=State.CHECKING).first()


def _refuse(run, refusal, at):
    with language_of(run.by):
        message = _("An error in the system stopped the check. Nothing was imported; tell your administrator.")
    run.end(State.REFUSED, at, str(refusal or message))


def _compare(run, at):
    with language_of(run.by), seldom_searched():
        totals = _compare_all(run, at)
    run.end(State.CHECKED, at, totals=totals)
    return totals


def _compare_all(run, at):
    importer = importer_of(run)
    with opened(run) as file:
        dry_run = importer.dry_run(run, read(file, run.original_name, importer), at)
    run.rows.all().delete()
    totals = Counter(dict.fromkeys(ImportRow.Outcome.values, 0))
    for batch in in_batches(run, dry_run.rows):
        found = dry_run.compare(batch)
        copy_values(ImportRow, found)
        totals.update(row["outcome"] for row in found)
    return dict(totals)
