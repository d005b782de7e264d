"""What the worker does for people."""

import logging

from celery import shared_task
from django.utils import timezone

from people import sending

logger = logging.getLogger(__name__)


@shared_task
def send_outbox():
    counts = sending.send_due(timezone.now())
    if any(counts.values()):
        logger.info("Outbox: %s", dict(counts))
