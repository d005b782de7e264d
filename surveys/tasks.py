"""What the worker does for surveys."""

import logging

from celery import shared_task
from django.utils import timezone

from surveys import mailing
from surveys.models import ResultSnapshot, Wave

logger = logging.getLogger(__name__)


@shared_task
def write_invitations():
    if written := mailing.write_due(timezone.now()):
        logger.info("Survey mails written: %s", written)


@shared_task
def compute_results(wave_id):
    """Reckon the results of one wave that somebody asked for."""
    snapshot = ResultSnapshot.compute(Wave.objects.select_related("questionnaire").get(pk=wave_id), timezone.now())
    if snapshot:
        logger.info("Results of wave %s computed in %s s", wave_id, snapshot.seconds)


@shared_task
def compute_due_results():
    """Those asked for while the broker was down, of waves that closed, and of running ones with new answers."""
    for wave_id in ResultSnapshot.objects.due(timezone.now()):
        compute_results(wave_id)
