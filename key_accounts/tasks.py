"""The periodic jobs of key accounts; the rules stand in `opening`."""

import logging

from celery import shared_task
from django.utils import timezone

from key_accounts import opening

logger = logging.getLogger(__name__)


@shared_task
def keep_key_accounts():
    """Give plans to who keeps the customer now; open the plans, self-reviews and reviews that are due."""
    at = timezone.now()
    jobs = (opening.follow_owners, opening.open_plans, opening.start_closings, opening.start_reviews)
    counts = {job.__name__: job(at) for job in jobs}
    logger.info("key accounts: %s", counts)
    return counts


@shared_task
def propose_key_accounts():
    """Propose customers whose revenue has reached the threshold."""
    proposed = opening.propose_by_rule(timezone.now())
    logger.info("key accounts proposed by the rule: %s", proposed)
    return proposed
