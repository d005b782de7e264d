"""A company with random figures, valued by SQL and once more by hand."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from customers.factories import CustomerFactory, ProjectFactory
from customers.figures.months import shift
from customers.models import ContactCost, ContactEntry, MonthlyFigure, StrategicAssessment, ValuationBand
from customers.tests.value.conftest import AS_OF, moment
from customers.tests.value.oracle import stored, value_in_plain_python

CUSTOMERS = 240


@pytest.fixture
def company_of_chance(manager):
    """Customers of every kind: busy, sleeping, loss-making, equal to the cent, without any figure, opened too late."""
    random = Random(20261015)
    for number in range(CUSTOMERS):
        lifecycle = random.choice(["current", "current", "dormant", "potential", "lost"])
        opened = moment("2026-10-16T00:00") if number % 40 == 7 else moment("2023-05-05T10:00")
        customer = CustomerFactory(owner=manager, lifecycle=lifecycle, created_at=opened)
        if number % 9:
            MonthlyFigure.objects.bulk_create(figures_of(customer, random, scale=random.choice([10, 1e3, 1e5, 1e7])))
        if number % 3:
            costs_of(customer, manager, random)
        if number % 4:
            marks_of(customer, manager, random)
    for _pair in range(5):
        for _twin in range(2):
            MonthlyFigure.objects.create(customer=CustomerFactory(), month=date(2026, 7, 1), revenue="123456.78")


def money(random, most):
    return Decimal(random.randrange(int(most * 100) + 1)) / 100


def figures_of(customer, random, scale):
    """Twenty-seven months, the present one included, with gaps; some customers are overdue with nothing receivable."""
    owes = random.random() < 0.8
    for ago in range(27):
        for project in (None, ProjectFactory(customer=customer)) if ago < 3 else (None,):
            if random.random() < 0.75:
                yield MonthlyFigure(
                    customer=customer,
                    project=project,
                    month=shift(AS_OF, -ago),
                    revenue=money(random, scale),
                    cost=money(random, scale * random.choice([0.5, 0.9, 1.4])),
                    receivable=money(random, scale) if owes else 0,
                    overdue=money(random, scale / 3) if random.random() < 0.5 else 0,
                )


def costs_of(customer, by, random):
    for _entry in range(random.randrange(1, 6)):
        at = moment("2026-10-15T12:00") - timedelta(hours=random.randrange(24 * 800))
        entry = ContactEntry.objects.create(customer=customer, by=by, at=at, summary="…", created_at=at, edited_at=at)
        for category in random.sample(["travel", "meal", "gift", "discount", "compensation"], 2):
            ContactCost.objects.create(entry=entry, category=category, amount=money(random, 30_000))


def marks_of(customer, by, random):
    for _time in range(random.randrange(1, 4)):
        at = moment("2026-10-18T12:00") - timedelta(days=random.randrange(300))
        marks = {name: random.randint(1, 5) for name in ("position", "potential", "loyalty", "cooperation")}
        StrategicAssessment.objects.create(customer=customer, by=by, at=at, **marks)


@pytest.mark.parametrize("changes", [{}, {"grade_rule": "score"}, {"months": 6, "share_a": 50, "share_b": 30}])
def test_the_run_agrees_with_plain_python_to_the_last_digit(company_of_chance, policy, run_valuation, changes):
    for name, number in changes.items():
        setattr(policy, name, number)
    policy.retention_rate, policy.discount_rate, policy.horizon_years = Decimal("87.35"), Decimal("6.25"), 7
    policy.save()
    ValuationBand.objects.filter(criterion="growth", at_least=0).update(at_least=Decimal("-1.50"))
    policy.refresh_from_db()

    expected = value_in_plain_python(policy, AS_OF)
    found = stored(run_valuation())
    assert len(found) > 200
    assert found.keys() == expected.keys()
    wrong = {pk: (row, expected[pk]) for pk, row in found.items() if row != expected[pk]}
    assert wrong == {}


def test_chance_has_met_every_grade_and_edge(company_of_chance, policy):
    rows = value_in_plain_python(policy, AS_OF).values()
    assert {row["grade"] for row in rows} == {"A", "B", "C", ""}
    assert any(row["contribution"] < 0 for row in rows)
    assert any(row["growth"] is None and row["has_figures"] for row in rows)
    assert {row["payment"] for row in rows} >= {None, Decimal(0), Decimal(100)}
