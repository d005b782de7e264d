"""The pages of claims."""

import uuid

import pytest
from django.urls import reverse

from complaints.factories import MORNING, log_complaint
from complaints.models import Claim
from complaints.models.claim_states import Liability


@pytest.fixture
def claim(complaint, cast):
    return Claim.make(complaint, cast["desk"], MORNING, uuid.uuid4(), 100_000, "货物全损")


def act(claim, action):
    return reverse(f"complaints:claim_{action}", args=[claim.pk])


def test_from_the_claim_to_the_payment_in_dialogs(complaint, cast, as_user):
    desk, back = as_user(cast["desk"]), f"{complaint.get_absolute_url()}?tab=claim"
    address = reverse("complaints:claim_create", args=[complaint.pk])
    typed = {"submission_key": uuid.uuid4(), "claimed_amount": "0", "ground": "货物全损"}
    assert "Enter what is claimed" in desk.post(address, typed).content.decode()
    assert desk.post(address, typed | {"claimed_amount": "9000"}).url == back
    claim = Claim.objects.get()
    settlement = {"liability": "ours", "agreed_amount": "8000", "reason": "我方装卸不当"}
    assert desk.post(act(claim, "propose"), settlement).url == back
    leader = as_user(cast["supervisor"])
    panel = reverse("complaints:claim_panel", args=[complaint.pk])
    assert "Approve the settlement" in leader.get(panel).content.decode()
    assert leader.post(act(claim, "approve"), {"note": ""}).url == back
    payment = {"paid_amount": "8000", "paid_on": "2999-01-01", "reference": "FK-1"}
    assert "up to today" in as_user(cast["handler"]).post(act(claim, "pay"), payment).content.decode()
    assert as_user(cast["handler"]).post(act(claim, "pay"), payment | {"paid_on": "2026-03-11"}).url == back
    text = as_user(cast["desk"]).get(panel).content.decode()
    assert "CNY 8,000" in text and "2026-03-11" in text and "Enter what was recovered" in text


def test_more_than_was_claimed_is_refused_in_words(claim, cast, as_user):
    typed = {"liability": "ours", "agreed_amount": "100001", "reason": "我方装卸不当"}
    answer = as_user(cast["desk"]).post(act(claim, "propose"), typed)
    assert answer.status_code == 422
    assert "Not more is agreed than was claimed." in answer.content.decode()


def test_the_list_shows_what_waits_for_me(claim, cast, as_user):
    claim.propose(cast["handler"], MORNING, Liability.OURS, 10_000, "我方装卸不当")
    address = reverse("complaints:claim_list")
    assert claim.complaint.number in as_user(cast["supervisor"]).get(address, {"mine": "on"}).content.decode()
    assert claim.complaint.number not in as_user(cast["desk"]).get(address, {"mine": "on"}).content.decode()
    found = as_user(cast["desk"]).get(address, {"q": claim.complaint.number, "state": "open"})
    assert claim.complaint.number in found.content.decode()


def test_the_list_costs_the_same_whatever_it_holds(company, cast, as_user, django_assert_max_num_queries):
    for number in range(12):
        complaint = log_complaint(cast["desk"], company.operations)
        Claim.make(complaint, cast["desk"], MORNING, uuid.uuid4(), 100 + number, "货损")
    client, address = as_user(cast["analyst"]), reverse("complaints:claim_list")
    client.get(address)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200
