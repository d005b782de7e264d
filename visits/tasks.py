"""What the worker does for visits; each task asks the database what is due, so running it twice changes nothing."""

import logging

from celery import shared_task
from django.utils import timezone

from visits import occasions, overdue, proposing, reminding

logger = logging.getLogger(__name__)


@shared_task
def propose_visits():
    proposed = proposing.propose(timezone.now())
    if any(proposed):
        logger.info("Visits proposed: %s, proposals lapsed: %s", *proposed)


@shared_task
def make_care_tasks():
    if made := occasions.make_tasks(timezone.now()):
        logger.info("Care tasks made: %s", made)


@shared_task
def follow_up_visits():
    counts = overdue.follow_up(timezone.now())
    if any(counts):
        logger.info("Visits that wait for their report: %s, missed: %s", *counts)


@shared_task
def remind_of_visits():
    if sent := reminding.remind(timezone.now()):
        logger.info("Reminders of visits: %s", sent)
