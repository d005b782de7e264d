"""Who kept a customer when: the database writes it down, whoever changes the owner and however."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import Customer, OwnerPeriod

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BACKFILL = import_module("customers.migrations.0007_owner_periods_kept").BACKFILL


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, created_at=NOW - timedelta(days=100))


def periods(customer):
    return [
        (period.owner.username, period.since, period.until)
        for period in customer.owner_periods.order_by("since").select_related("owner")
    ]


def test_the_first_period_begins_with_the_file(customer):
    assert periods(customer) == [("manager", customer.created_at, None)]


def test_an_edit_ends_one_period_and_begins_the_next(customer, supervisor, colleague, director):
    customer.edit(director, NOW, 1, {"owner": colleague})
    assert periods(customer) == [("manager", customer.created_at, NOW), ("colleague", NOW, None)]


def test_plain_sql_is_written_down_too(customer, colleague):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE customers_customer SET owner_id = %s", [colleague.pk])
    (_first, _since, until), (owner, since, _open) = periods(customer)
    assert owner == "colleague" and until == since > customer.created_at


def test_other_changes_leave_the_periods_alone(customer, manager):
    customer.edit(manager, NOW, 1, {"remark": "x"})
    Customer.objects.update(owner=manager)
    assert len(periods(customer)) == 1


def test_a_file_in_the_public_pool_has_no_period(customer, director, colleague):
    customer.edit(director, NOW - timedelta(days=2), 1, {"owner": None})
    customer.edit(director, NOW, 2, {"owner": colleague})
    assert [(until, since) for _owner, since, until in periods(customer)] == [
        (NOW - timedelta(days=2), customer.created_at),
        (None, NOW),
    ]
    assert not CustomerFactory().owner_periods.exists()


def test_two_changes_of_one_moment_leave_no_empty_period(customer, colleague, supervisor):
    for owner in (colleague, supervisor):
        Customer.objects.update(owner=owner)
    assert [owner for owner, _since, _until in periods(customer)] == ["manager", "supervisor"]


def test_a_change_never_lies_before_the_last_one(customer, colleague, supervisor):
    Customer.objects.update(owner=colleague, updated_at=NOW)
    Customer.objects.update(owner=supervisor, updated_at=NOW - timedelta(days=50))
    assert periods(customer)[-1] == ("supervisor", NOW, None)


def test_the_database_refuses_periods_that_overlap(customer, colleague):
    facts = {"customer": customer, "owner": colleague}
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnerPeriod.objects.create(since=NOW, **facts)
    OwnerPeriod.objects.create(since=NOW - timedelta(days=300), until=NOW - timedelta(days=200), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnerPeriod.objects.create(since=NOW - timedelta(days=250), until=NOW - timedelta(days=150), **facts)


def test_a_hundred_files_at_once_cost_no_statement_each(manager, django_assert_num_queries):
    rows = [CustomerFactory.build(owner=manager) for _n in range(100)]
    with django_assert_num_queries(1):
        Customer.objects.bulk_create(rows)
    assert OwnerPeriod.objects.count() == 100


def test_what_the_history_recorded_before_is_taken_over(customer, manager, colleague):
    silent = CustomerFactory(owner=manager)
    pool = CustomerFactory()
    with connection.cursor() as cursor:
        # As if each change had been a transaction of its own, a day after the other.
        for day, owner in ((5, colleague.pk), (3, None), (1, manager.pk)):
            cursor.execute("UPDATE customers_customer SET owner_id = %s WHERE id = %s", [owner, customer.pk])
            cursor.execute(
                "UPDATE customers_customerevent SET pgh_created_at = %s WHERE pgh_id = (SELECT max(pgh_id) "
                "FROM customers_customerevent)",
                [NOW - timedelta(days=day)],
            )
        Customer.objects.filter(pk=customer.pk).update(remark="x")
        OwnerPeriod.objects.all().delete()
        Customer.events.rel.related_model.objects.filter(pgh_obj=silent.pk).delete()
        cursor.execute(BACKFILL)
    days = [(owner, (NOW - since).days, until and (NOW - until).days) for owner, since, until in periods(customer)]
    assert days == [("manager", 100, 5), ("colleague", 5, 3), ("manager", 1, None)]
    assert periods(silent) == [("manager", silent.created_at, None)]
    assert periods(pool) == []
