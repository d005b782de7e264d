"""What the worker does for complaints."""

import logging

from celery import shared_task
from django.utils import timezone

from complaints.grading import follow_grades as follow

logger = logging.getLogger(__name__)


@shared_task
def follow_grades():
    count = follow(timezone.now())
    if count:
        logger.info("Complaints of customers with another grade: %s", count)
