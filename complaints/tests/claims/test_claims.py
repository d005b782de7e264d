"""Claims: who settles, who approves up to which amount, what is paid and recovered, and where it counts."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from complaints.factories import MORNING
from complaints.models import Claim, ClaimPolicy, ComplaintLog
from complaints.models.claim_states import Liability
from crm_site.workflow import InvalidTransition
from customers.models import ContactCost
from deadlines.models import Clock
from people.models import Notification

State = Claim.State
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def claim(complaint, cast):
    return Claim.make(complaint, cast["desk"], MORNING, uuid.uuid4(), 100_000, "货物全损")


def propose(claim, by, amount):
    claim.propose(by, MORNING, Liability.OURS, amount, "我方装卸不当")
    return claim


def pay(claim, by, amount=1500):
    claim.pay(by, LATER, amount, date(2026, 3, 11), "FK-001")
    return claim


@pytest.fixture
def paid(claim, cast):
    return pay(propose(claim, cast["handler"], 1500), cast["handler"])


@pytest.mark.parametrize(
    ("amount", "approver", "levels"),
    [(2000, None, 0), (2000.01, "supervisor", 1), (50_000, "supervisor", 1), (50_000.01, "supervisor", 2)],
)
def test_the_amount_says_who_approves(claim, cast, amount, approver, levels):
    propose(claim, cast["handler"], amount)
    assert claim.levels_left == levels
    assert claim.state == (State.PROPOSED if levels else State.AGREED)
    assert claim.approver == (cast[approver] if approver else None)
    assert Clock.objects.running().filter(step="complaint.claim_approval").count() == bool(levels)


def test_above_the_second_limit_the_general_manager_agrees_after_the_leader(claim, cast):
    propose(claim, cast["handler"], 80_000)
    claim.approve(cast["supervisor"], LATER)
    assert (claim.state, claim.approver) == (State.PROPOSED, cast["director"])
    assert Notification.objects.filter(recipient=cast["director"], url=claim.get_absolute_url()).exists()
    with pytest.raises(PermissionDenied):
        claim.approve(cast["supervisor"], LATER)
    claim.approve(cast["director"], LATER)
    assert (claim.state, claim.clock) == (State.AGREED, None)
    assert not Clock.objects.running().filter(step="complaint.claim_approval").exists()


def test_the_general_manager_alone_is_enough(claim, cast):
    propose(claim, cast["handler"], 80_000)
    claim.approve(cast["director"], LATER)
    assert claim.state == State.AGREED


def test_nobody_approves_what_they_proposed_or_what_is_about_them(claim, complaint, cast):
    propose(claim, cast["head"], 10_000)
    for name in ("head", "handler", "desk", "colleague", "admin"):
        with pytest.raises(PermissionDenied):
            claim.approve(cast[name], LATER)
    complaint.edit(cast["desk"], MORNING, complaint.version, against=cast["supervisor"])
    with pytest.raises(PermissionDenied):
        claim.approve(cast["supervisor"], LATER)


def test_a_returned_settlement_can_be_proposed_anew(claim, cast):
    propose(claim, cast["handler"], 10_000)
    with pytest.raises(ValidationError):
        claim.send_back(cast["supervisor"], LATER, "")
    claim = Claim.objects.get()
    claim.send_back(cast["supervisor"], LATER, "请附检验报告")
    assert claim.state == State.CLAIMED
    propose(claim, cast["handler"], 1000)
    assert claim.state == State.AGREED


def test_the_limits_are_those_of_the_day(claim, cast):
    ClaimPolicy.objects.create(valid_from=date(2026, 1, 1), free_limit=0, leader_limit=100)
    propose(claim, cast["handler"], 50)
    assert claim.levels_left == 1


def test_never_more_than_was_claimed_agreed_or_paid(claim, cast):
    with pytest.raises(ValidationError):
        propose(claim, cast["handler"], 100_001)
    propose(claim, cast["handler"], 1500)
    with pytest.raises(ValidationError):
        pay(claim, cast["handler"], 1501)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(agreed_amount=200_000)


def test_what_is_paid_counts_as_compensation_of_the_customer(paid, complaint):
    assert paid.state == State.PAID
    cost = ContactCost.objects.get(entry__customer=complaint.customer)
    assert (cost.category, cost.amount) == ("compensation", 1500)


def test_what_is_recovered_is_taken_off(paid, cast):
    key, facts = uuid.uuid4(), {"source": "insurer", "name": "平安", "amount": 1000, "received_on": date(2026, 3, 12)}
    assert paid.recover(cast["desk"], LATER, key, **facts) == paid.recover(cast["desk"], LATER, key, **facts)
    assert ContactCost.objects.get().amount == 500
    with pytest.raises(ValidationError):
        paid.recover(cast["desk"], LATER, uuid.uuid4(), **facts | {"amount": 501})
    paid.recover(cast["desk"], LATER, uuid.uuid4(), **facts | {"amount": 500})
    assert not ContactCost.objects.exists()


def test_somebody_not_on_file_is_paid_too(company, cast):
    from complaints.factories import log_complaint

    stranger = log_complaint(cast["desk"], company.operations, caller_name="路人")
    claim = Claim.make(stranger, cast["desk"], MORNING, uuid.uuid4(), 1500, "货损")
    assert pay(propose(claim, cast["handler"], 1500), cast["handler"]).entry is None


def test_declining_says_who_is_liable(claim, cast):
    claim.decline(cast["desk"], MORNING, Liability.CUSTOMER, "包装由客户自理")
    assert (claim.state, claim.liability) == (State.DECLINED, Liability.CUSTOMER)


def test_withdrawing_stops_the_question(claim, cast):
    propose(claim, cast["handler"], 10_000)
    claim.withdraw(cast["desk"], LATER, "客户放弃")
    assert claim.state == State.WITHDRAWN
    assert not Clock.objects.running().filter(step="complaint.claim_approval").exists()


def test_a_complaint_has_one_claim(claim, complaint, cast):
    again = Claim.make(complaint, cast["desk"], MORNING, claim.submission_key, 5, "x")
    assert again == claim
    with pytest.raises(InvalidTransition, match="meanwhile: Claimed"):
        Claim.make(complaint, cast["desk"], MORNING, uuid.uuid4(), 5, "x")


def test_two_who_decide_at_once(claim, cast):
    propose(claim, cast["handler"], 10_000)
    stale = Claim.objects.get(pk=claim.pk)
    claim.approve(cast["supervisor"], LATER)
    with pytest.raises(InvalidTransition, match="To be paid"):
        stale.send_back(cast["supervisor"], LATER, "不同意")


def test_outsiders_have_no_part_in_it(claim, complaint, cast):
    for name in ("colleague", "admin"):
        with pytest.raises(PermissionDenied):
            propose(claim, cast[name], 100)
        assert not Claim.objects.visible_to(cast[name]).exists()


def test_the_log_tells_it_in_words(paid, complaint):
    told = [row.sentence for row in complaint.log.filter(kind=ComplaintLog.Kind.CLAIM)]
    assert told == [
        "Claim: CNY 100,000 claimed",
        "Claim: a settlement of CNY 1,500 is approved",
        "Claim: CNY 1,500 paid",
    ]
