"""What the worker does for deadlines; each task asks the database what is due, so running it twice changes nothing."""

import logging

from celery import shared_task
from django.utils import timezone

from deadlines import auditor, recomputation, reminders, resuming, scanner
from deadlines.models import Heartbeat

logger = logging.getLogger(__name__)


@shared_task
def scan_clocks():
    at = timezone.now()
    counts = scanner.scan(at)
    # Here and not in `scan`: a scan by hand as of another time says nothing about the one that runs by itself.
    Heartbeat.beat("scanner", at, **counts)
    if counts["clocks"]:
        logger.info("Scan of the clocks: %s", dict(counts))


@shared_task
def audit_clocks():
    counts = auditor.audit(timezone.now())
    if any(counts.values()):
        logger.error("Clocks that nobody watches: %s", counts)


@shared_task
def beat_worker():
    Heartbeat.beat("worker", timezone.now())


@shared_task
def recompute_clocks():
    count = recomputation.recompute_outdated(timezone.now())
    if count:
        logger.info("Clocks reckoned anew: %s", count)


@shared_task
def resume_clocks():
    resuming.resume_paused(timezone.now())


@shared_task
def remind_of_unconfirmed_year():
    reminders.remind_of_unconfirmed_year(timezone.now())
