"""What the seed does not make and pages are measured on: a very long timeline, and new business in proportion."""

import uuid
from datetime import timedelta
from itertools import cycle

LONG, ENTRIES = "BENCH-LONG", 10_000
CALL = "contactentry.call", {"summary": "谈了明年的运价"}
CHANGE = "customer.edited", {"fields": ["name", "remark"]}
# One customer in so many has new business.
EVERY = 5
FACTS = dict.fromkeys(("credit_opinion", "needs", "proposal", "competitors"), "付款及时") | {"gross_margin": 12}


def fill():
    """Add it unless an earlier run did; of how many entries and opportunities there are."""
    from django.db import transaction
    from django.utils import timezone

    from customers.models import Customer, Opportunity

    at = timezone.now()
    if not Customer.objects.filter(code=LONG).exists():
        with transaction.atomic():
            write_timeline(at)
            open_business(at)
    entries = Customer.objects.get(code=LONG).activities.count()
    return {"entries": entries, "opportunities": Opportunity.objects.count()}


def write_timeline(at):
    """Five years of calls, and every tenth time a change of the record."""
    from customers.models import Activity, Customer
    from people.models import User

    manager = User.objects.get(username="manager")
    since = at - timedelta(hours=4 * ENTRIES)
    customer = Customer.objects.create(
        code=LONG, name="上海常来往物流有限公司", owner=manager, created_at=since, updated_at=since
    )
    Activity.objects.bulk_create(
        Activity(customer=customer, kind=kind, facts=facts, by=manager, at=since + timedelta(hours=4 * number))
        for number, (kind, facts) in zip(range(ENTRIES), cycle([*[CALL] * 9, CHANGE]), strict=False)
    )


def open_business(at):
    """Opportunities in the open stages, without the history of their fields."""
    from crm_site.seeding.copying import without_triggers
    from customers.models import Contact, Opportunity

    contacts = Contact.objects.filter(customer__owner__isnull=False).order_by("customer_id", "id")
    with without_triggers(Opportunity):
        Opportunity.objects.bulk_create(
            opportunity(number, contact, at)
            for number, contact in enumerate(contacts.distinct("customer_id").select_related("customer")[::EVERY])
        )


def opportunity(number, contact, at):
    """The one of this number, with the customer of `contact`; stages, amounts and days are spread evenly."""
    from customers.business.stages import OPEN, PLACES
    from customers.models import Opportunity

    stage = OPEN[number % len(OPEN)]
    touched, day = at - timedelta(days=number % 60), at.date()
    days = {"starts_on": day + timedelta(days=number % 300), "proposed_on": day, "bid_due_on": day}
    moments = {"created_at": at - timedelta(days=60 + number % 300), "stage_since": touched, "touched_at": touched}
    return Opportunity(
        customer=contact.customer,
        name=f"仓配一体{number}",
        services=["warehousing"],
        owner_id=contact.customer.owner_id,
        stage=stage,
        furthest=PLACES[stage],
        monthly_revenue=20_000 + number * 7_919 % 900_000,
        decision_contact=contact,
        submission_key=uuid.uuid4(),
        **FACTS | days | moments,
    )
