"""Takes a run back: its new customers go, its changes are reversed. Only while nobody edited what it wrote.

What the run wrote stands in the history that the database keeps, under the run's own context.
"""

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from crm_site.attempts import attempt
from customers.importing.errors import EditedSince
from customers.importing.importers import importer_of
from customers.importing.writing import one_at_a_time
from customers.models import ImportRun
from people.messaging import language_of

State = ImportRun.State


def undo(run_id, at):
    """Undo the run unless somebody else does or did; True where it is undone.

    Refused with the names of the customers that were edited since, and after a worker that died; then all stays.
    """
    if not _begin(run_id, at):
        return False
    done = attempt(
        f"The undoing of import {run_id}",
        lambda: _taken(run_id),
        lambda run: _take_back(run, at),
        lambda run, refusal: _keep(run, refusal, at),
        refusals=EditedSince,
    )
    return done is not None


@transaction.atomic
def _begin(run_id, at):
    """Count the attempt before it is made; one that was begun before has lost its worker."""
    run = _taken(run_id)
    if run is None:
        return False
    if run.attempts:
        with language_of(run.undone_by):
            message = _("The undoing was interrupted before its end. Nothing was taken back; start it again.")
        run.end_undo(at, message)
        return False
    run.attempts = 1
    run.save(update_fields=["attempts"])
    return True


def _taken(run_id):
    runs = ImportRun.objects.unheld().select_related("by", "undone_by")
    return runs.filter(pk=run_id, state=State.UNDOING).first()


def _take_back(run, at):
    with language_of(run.undone_by), pghistory.context(user=run.undone_by_id, import_undone=run.pk):
        one_at_a_time()
        importer_of(run).undo(run, at)
    run.end_undo(at)
    return run


def _keep(run, refusal, at):
    """Back to imported, with the reason."""
    with language_of(run.undone_by):
        message = _("An error in the system stopped the undoing. Nothing was taken back; tell your administrator.")
    run.end_undo(at, str(refusal or message))
