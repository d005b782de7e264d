"""The group of a customer: who belongs to it, what its reader sees, and that nobody stands above themself."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.figures.months import shift
from customers.models import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(manager, colleague):
    """A holding with two daughters, the second one a colleague's, and a granddaughter below that one."""
    holding = CustomerFactory(name="集团", owner=manager)
    first = CustomerFactory(name="甲公司", owner=manager, parent=holding)
    second = CustomerFactory(name="机密公司", owner=colleague, parent=holding)
    below = CustomerFactory(name="丙公司", owner=manager, parent=second)
    return holding, first, second, below


def panel(client, user, customer):
    client.force_login(user)
    return client.get(reverse("customers:group_panel", args=[customer.pk]))


def edit(customer, by, parent):
    return customer.edit(by, timezone.now(), customer.version, {"parent": parent})


def test_the_whole_group_is_shown_from_any_member_without_names_of_others(client, manager, family):
    holding, first, _second, below = family
    CustomerFactory(name="回收站", owner=manager, parent=holding, removed_at=timezone.now())
    for customer in (holding, first, below):
        response = panel(client, manager, customer)
        members = response.context["group"].members
        assert sorted((each.depth, str(each.customer)) for each in members) == [
            (0, "集团"), (1, "None"), (1, "甲公司"), (2, "丙公司"),
        ]  # fmt: skip
        assert "机密公司" not in response.text and "a colleague&#x27;s customer" in response.text.replace("'", "&#x27;")
        assert "回收站" not in response.text


def test_figures_are_summed_over_what_one_may_read(client, manager, director, family):
    month = shift(timezone.localdate(), -1)
    for customer in family:
        MonthlyFigureFactory(customer=customer, month=month, revenue=1000, cost=400, receivable=300, overdue=20)
        MonthlyFigureFactory(customer=customer, month=shift(month, -12), revenue=7777)
    own = panel(client, manager, family[0]).context["group"]
    assert list(own.totals.values()) == [3000, 1800, 900, 60]
    assert panel(client, director, family[0]).context["group"].totals["revenue"] == 4000


def test_a_larger_group_costs_no_more_queries(client, manager, family):
    counts = []
    panel(client, manager, family[0])
    for size in (1, 30):
        for number in range(size):
            MonthlyFigureFactory(customer=CustomerFactory(owner=manager, parent=family[number % 2]))
        with CaptureQueriesContext(connection) as queries:
            assert panel(client, manager, family[0]).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nobody_stands_above_themself_also_through_others(client, manager, director, family):
    holding, first, _second, below = family
    client.force_login(manager)
    url = reverse("customers:customer_edit", args=[holding.pk, "base"])
    data = {"code": holding.code, "name": holding.name, "version": holding.version, "parent": below.pk}
    refused = client.post(url, data)
    assert refused.status_code == 422 and "belongs to the group of 集团 itself" in refused.text
    with pytest.raises(ValidationError, match="itself"):
        edit(holding, director, below)
    assert edit(first, manager, below) is not None


def test_the_database_refuses_a_loop_whoever_writes_it(family):
    holding, _first, _second, below = family
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="own group"), transaction.atomic():
        Customer.objects.filter(pk=holding.pk).update(parent=below)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_close_a_loop_at_once_one_is_refused(manager):
    pair = [CustomerFactory(owner=manager), CustomerFactory(owner=manager)]
    together, refused = threading.Barrier(2), []

    def put_below(customer, parent):
        try:
            with transaction.atomic():
                together.wait()
                edit(customer, manager, parent)
        except (ValidationError, IntegrityError):
            refused.append(customer)
        finally:
            connection.close()

    threads = [threading.Thread(target=put_below, args=args) for args in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1 and Customer.objects.filter(parent=None).count() == 1
