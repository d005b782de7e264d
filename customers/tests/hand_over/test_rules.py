"""The hand-over of customers: who proposes, who accepts, when it is effective and what moves."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory, ProjectFactory, log_contact
from customers.models import Customer, CustomerAccess, HandOver
from customers.tasks import make_hand_overs_effective
from deadlines.models import Clock
from people.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def customers(manager):
    opened = NOW - timedelta(days=100)
    return [CustomerFactory(owner=manager, name=f"远洋{number}号", created_at=opened) for number in range(3)]


@pytest.fixture
def receiver(company):
    return UserFactory(username="receiver", name="Receiver", department=company.sales)


def propose(by, customers, receiver, day=TODAY, **facts):
    ids = [customer.pk for customer in customers]
    return HandOver.propose(by, NOW, uuid.uuid4(), ids, receiver, day, facts.pop("reason", "调岗"), **facts)


def owners(customers):
    return {Customer.objects.get(pk=customer.pk).owner.username for customer in customers}


def titles(person):
    return [notification.title for notification in person.notifications.all()]


def test_the_receiver_is_asked_against_the_clock(customers, manager, supervisor, receiver):
    hand_over = propose(manager, customers, receiver)
    clock = hand_over.clock
    assert (clock.step, clock.doer, clock.url) == ("customer.hand_over", receiver, hand_over.get_absolute_url())
    assert titles(receiver) == [f"Manager asks you to take over 远洋0号 and 2 more customers from {TODAY} on"]
    assert "Manager proposes to hand" in titles(supervisor)[0] and titles(manager) == []


def test_accepted_on_the_day_everything_moves_at_once(customers, manager, receiver, supervisor, colleague):
    first = customers[0]
    entry = log_contact(manager, first, NOW, "新报价")
    project, theirs = ProjectFactory(customer=first, owner=manager), ProjectFactory(customer=first, owner=colleague)
    CustomerAccess.objects.create(customer=first, user=manager, level="read", reason="x", created_at=NOW)
    hand_over = propose(supervisor, customers, receiver)
    hand_over.accept(receiver, NOW)
    assert hand_over.state == "effective" and owners(customers) == {"receiver"}
    entry.refresh_from_db(), project.refresh_from_db(), theirs.refresh_from_db()
    assert entry.answer_clock.doer == receiver and entry.by == manager
    assert project.owner == receiver and theirs.owner == colleague
    assert not Customer.objects.visible_to(manager).exists()
    assert Clock.objects.get(step="customer.hand_over").state == Clock.State.DONE
    assert [str(activity) for activity in first.activities.filter(kind="customer.handed_over")] == [
        "Handed over by Manager to Receiver"
    ]
    assert [period.owner for period in first.owner_periods.for_list()] == [receiver, manager]
    assert any("handed over to Receiver" in title for title in titles(manager))


def test_accepted_before_the_day_it_waits_for_the_day_and_is_done_once(customers, manager, receiver):
    hand_over = propose(manager, customers, receiver, TOMORROW)
    hand_over.accept(receiver, NOW)
    assert hand_over.state == "accepted" and owners(customers) == {"manager"}
    assert list(HandOver.objects.due(NOW)) == [] and list(HandOver.objects.due(NOW + timedelta(days=1))) == [hand_over]
    HandOver.objects.update(effective_on=TODAY)
    make_hand_overs_effective()
    make_hand_overs_effective()
    assert owners(customers) == {"receiver"}
    assert customers[0].activities.filter(kind="customer.handed_over").count() == 1
    assert customers[0].events.filter(pgh_context__metadata__hand_over=hand_over.pk).count() == 1


def test_a_customer_whose_owner_changed_meanwhile_is_left_out_and_that_is_said(
    customers, manager, receiver, colleague, director
):
    hand_over = propose(manager, customers, receiver)
    customers[1].edit(director, NOW, 1, {"owner": colleague})
    hand_over.accept(receiver, NOW)
    assert owners(customers[::2]) == {"receiver"} and owners(customers[1:2]) == {"colleague"}
    assert [row.outcome for row in hand_over.customers.order_by("customer")] == ["moved", "left_out", "moved"]
    assert any("some were left out" in title for title in titles(manager))


def test_a_receiver_who_left_before_the_day_gets_nothing(customers, manager, receiver):
    hand_over = propose(manager, customers, receiver, TOMORROW)
    hand_over.accept(receiver, NOW)
    receiver.is_active = False
    receiver.save()
    HandOver.objects.update(effective_on=TODAY)
    make_hand_overs_effective()
    hand_over.refresh_from_db()
    assert hand_over.state == "cancelled" and "keeps no customer files any more" in hand_over.note
    assert owners(customers) == {"manager"} and any("is cancelled" in title for title in titles(manager))
    propose(manager, customers, UserFactory())


def test_the_second_to_decide_learns_who_was_first(customers, manager, receiver, colleague):
    receiver.deputy, receiver.deputy_from, receiver.deputy_until = colleague, TODAY, TODAY
    receiver.save()
    hand_over = propose(manager, customers, receiver, TOMORROW)
    stale = HandOver.objects.get()
    hand_over.accept(colleague, NOW)
    with pytest.raises(InvalidTransition, match="Colleague"):
        stale.decline(receiver, NOW, "忙")
    with pytest.raises(InvalidTransition, match="Accepted"):
        stale.accept(receiver, NOW)


def test_declined_or_cancelled_the_customers_stay_and_can_be_proposed_anew(customers, manager, receiver):
    declined = propose(manager, customers, receiver)
    with pytest.raises(ValidationError):
        declined.decline(receiver, NOW, " ")
    declined.refresh_from_db()
    declined.decline(receiver, NOW, "客户太多")
    assert any("does not take over" in title for title in titles(manager))
    cancelled = propose(manager, customers, receiver, TOMORROW)
    cancelled.accept(receiver, NOW)
    cancelled.cancel(manager, NOW, "改由他人")
    assert owners(customers) == {"manager"} and not HandOver.objects.open().exists()
    with pytest.raises(InvalidTransition, match="Cancelled"):
        cancelled.cancel(manager, NOW, "again")
    assert propose(manager, customers, receiver).state == "proposed"


def test_cancelled_while_it_waits_its_clock_stops(customers, manager, receiver):
    propose(manager, customers, receiver).cancel(manager, NOW, "改由他人")
    assert Clock.objects.get().state == Clock.State.CANCELLED


def test_a_customer_is_promised_to_one_person_at_a_time(customers, manager, receiver, supervisor):
    propose(manager, customers[:1], receiver)
    with pytest.raises(ValidationError, match="远洋0号 is being handed over to Receiver already"):
        propose(supervisor, customers, UserFactory())


def test_a_form_sent_twice_proposes_once(customers, manager, receiver):
    key, ids = uuid.uuid4(), [customer.pk for customer in customers]
    first = HandOver.propose(manager, NOW, key, ids, receiver, TODAY, "调岗")
    assert HandOver.propose(manager, NOW, key, ids, receiver, TODAY, "调岗") == first


@pytest.mark.parametrize(("login", "may"), [("manager", 1), ("supervisor", 1), ("analyst", 1), ("director", 1)])
def test_the_owner_and_those_above_may_propose(cast, customers, receiver, login, may):
    assert HandOver.customers_of(cast[login]).count() == 3
    assert propose(cast[login], customers, receiver)


@pytest.mark.parametrize("login", ["colleague", "desk", "handler", "admin"])
def test_nobody_else_may_propose(cast, customers, receiver, login):
    CustomerAccess.objects.create(customer=customers[0], user=cast["colleague"], level="write", created_at=NOW)
    with pytest.raises(PermissionDenied):
        propose(cast[login], customers, receiver)


def test_only_the_receiver_decides_and_the_proposer_s_side_cancels(cast, customers, manager, receiver):
    hand_over = propose(manager, customers, receiver)
    for person in cast.values():
        assert not hand_over.can_be_decided_by(person)
    assert {login for login, person in cast.items() if hand_over.can_be_cancelled_by(person)} == {
        *("manager", "supervisor", "analyst", "director")
    }
    with pytest.raises(PermissionDenied):
        hand_over.accept(manager, NOW)
    with pytest.raises(PermissionDenied):
        hand_over.cancel(receiver, NOW, "x")


def test_who_is_concerned_sees_it(cast, customers, manager, receiver):
    propose(manager, customers, receiver)
    seen = {login for login, person in cast.items() if HandOver.objects.visible_to(person).exists()}
    assert seen == {"manager", "supervisor", "analyst", "director"}
    assert HandOver.objects.visible_to(receiver).exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"day": TODAY - timedelta(days=1)}, "today or a day within a year"),
        ({"day": TODAY + timedelta(days=400)}, "today or a day within a year"),
        ({"receiver": "manager"}, "theirs already"),
        ({"receiver": "desk"}, "keeps no customer files"),
        ({"customers": []}, "between one and"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, customers, manager, receiver, change, message):
    facts = {"customers": customers, "receiver": receiver, "day": TODAY} | change
    facts["receiver"] = cast.get(facts["receiver"], receiver) if isinstance(facts["receiver"], str) else receiver
    with pytest.raises(ValidationError, match=message):
        propose(manager, **facts)
    assert not HandOver.objects.exists()


def test_a_customer_of_the_public_pool_has_nobody_to_hand_it_over(manager, supervisor, receiver):
    with pytest.raises(PermissionDenied):
        propose(supervisor, [CustomerFactory()], receiver)


def test_many_customers_cost_as_many_queries_as_few(manager, receiver, django_assert_max_num_queries):
    many = [CustomerFactory(owner=manager) for _n in range(60)]
    hand_over = propose(manager, many, receiver)
    with django_assert_max_num_queries(80):
        hand_over.accept(receiver, NOW)
    assert owners(many) == {"receiver"}


@pytest.mark.parametrize("keeper", ["manager", "colleague", "supervisor", None])
def test_who_may_hand_a_customer_over_is_the_same_for_one_and_for_many(cast, keeper):
    customer = CustomerFactory(owner=cast.get(keeper))
    for person in cast.values():
        many = HandOver.customers_of(person).filter(pk=customer.pk).exists()
        assert HandOver.can_be_proposed_by(person, customer) == many
