"""One of everything that an address may name, all of it the manager's or of the manager's customer."""

import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from complaints.factories import MORNING, bring_to, log_complaint
from complaints.loop import Step
from complaints.models import Attachment
from customers.factories import AddressFactory, ContactFactory, CustomerFactory, MilestoneFactory, log_contact
from customers.importing.receiving import receive
from customers.models import GradeOverride, HandOver, ValuationRun
from key_accounts.factories import one_of_each
from people.messaging import Message, post
from surveys.factories import waves_of_every_kind
from visits.factories import plan_visit

# The personal link to a questionnaire, which otherwise nobody could know.
PERSONAL_LINK = "a-link-that-only-the-tests-know-"


@pytest.fixture
def world(cast, company):
    """Objects by the names that rights.py uses."""
    manager = cast["manager"]
    customer = CustomerFactory(owner=manager, name="上海远洋物流有限公司")
    milestone = MilestoneFactory(project__customer=customer)
    complaints = {f"complaint_at_{step}": complaint_at(step, cast, company, customer) for step in Step}
    about = complaints["complaint_at_analyse"]
    post([Message(manager, "cause", "News")], MORNING)
    override = GradeOverride.make(
        customer, cast["supervisor"], MORNING, uuid.uuid4(), "A", "战略客户", date(2030, 1, 1)
    )
    return complaints | {
        "valuation": ValuationRun.prepare(cast["analyst"], timezone.now()),
        "override": override,
        **one_of_each(manager, cast["supervisor"], customer),
        "complaint_closed": complaint_at(None, cast, company, customer),
        "customer": customer,
        "contact": ContactFactory(customer=customer),
        "visit": plan_visit(manager, customer=customer),
        "contact_entry": log_contact(manager, customer, timezone.now(), "新报价"),
        "project": milestone.project,
        "milestone": milestone,
        "hand_over": HandOver.propose(
            manager, MORNING, uuid.uuid4(), [customer.pk], cast["colleague"], MORNING.date(), "调岗"
        ),
        "address": AddressFactory(customer=customer),
        "notification": manager.notifications.get(key="cause"),
        "attachment": Attachment.objects.create(
            complaint=about,
            by=cast["desk"],
            at=MORNING,
            name="note.txt",
            content_type="text/plain",
            size=4,
            file=ContentFile(b"note", "note.txt"),
        ),
        **waves_of_every_kind(cast["analyst"], PERSONAL_LINK),
        "import_run": receive(manager, ContentFile("客户名称\n远洋\n".encode(), "a.csv"), MORNING, uuid.uuid4()),
    }


def complaint_at(step, cast, company, customer):
    """A complaint of the manager's customer with Shanghai operations, waiting at `step` (None: closed)."""
    department = None if step == Step.SEND else company.operations
    complaint = log_complaint(cast["desk"], department, customer=customer)
    return bring_to(complaint, step, cast["desk"], cast["handler"], cast["supervisor"])
