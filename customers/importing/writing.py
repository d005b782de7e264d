"""Writes what the check of a run found, all of it in one transaction or nothing.

The rows are compared again first: what is no longer as the person saw it becomes an error and is not written over.
"""

import pghistory
from django.db import connection, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from crm_site.attempts import attempt
from crm_site.memory import seldom_searched
from customers.importing.importers import importer_of
from customers.models import ImportRow, ImportRun
from people.messaging import language_of

State, Outcome = ImportRun.State, ImportRow.Outcome

ONE_AT_A_TIME = 0x6B68


def write(run_id, at):
    """Import the run unless somebody else does or did; returns the counts by outcome, None where nothing was done."""
    if not _begin(run_id, at):
        return None
    return attempt(
        f"Import {run_id}",
        lambda: _taken(run_id, State.RUNNING),
        lambda run: _write_as_asked(run, at),
        lambda run, _refusal: _fail(run, at),
    )


def one_at_a_time():
    """Imports are written and undone one after the other, so that two never wait for each other's rows in a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def fail_abandoned(run, at):
    """Say of a run whose worker died that nothing was imported; the caller holds its row."""
    with language_of(run.by):
        run.end(State.FAILED, at, _("The import was interrupted before its end. Nothing was imported; start it again."))


def _begin(run_id, at):
    with transaction.atomic():
        run = _taken(run_id, State.WAITING)
        if run is None:
            return False
        run.state, run.started_at = State.RUNNING, at
        run.save(update_fields=["state", "started_at"])
        return True


def _taken(run_id, state):
    return ImportRun.objects.unheld().select_related("by").filter(pk=run_id, state=state).first()


def _write_as_asked(run, at):
    """In the name and language of the person."""
    with language_of(run.by), pghistory.context(user=run.by_id, import_run=run.pk) as context:
        # Saving is also what tells the database the context, before the first COPY.
        run.history = context.id
        run.save(update_fields=["history"])
        with seldom_searched():
            totals = _write_all(run, at)
    run.end(State.DONE, at, totals=totals)
    return totals


def _fail(run, at):
    with language_of(run.by):
        message = _(
            "An error in the system stopped the import. Nothing was imported; start it again or tell your administrator."
        )
    run.end(State.FAILED, at, message)


def _write_all(run, at):
    one_at_a_time()
    importer_of(run).write(run, at)
    counted = run.rows.order_by().values_list("outcome").annotate(Count("pk"))
    return {**dict.fromkeys(Outcome.values, 0), **dict(counted)}
