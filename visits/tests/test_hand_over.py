"""What of the area moves when customers are handed over: the open visits and the care tasks to be done."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import HandOver
from deadlines.models import Clock
from people.factories import UserFactory
from visits.factories import DAY, GOOD_REPORT, HOUR, OccasionFactory, care_task, plan_visit, propose_visit
from visits.models import CareState, CareTask, Visit
from visits.overdue import follow_up

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, created_at=NOW - 100 * DAY)


@pytest.fixture
def receiver(company):
    return UserFactory(username="receiver", name="Receiver", department=company.sales)


@pytest.fixture
def hand_over(manager, customer, receiver):
    """Hands the customer over; what is made before moves."""

    def hand_over():
        moved = HandOver.propose(manager, NOW, uuid.uuid4(), [customer.pk], receiver, timezone.localdate(NOW), "调岗")
        moved.accept(receiver, NOW)

    return hand_over


def owner_of(visit):
    return Visit.objects.get(pk=visit.pk).owner.username


def doer_of(task):
    return CareTask.objects.get(pk=task.pk).doer.username


def test_open_visits_and_proposals_move_and_what_is_over_stays(hand_over, customer, manager, colleague):
    planned = plan_visit(manager, NOW, NOW + DAY, customer)
    confirmed = plan_visit(manager, NOW, NOW + 2 * DAY, customer)
    confirmed.confirm(manager, NOW)
    proposed = propose_visit(manager, NOW, customer=customer)
    done = plan_visit(manager, NOW - DAY, NOW - HOUR, customer)
    done.report(manager, NOW, **GOOD_REPORT)
    theirs = plan_visit(manager, NOW, NOW + DAY, customer, owner=colleague)
    elsewhere = plan_visit(manager, NOW, NOW + DAY, CustomerFactory(owner=manager))
    hand_over()
    assert [owner_of(visit) for visit in (planned, confirmed, proposed)] == ["receiver"] * 3
    assert [owner_of(visit) for visit in (done, theirs, elsewhere)] == ["manager", "colleague", "manager"]
    assert Visit.objects.get(pk=confirmed.pk).state == Visit.State.CONFIRMED


def test_a_report_that_is_missing_waits_for_the_receiver(hand_over, customer, manager, receiver):
    visit = plan_visit(manager, NOW - 2 * DAY, NOW - DAY, customer)
    follow_up(NOW)
    hand_over()
    assert owner_of(visit) == "receiver"
    assert Clock.objects.waiting_for(receiver).filter(step="visit.report").exists()
    assert not Clock.objects.waiting_for(manager).filter(step="visit.report").exists()


def test_care_tasks_to_be_done_move_and_a_question_to_the_former_supervisor_is_withdrawn(hand_over, customer, manager):
    occasion = OccasionFactory(budget=9000)
    asked = care_task(manager, NOW, occasion, customer)
    asked.ask(manager, NOW)
    still_open = care_task(manager, NOW, occasion, customer, occurrence="next")
    skipped = care_task(manager, NOW, occasion, customer, occurrence="past")
    skipped.skip(manager, NOW, "客户不收礼")
    hand_over()
    assert [doer_of(task) for task in (asked, still_open, skipped)] == ["receiver", "receiver", "manager"]
    asked.refresh_from_db()
    assert asked.state == CareState.OPEN and asked.clock.state == Clock.State.CANCELLED


def test_the_preview_counts_them(client, customer, manager):
    plan_visit(manager, NOW, NOW + DAY, customer)
    care_task(manager, NOW, customer=customer)
    care_task(manager, NOW, OccasionFactory(name="周年"), customer, day=(NOW + timedelta(days=20)).date())
    client.force_login(manager)
    lines = client.get(f"/customers/hand-overs/new/?customer={customer.pk}").context["lines"]
    counts = {str(line.label): line.count for line in lines}
    assert (counts["Open visits"], counts["Care tasks"]) == (1, 2)
