"""Visits of any number of customers, to be copied: some made in the last months, some planned for the coming weeks."""

from datetime import timedelta

from crm_site.seeding.copying import copy
from crm_site.seeding.encounters import ENCOUNTERS
from visits.models import Visit

COLUMNS = (
    *("customer_id", "owner_id", "state", "planned_at", "purpose", "place", "reason", "refusal", "summary", "attitude"),
    *("next_step", "next_step_text", "needs", "problems", "competitor_news", "reported_at", "reported_by_id"),
    *("created_at", "changed_by_id", "changed_at", "submission_key"),
)
DAYS_BACK, DAYS_AHEAD = 270, 30
MADE = 3
PLANNED_SHARE = 0.15


def add_visits(customers, random, at):
    """For `customers`, rows with id and owner_id; who is in the public pool is visited by nobody."""
    copy(
        Visit, COLUMNS, (row for customer in customers if customer["owner_id"] for row in visits(customer, random, at))
    )


def visits(customer, random, at):
    for _visit in range(random.randrange(MADE + 1)):
        yield row(customer, random, "done", at - timedelta(minutes=random.randrange(60, DAYS_BACK * 1440)))
    if random.random() < PLANNED_SHARE:
        yield row(customer, random, "planned", at + timedelta(minutes=random.randrange(60, DAYS_AHEAD * 1440)))


def row(customer, random, state, planned_at):
    encounter, owner = random.choice(ENCOUNTERS), customer["owner_id"]
    is_done = state == "done"
    report = (encounter.summary, random.choice([1, 0, 2]), "none") if is_done else ("", None, "")
    heard = (encounter.needs, encounter.problems, encounter.competitor_news) if is_done else ("", "", "")
    reported = (planned_at, owner) if is_done else (None, None)
    key = f"{random.getrandbits(128):032x}"
    facts = (customer["id"], owner, state, planned_at, encounter.purpose, "", "", "")
    return (*facts, *report, "", *heard, *reported, planned_at - timedelta(days=7), owner, planned_at, key)
