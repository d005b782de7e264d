"""One of everything that an address may name, all of it the manager's or of the manager's customer."""

import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from complaints.factories import MORNING, bring_to, log_complaint, raw_mail, write_letter
from complaints.loop import Step
from complaints.mail.intake import record
from complaints.models import Attachment, CannedAnswer, ClaimNoticeLimit, IncomingMail
from crm_site.tests.quality_world import quality_of
from customers.factories import (
    AddressFactory,
    ContactFactory,
    CustomerFactory,
    MilestoneFactory,
    file_document,
    log_contact,
    open_opportunity,
    review_credit,
    written_export,
)
from customers.importing.receiving import receive
from customers.models import CustomerAccess, CustomerMerge, DuplicatePair, GradeOverride, HandOver, ValuationRun
from key_accounts.factories import one_of_each
from people.factories import UserFactory
from people.messaging import Message, post
from people.models import SavedView
from surveys.answer_factories import follow_up_of
from surveys.factories import waves_of_every_kind
from visits.factories import GOOD_REPORT, attach, care_task, invite, plan_visit
from visits.models import CalendarFeed, CustomerDay

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
    follow_up = follow_up_of(cast["analyst"], customer)
    about.give_status_key()
    letter = write_letter(about, cast["desk"], way="paper")
    record(raw_mail(subject=about.number, message_id="<world@example.test>"), MORNING)
    return complaints | {
        "incoming_mail": IncomingMail.objects.get(message_id="<world@example.test>"),
        "complaint_letter": letter.pk,
        "canned_answer": CannedAnswer.objects.create(name="问候", text="您好", department=company.operations),
        "complaint_number": about.number,
        "complaint_status_key": about.status_key,
        "follow_up": follow_up,
        "survey_wave": follow_up.response.unit.wave,
        "valuation": ValuationRun.prepare(cast["analyst"], timezone.now()),
        "override": override,
        **one_of_each(manager, cast["supervisor"], customer),
        **quality_of(complaints, cast),
        "complaint_closed": complaint_at(None, cast, company, customer),
        "complaint_paused": paused_complaint(cast, company, customer),
        "complaint_owing_notice": lost_complaint(cast, company, customer),
        "complaint_repeated": lost_complaint(cast, company, customer, repeat_of=about),
        "customer": customer,
        "customer_removed": CustomerFactory(owner=manager, removed_at=timezone.now()),
        "contact": ContactFactory(customer=customer),
        **visits(manager, customer),
        "contact_entry": log_contact(manager, customer, timezone.now(), "新报价"),
        "opportunity": open_opportunity(manager, customer, timezone.now()),
        "project": milestone.project,
        "milestone": milestone,
        "collaborator": CustomerAccess.invite(
            customer, UserFactory(department=company.guangzhou), "read", date(2030, 1, 1), "联合投标", manager, MORNING
        ),
        "hand_over": HandOver.propose(
            manager, MORNING, uuid.uuid4(), [customer.pk], cast["colleague"], MORNING.date(), "调岗"
        ),
        "address": AddressFactory(customer=customer),
        "credit_review": review_credit(customer, manager, MORNING, limit=800_000),
        **document_and_version(customer, manager),
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
        "saved_view": SavedView.save_as(manager, MORNING, "customers", "重点", "grade=A", is_shared=False),
        "export_run": written_export(manager, MORNING),
        **duplicates_of(customer, manager),
        **waves_of_every_kind(cast["analyst"], PERSONAL_LINK),
        "import_run": receive(manager, ContentFile("客户名称\n远洋\n".encode(), "a.csv"), MORNING, uuid.uuid4()),
    }


def duplicates_of(customer, manager):
    """Two more files of the customer: one that may be merged with it, one that was."""
    likely, former = (CustomerFactory(owner=manager, name=f"远洋物流{kind}公司") for kind in ("股份", "集团"))
    seen = {customer.pk: customer.version, former.pk: former.version}
    merge = CustomerMerge.make(manager, MORNING, customer, former, seen, {})
    pair = DuplicatePair.objects.create(first=customer, second=likely, score=90, reasons=["name"], found_at=MORNING)
    return {"likely_duplicate": likely, "duplicate_pair": pair, "customer_merge": merge}


def complaint_at(step, cast, company, customer):
    """A complaint of the manager's customer with Shanghai operations, waiting at `step` (None: closed)."""
    department = None if step == Step.SEND else company.operations
    complaint = log_complaint(cast["desk"], department, customer=customer)
    return bring_to(complaint, step, cast["desk"], cast["handler"], cast["supervisor"])


def paused_complaint(cast, company, customer):
    complaint = complaint_at(Step.ANALYSE, cast, company, customer)
    complaint.pause(cast["desk"], MORNING, "customer", "等客户的照片")
    return complaint


def lost_complaint(cast, company, customer, **facts):
    """Of which the carrier must be notified, a year from the day on which the goods should have come."""
    ClaimNoticeLimit.objects.filter(transport_mode="road", loss="loss").update(days=365)
    facts |= {"transport_mode": "road", "loss": "loss", "event_date": MORNING.date()}
    return log_complaint(cast["desk"], company.operations, customer=customer, **facts)


def document_and_version(customer, manager):
    document = file_document(customer, manager, MORNING)
    return {"document": document, "document_version": document.versions.get()}


def visits(manager, customer):
    """A visit that may still be moved, one that is over, and what belongs to occasions."""
    done = plan_visit(manager, customer=customer, planned_at=MORNING)
    done.report(manager, MORNING, **GOOD_REPORT)
    task = care_task(manager, customer=customer)
    asked = care_task(manager, customer=customer, occasion=task.occasion, occurrence="next", budget=9000)
    asked.ask(manager, MORNING)
    return {
        "visit": plan_visit(manager, customer=customer),
        "visit_file": attach(done, manager, MORNING),
        "visit_done": done,
        "care_task": task,
        "care_task_dear": care_task(manager, customer=customer, occasion=task.occasion, occurrence="dear", budget=9000),
        "care_task_asked": asked,
        "event": task.occasion,
        "invitation": invite(manager, task.occasion, ContactFactory(customer=customer), MORNING),
        "customer_day": CustomerDay.objects.create(
            customer=customer, kind="founding", title="公司成立", month=5, day=8
        ),
        "feed_token": CalendarFeed.renew(manager, MORNING).token,
    }
