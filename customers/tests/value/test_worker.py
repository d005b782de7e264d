"""The valuation by a real worker: killed in the middle, doubled, and without a broker."""

import uuid
from datetime import timedelta

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import Customer, CustomerValue, GradeOverride, ValuationRun
from customers.models.valuation import GRADES
from customers.tests.value.conftest import earn
from customers.valuing import ONE_AT_A_TIME, value
from devtools.fixtures import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customers(manager):
    customers = [CustomerFactory(owner=manager) for _number in range(3)]
    for number, customer in enumerate(customers, 1):
        earn(customer, 10**number, as_of=timezone.localdate())
    return customers


@pytest.fixture
def locked():
    """Another connection holds one of the locks, so that a run stops there."""
    others = []

    def locked(number):
        other = connections.create_connection(DEFAULT_DB_ALIAS)
        others.append(other)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        return other

    yield locked
    for other in others:
        other.close()


def waits_for_lock():
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0]


def is_held(run):
    with transaction.atomic():
        return not ValuationRun.objects.unheld().filter(pk=run.pk).exists()


def test_a_killed_worker_leaves_nothing_and_another_does_it_whole(celery, analyst, customers, locked):
    celery.start()
    holder = locked(GRADES)
    run = ValuationRun.start(analyst, timezone.now())
    wait_until(waits_for_lock, 60)
    assert value(run.pk, timezone.now()) is None
    celery.kill_worker()
    holder.close()
    wait_until(lambda: not is_held(run))
    assert (CustomerValue.objects.count(), Customer.objects.exclude(grade="").count()) == (0, 0)

    celery.start_worker()
    wait_until(lambda: ValuationRun.objects.get(pk=run.pk).state == "done", 60)
    assert CustomerValue.objects.filter(run=run).count() == 3
    assert ValuationRun.objects.get(pk=run.pk).attempts == 2
    assert sorted(Customer.objects.values_list("grade", flat=True)) == ["A", "B", "C"]


def test_with_the_broker_down_the_page_answers_and_the_beat_takes_the_run_up(celery, analyst, customers):
    run = ValuationRun.prepare(analyst, timezone.now())
    celery.start()
    wait_until(lambda: ValuationRun.objects.get(pk=run.pk).state == "done", 60)
    # The beat also asks for the month that ended.
    if timezone.localdate().day >= run.policy.run_day:
        wait_until(lambda: ValuationRun.objects.filter(monthly_for__isnull=False, state="done").exists(), 60)


def test_an_override_waits_for_the_grades_and_then_stands(celery, analyst, supervisor, customers, locked):
    celery.start()
    holder = locked(ONE_AT_A_TIME)
    run = ValuationRun.start(analyst, timezone.now())
    wait_until(waits_for_lock, 60)
    worst = Customer.objects.select_related("owner").get(pk=customers[0].pk)
    until = timezone.localdate() + timedelta(days=5)
    GradeOverride.make(worst, supervisor, timezone.now(), uuid.uuid4(), "A", "战略客户", until)
    holder.close()
    wait_until(lambda: ValuationRun.objects.get(pk=run.pk).state == "done", 60)
    assert CustomerValue.objects.get(run=run, customer=worst).grade == "C"
    worst.refresh_from_db()
    assert worst.grade == "A"
