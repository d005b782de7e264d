"""The rule run: whom it proposes, when, and that it can be repeated."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from customers.factories import ContactFactory, CustomerFactory, log_contact
from people.factories import UserFactory
from visits.factories import DAY, GOOD_REPORT, MORNING, VisitRuleFactory, plan_visit
from visits.models import Visit, VisitSettings
from visits.proposing import propose
from visits.states import Reason, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def monthly(db):
    """Of all customers, in March with the settings of the company that proposes for the running month only."""
    VisitSettings.objects.create(days_ahead=0)
    return VisitRuleFactory(name="月访")


def proposals():
    return list(Visit.objects.proposals().order_by("customer_id"))


def visited(manager, customer, at):
    visit = plan_visit(manager, at, at, customer)
    visit.report(manager, at, **GOOD_REPORT)
    return visit


def test_a_customer_never_visited_is_proposed_at_once(monthly, manager):
    customer = CustomerFactory(owner=manager)
    assert propose(MORNING).made == 1
    (visit,) = proposals()
    assert (visit.customer, visit.owner, visit.rule, visit.reason) == (customer, manager, monthly, Reason.NEVER)
    assert (visit.period_start, visit.period_end) == (date(2026, 3, 1), date(2026, 3, 31))
    assert visit.due_on == date(2026, 3, 10)


def test_one_visited_before_is_due_when_the_interval_has_passed(monthly, manager):
    customer = CustomerFactory(owner=manager)
    visited(manager, customer, MORNING - 20 * DAY)
    propose(MORNING)
    (visit,) = proposals()
    assert (visit.reason, visit.due_on) == (Reason.DUE, date(2026, 3, 18))


def test_a_silent_one_is_due_at_once(monthly, manager):
    monthly.silence_days = 15
    monthly.save()
    silent, heard = CustomerFactory(owner=manager), CustomerFactory(owner=manager)
    for customer in (silent, heard):
        visited(manager, customer, MORNING - 20 * DAY)
    log_contact(manager, heard, MORNING - 3 * DAY)
    propose(MORNING)
    assert {visit.customer: (visit.reason, visit.due_on.day) for visit in proposals()} == {
        silent: (Reason.SILENT, 10),
        heard: (Reason.DUE, 18),
    }


def test_what_is_planned_made_proposed_or_declined_in_the_period_is_skipped(monthly, manager):
    plan_visit(manager, MORNING, MORNING + 5 * DAY)
    visited(manager, CustomerFactory(owner=manager), MORNING - DAY)
    CustomerFactory(owner=manager)
    assert propose(MORNING).made == 1
    assert propose(MORNING).made == 0
    (proposal,) = proposals()
    proposal.decline(manager, MORNING, "客户歇业")
    assert propose(MORNING + DAY).made == 0
    assert propose(MORNING + 30 * DAY).made == 3


def test_a_cancelled_visit_leaves_the_customer_to_be_visited(monthly, manager):
    plan_visit(manager).cancel(manager, MORNING, "客户出差")
    assert propose(MORNING).made == 1


def test_lost_customers_and_those_that_nobody_looks_after_are_left_out(monthly, manager):
    CustomerFactory(owner=manager, lifecycle="lost")
    CustomerFactory(owner=None)
    CustomerFactory(owner=UserFactory(is_active=False))
    assert propose(MORNING).made == 0


def test_the_most_specific_rule_counts(monthly, manager):
    of_a = VisitRuleFactory(grade="A", every=14, unit="days")
    of_key = VisitRuleFactory(tier="key", every=7, unit="days")
    VisitRuleFactory(tier="key", grade="A", every=7, unit="days", is_active=False)
    expected = {
        CustomerFactory(owner=manager, grade="A"): of_a,
        CustomerFactory(owner=manager, grade="B"): monthly,
        CustomerFactory(owner=manager, grade="A", tier="key"): of_key,
        CustomerFactory(owner=manager, tier="strategic"): monthly,
    }
    propose(MORNING)
    assert {visit.customer: visit.rule for visit in proposals()} == expected


def test_the_coming_period_is_proposed_ahead_and_the_old_proposal_lapses(monthly, manager):
    VisitSettings.objects.update(days_ahead=14)
    CustomerFactory(owner=manager)
    propose(MORNING)
    first_of_april = MORNING + 22 * DAY
    proposed = propose(first_of_april - 14 * DAY)
    assert proposed == (1, 0)
    assert propose(first_of_april) == (0, 1)
    assert [visit.period_start.month for visit in proposals()] == [4]
    assert Visit.objects.get(state=State.LAPSED).period_start.month == 3


def test_without_a_rule_nothing_is_proposed(manager):
    CustomerFactory(owner=manager)
    assert propose(MORNING) == (0, 0)


def test_accepting_takes_along_those_of_the_levels_to_be_seen(monthly, manager):
    monthly.levels = ["top"]
    monthly.save()
    customer = CustomerFactory(owner=manager)
    boss = ContactFactory(customer=customer, level="top")
    ContactFactory(customer=customer, level="working")
    ContactFactory(customer=customer, level="top", left_since=date(2025, 1, 1))
    propose(MORNING)
    (visit,) = proposals()
    visit.accept(manager, MORNING, MORNING + DAY)
    assert visit.state == State.PLANNED and list(visit.contacts.all()) == [boss]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_propose_each_customer_once(manager):
    VisitRuleFactory()
    CustomerFactory.create_batch(200, owner=manager)
    counts = []

    def run():
        try:
            counts.append(propose(MORNING).made)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _run in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 200
    assert Visit.objects.proposals().values("customer").distinct().count() == 200


def test_a_run_for_many_customers_takes_as_many_queries_as_for_one(monthly, manager, django_assert_max_num_queries):
    CustomerFactory.create_batch(50, owner=manager)
    with django_assert_max_num_queries(6):
        assert propose(MORNING).made == 50


def test_the_day_is_the_companys_wherever_the_machine_is(monthly, manager):
    customer = CustomerFactory(owner=manager)
    # 23:30 on 31 March in Shanghai.
    visited(manager, customer, MORNING.replace(day=31, hour=15, minute=30))
    assert propose(MORNING.replace(day=31, hour=15, minute=45)).made == 0
    assert propose(MORNING.replace(day=31, hour=15, minute=45) + timedelta(minutes=30)).made == 1
