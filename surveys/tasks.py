"""What the worker does for surveys."""

import logging

from celery import shared_task
from django.utils import timezone

from surveys import mailing

logger = logging.getLogger(__name__)


@shared_task
def write_invitations():
    if written := mailing.write_due(timezone.now()):
        logger.info("Survey mails written: %s", written)
