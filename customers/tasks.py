"""What the worker does for customers."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from customers import export_writing, renewals, valuing
from customers.duplicates import scanning
from customers.importing import checking, undoing, writing
from customers.models import (
    Customer,
    CustomerMerge,
    DuplicateScan,
    ExportRun,
    GradeOverride,
    HandOver,
    ImportRun,
    ValuationRun,
)

logger = logging.getLogger(__name__)


@shared_task
def check_import(run_id):
    logger.info("Import %s checked: %s", run_id, checking.check(run_id, timezone.now()))


@shared_task
def run_import(run_id):
    logger.info("Import %s written: %s", run_id, writing.write(run_id, timezone.now()))


@shared_task
def undo_import(run_id):
    logger.info("Import %s undone: %s", run_id, undoing.undo(run_id, timezone.now()))


WORK = {
    ImportRun.State.CHECKING: check_import,
    ImportRun.State.WAITING: run_import,
    ImportRun.State.UNDOING: undo_import,
}


@shared_task
def resume_imports():
    """Take up runs that wait while the broker was down or lost their worker, and end those that it was writing."""
    at = timezone.now()
    for run in ImportRun.objects.due().order_by("pk"):
        WORK[run.state](run.pk)
    for run_id in ImportRun.objects.abandoned(at).values_list("pk", flat=True):
        with transaction.atomic():
            run = ImportRun.objects.unheld().select_related("by").abandoned(at).filter(pk=run_id).first()
            if run is not None:
                writing.fail_abandoned(run, at)
                logger.warning("Import %s lost its worker; nothing was written", run_id)


@shared_task
def value_customers(run_id):
    logger.info("Valuation %s: %s", run_id, valuing.value(run_id, timezone.now()))


@shared_task
def resume_valuations():
    """Take up the run that waits while the broker was down or lost its worker."""
    at = timezone.now()
    for run_id in list(ValuationRun.objects.waiting().values_list("pk", flat=True)):
        logger.info("Valuation %s: %s", run_id, valuing.value(run_id, at))


@shared_task
def value_month():
    """Ask for the valuation of the month that ended, unless there is one or its figures are not due yet."""
    run = ValuationRun.prepare_monthly(timezone.now())
    if run is not None:
        logger.info("Monthly valuation %s asked for", run.pk)


@shared_task
def end_overrides():
    """Give back the grades of the overrides whose last day is over."""
    ended = GradeOverride.end_run_out(timezone.now())
    if ended:
        logger.info("%s grade overrides ran out", ended)


@shared_task
def make_hand_overs_effective():
    """Move the customers of every hand-over that is accepted and whose day has come, each in a transaction of its own."""
    at = timezone.now()
    for hand_over in HandOver.objects.due(at).order_by("pk"):
        if hand_over.take_effect(at):
            logger.info("Hand-over %s is effective", hand_over.pk)


@shared_task
def ask_for_renewals():
    """Ask for the credit reviews and documents that run out soon, and those who keep the customers now."""
    asked, given = renewals.ask(timezone.now()), renewals.follow_owners()
    if asked or given:
        logger.info("%s credit reviews and documents asked for, %s given to new account managers", asked, given)


@shared_task
def find_duplicates(scan_id):
    logger.info("Search for duplicates %s: %s", scan_id, scanning.scan(scan_id, timezone.now()))


@shared_task
def resume_duplicate_scans():
    """Ask for a search where the last one is old, and take up what waits or lost its worker."""
    at = timezone.now()
    DuplicateScan.ask_again(at)
    for scan_id in list(DuplicateScan.objects.due().values_list("pk", flat=True)):
        logger.info("Search for duplicates %s: %s", scan_id, scanning.scan(scan_id, at))


@shared_task
def empty_recycle_bin():
    logger.info("Recycle bin: %s files are gone for good", Customer.empty_bin(timezone.now()))


@shared_task
def gather_late_rows():
    """What somebody was just writing to a file that was merged follows to the kept one, each in its own transaction."""
    for merge in CustomerMerge.objects.fresh(timezone.now()).order_by("pk"):
        if count := merge.gather():
            logger.info("%s late rows moved by merge %s", count, merge.pk)


@shared_task
def write_export(run_id):
    logger.info("Export %s: %s rows", run_id, export_writing.write(run_id, timezone.now()))


@shared_task
def resume_exports():
    """Take up what waits or lost its worker, and delete the files whose days are over."""
    at = timezone.now()
    for run_id in list(ExportRun.objects.due().values_list("pk", flat=True)):
        logger.info("Export %s: %s rows", run_id, export_writing.write(run_id, at))
    for run in ExportRun.objects.run_out(at):
        run.expire()
