import datetime
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory
from deadlines.models import Clock
from key_accounts import opening
from key_accounts.factories import MORNING, designate, earn, propose
from key_accounts.models import KeyAccount, KeyAccountPolicy
from key_accounts.states import AccountState
from people.models import Notification


def test_a_proposal_asks_the_supervisor_and_approval_gives_the_customer_its_tier(manager, supervisor):
    account = propose(manager, tier="strategic")
    assert (account.state, account.approver) == (AccountState.PROPOSED, supervisor)
    assert account.clock.doer == supervisor and account.clock.step == "key_account.designate"
    assert Notification.objects.filter(recipient=supervisor, url=account.get_absolute_url()).exists()
    row = account.approve(supervisor, MORNING, account.version, "同意")
    account.customer.refresh_from_db()
    assert account.customer.tier == "strategic" and account.state == AccountState.ACTIVE
    assert account.since == datetime.date(2026, 3, 10) and account.review_on == datetime.date(2027, 3, 10)
    assert Clock.objects.get().state == Clock.State.DONE and row.by == supervisor
    assert list(account.customer.activities.values_list("kind", flat=True)) == [
        "key_account.proposed",
        "key_account.designated",
    ]


def test_a_declined_proposal_leaves_the_customer_as_it_was_and_may_be_made_again(manager, supervisor):
    account = propose(manager)
    account.decline(supervisor, MORNING, account.version, "收入不足")
    account.customer.refresh_from_db()
    assert account.customer.tier == "" and account.state == AccountState.DECLINED
    assert propose(manager, customer=account.customer).state == AccountState.PROPOSED


def test_a_refusal_and_an_end_need_a_reason(manager, supervisor):
    account = propose(manager)
    with pytest.raises(ValidationError):
        account.decline(supervisor, MORNING, account.version, " ")
    with pytest.raises(ValidationError):
        KeyAccount.propose(manager, MORNING, uuid.uuid4(), CustomerFactory(owner=manager), tier="key", reason="")


def test_a_customer_is_proposed_once_at_a_time(manager, supervisor):
    account = propose(manager)
    with pytest.raises(InvalidTransition, match=f"{manager}.*Proposed"):
        propose(manager, customer=account.customer)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyAccount.objects.create(
            customer=account.customer, proposed_at=MORNING, reason="x", proposed_by=manager, approver=supervisor
        )


def test_a_form_sent_twice_makes_one_proposal(manager, supervisor):
    customer, key = CustomerFactory(owner=manager), uuid.uuid4()
    first = KeyAccount.propose(manager, MORNING, key, customer, tier="key", reason="行业标杆")
    assert KeyAccount.propose(manager, MORNING, key, customer, tier="key", reason="行业标杆") == first


def test_of_two_who_decide_at_once_the_second_is_told_who_did_what(manager, supervisor, director):
    account = propose(manager)
    stale = KeyAccount.objects.get(pk=account.pk)
    account.approve(supervisor, MORNING, 1)
    with pytest.raises(InvalidTransition, match=r"Supervisor.*Designated"):
        stale.decline(director, MORNING, 1, "不够")


def test_who_may_decide(cast, manager):
    account = propose(manager)
    assert {name for name, person in cast.items() if account.can_be_decided_by(person)} == {"supervisor", "director"}
    with pytest.raises(PermissionDenied):
        account.approve(manager, MORNING, account.version)


def test_a_supervisor_who_proposes_is_decided_on_from_above(cast, manager, supervisor, director):
    customer = CustomerFactory(owner=manager)
    account = KeyAccount.propose(supervisor, MORNING, uuid.uuid4(), customer, tier="key", reason="行业标杆")
    assert account.approver == director
    assert {name for name, person in cast.items() if account.can_be_decided_by(person)} == {"director"}


def test_a_review_confirms_changes_the_tier_or_ends_it(manager, supervisor):
    account = designate(manager, supervisor)
    later = MORNING + timedelta(days=340)
    assert opening.start_reviews(MORNING) == 0
    assert opening.start_reviews(later) == 1 and opening.start_reviews(later) == 0
    account.refresh_from_db()
    assert account.is_under_review and account.clock.doer == supervisor
    account.confirm(supervisor, later, account.version, "strategic", "收入翻番")
    account.customer.refresh_from_db()
    assert account.customer.tier == "strategic" and account.review_on > later.date() and account.clock is None
    account.end(supervisor, later, account.version, "客户搬迁")
    account.customer.refresh_from_db()
    assert account.customer.tier == "" and account.state == AccountState.ENDED and account.end_reason == "客户搬迁"
    with pytest.raises(InvalidTransition):
        account.end(supervisor, later, account.version, "再次")


def test_the_rule_proposes_who_earns_enough_and_nobody_twice(manager, supervisor, colleague):
    rich, richer, poor = (CustomerFactory(owner=manager) for _number in range(3))
    earn(rich, 6_000_000)
    earn(richer, 24_000_000)
    earn(poor, 4_900_000)
    earn(CustomerFactory(owner=None), 9_000_000)
    assert opening.propose_by_rule(MORNING) == 2 and opening.propose_by_rule(MORNING) == 0
    tiers = dict(KeyAccount.objects.values_list("customer", "tier"))
    assert tiers == {rich.pk: "key", richer.pk: "strategic"}
    account = KeyAccount.objects.get(customer=rich)
    assert account.proposed_by is None and account.yearly_revenue == 6_000_000 and account.approver == supervisor


def test_whom_the_supervisor_declined_rests_a_year(manager, supervisor):
    customer = CustomerFactory(owner=manager)
    earn(customer, 6_000_000)
    opening.propose_by_rule(MORNING)
    account = KeyAccount.objects.get()
    account.decline(supervisor, MORNING, account.version, "临时项目")
    assert opening.propose_by_rule(MORNING + timedelta(days=200)) == 0


def test_a_young_customer_counts_from_its_first_month_but_as_a_year_at_least(manager):
    young, younger = CustomerFactory(owner=manager), CustomerFactory(owner=manager)
    earn(young, 6_000_000, months=18)
    earn(younger, 6_000_000, months=6)
    assert opening.yearly_revenue(MORNING) == {young.pk: 6_000_000, younger.pk: 3_000_000}


def test_the_policy_is_one_row_that_makes_sense(db):
    policy = KeyAccountPolicy.objects.in_force()
    policy.second_due = "03-15"
    with pytest.raises(ValidationError):
        policy.full_clean()
    for wrong in ({"first_due": "02-30"}, {"threshold": -1}, {"strategic_threshold": 1}, {"review_months": 0}):
        with pytest.raises(ValidationError):
            KeyAccountPolicy(pk=1, **wrong).full_clean()


@pytest.mark.parametrize(
    ("day", "review"), [((2026, 8, 31), (2027, 8, 31)), ((2024, 2, 29), (2025, 2, 28)), ((2026, 12, 5), (2027, 12, 5))]
)
def test_the_review_is_a_year_later(day, review):
    assert KeyAccountPolicy().next_review(datetime.date(*day)) == datetime.date(*review)
