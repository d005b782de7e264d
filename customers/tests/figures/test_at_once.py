"""Two people, or a person and an import, who write the same month in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.figures.entering import Entry, enter
from customers.models import MonthlyFigure

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = date(2026, 9, 1)


def at_once(*calls):
    """What the calls return, each made on a connection of its own."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


def entering(person, customers, revenue):
    """Types `revenue` for the customers where nothing was seen; (rows written, values of others that stood in the way)."""
    entries = [Entry(customer.pk, None, {"revenue": revenue}, None) for customer in customers]
    written = enter(person, timezone.now(), MONTH, entries)
    return written, [entry.clashes for entry in entries if entry.clashes]


def test_of_two_who_type_the_same_cell_one_is_shown_the_other_s_value(manager, analyst):
    customer = CustomerFactory(owner=manager)
    found = at_once(lambda: entering(manager, [customer], "5"), lambda: entering(analyst, [customer], "6"))
    kept = int(MonthlyFigure.objects.get().revenue)
    assert sorted(found, key=str) == sorted([(1, []), (None, [{"revenue": kept}])], key=str)


def test_the_same_form_sent_twice_in_one_moment_is_written_once(manager):
    customer = CustomerFactory(owner=manager)
    found = at_once(*[lambda: entering(manager, [customer], "5")] * 2)
    assert sorted(found) == [(0, []), (1, [])]
    assert customer.activities.count() == 1


def test_many_customers_in_different_order_do_not_wait_for_each_other_for_ever(manager, analyst):
    customers = [CustomerFactory(owner=manager) for _number in range(20)]
    for customer in customers:
        MonthlyFigureFactory(customer=customer, month="2026-08-01")
    there, back = customers, customers[::-1]
    found = at_once(lambda: entering(manager, there, "5"), lambda: entering(analyst, back, "5"))
    assert sorted(written for written, _clashes in found) == [0, 20]
