"""What the worker does for complaints."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from complaints.grading import follow_grades as follow
from complaints.mail import intake
from complaints.notice_limits import follow_notice_limits as follow_limits

logger = logging.getLogger(__name__)


@shared_task
def follow_grades():
    count = follow(timezone.now())
    if count:
        logger.info("Complaints of customers with another grade: %s", count)


@shared_task
def follow_notice_limits():
    count = follow_limits(timezone.now())
    if count:
        logger.info("Notices of claim that are due on another day: %s", count)


@shared_task
def read_mailbox():
    if settings.COMPLAINT_MAILBOX:
        counts = intake.read_mailbox(timezone.now())
        if any(counts.values()):
            logger.info("Mails to the mailbox for complaints: %s", dict(counts))
