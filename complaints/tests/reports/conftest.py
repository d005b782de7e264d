import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from complaints.factories import bring_to, log_complaint
from complaints.loop import Outcome, Step
from complaints.models import Cause, Claim, Complaint, RegisterEntry
from customers.factories import CustomerFactory
from customers.models import MonthlyFigure

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def causes(db):
    operation = Cause.objects.create(code="T1", name="业务", name_en="Work")
    return [
        Cause.objects.create(code="T11", name="破", name_en="Broken", parent=operation),
        Cause.objects.create(code="T12", name="慢", name_en="Slow", parent=operation),
        Cause.objects.create(code="T2", name="天", name_en="Sky"),
    ]


@pytest.fixture
def cases(company, cast, causes):
    """Two years of complaints of every kind, played through the loop by the cast; what happens to each by its place."""
    customers = [CustomerFactory(grade=grade, owner=cast["manager"]) for grade in ("A", "B", "")]
    for customer in customers:
        for month in range(1, 13):
            MonthlyFigure.objects.create(
                customer=customer, month=datetime(2026, month, 1).date(), shipments=100 * month
            )
    known = [_play(place, company, cast, causes, customers) for place in range(24)]
    _older(company, cast, causes, customers)
    for complaint in known[1:8:2]:
        _claim(complaint, cast)
    return known


def _claim(complaint, cast):
    """Paid, and partly recovered in two payments; half of them still asked for."""
    at, by = complaint.received_at, cast["handler"]
    settled = {"state": "paid", "agreed_amount": 800, "paid_amount": 750, "paid_on": at.date(), "proposed_by": by}
    facts = settled | {"liability": Claim.Liability.values[0]} if complaint.pk % 4 else {}
    claim = Claim.objects.create(complaint=complaint, claimed_amount=1000, ground="破损", by=by, at=at, **facts)
    for amount in (100, 50) if facts else ():
        claim.recoveries.create(source="insurer", amount=amount, received_on=at.date(), by=by, at=at)


def _play(place, company, cast, causes, customers):
    """Steps take longer and longer, so that some are late."""
    at = datetime(2026, 1 + place % 10, 3, 10, tzinfo=SHANGHAI)
    complaint = log_complaint(
        cast["desk"],
        company.operations if place % 3 else None,
        at,
        customer=customers[place % 3],
        cause=[*causes, None][place % 4],
        channel=["telephone", "email", "visit"][place % 3],
        service_line=["transport", ""][place % 2],
        severity=["normal", "serious", "critical"][place % 3],
    )
    if not place % 3:
        return complaint
    desk, handler, leader = cast["desk"], cast["handler"], cast["supervisor"]
    at += timedelta(hours=5 * place)
    bring_to(complaint, [Step.AGREE, Step.FOLLOW_UP, None][place % 5 % 3], desk, handler, leader, at)
    waiting = complaint.open_step and complaint.open_step.step
    if waiting == Step.AGREE:
        complaint.agree(handler, at + timedelta(days=2), Outcome.NOT_AGREED, "不同意")
    elif waiting == Step.FOLLOW_UP:
        complaint.follow_up(desk, at + timedelta(days=1), Outcome.NOT_SATISFIED, "不满意")
        bring_to(complaint, Step.FOLLOW_UP, desk, handler, leader, at + timedelta(days=9))
        complaint.follow_up(desk, at + timedelta(days=10), Outcome.PARTLY, "基本满意")
    elif place % 2:
        complaint.reopen(desk, at + timedelta(days=20), "又坏了")
    else:
        _mark(complaint, place)
    return complaint


def _mark(complaint, place):
    first = Complaint.objects.order_by("pk").first()
    Complaint.objects.filter(pk=complaint.pk).update(is_malicious=place % 4 == 0, repeat_of=first)


def _older(company, cast, causes, customers):
    for number in range(4):
        complaint = Complaint.objects.create(
            state="closed",
            is_imported=True,
            customer=customers[number % 2],
            channel="letter",
            received_at=datetime(2026, 2, 1 + number, tzinfo=SHANGHAI),
            closed_at=datetime(2026, 3, 1, tzinfo=SHANGHAI),
            description="旧",
            cause=causes[number % 3],
            department=company.guangzhou_sales,
            logged_by=cast["desk"],
            submission_key=uuid.uuid4(),
        )
        satisfaction = ["satisfied", "not_satisfied", "partly", ""][number]
        amount = [100, None, 250, 0][number]
        RegisterEntry.objects.create(
            complaint=complaint, number=f"R{number}", satisfaction=satisfaction, compensation=amount
        )
