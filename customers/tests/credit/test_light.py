"""The credit light: how much of the limit is used, and how long debt has been overdue."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from customers.credit_light import Colour, Debt, debts_of, judge, light_of, lights, months_overdue
from customers.factories import CustomerFactory, MonthlyFigureFactory, ProjectFactory
from customers.figures.months import shift
from customers.models import CreditPolicy

POLICY = CreditPolicy(valid_from=date(2000, 1, 1))
MONTH = date(2026, 10, 1)


def debts(*amounts):
    """(receivable, overdue) by month, the newest first."""
    rows = ((shift(MONTH, -ago), *map(Decimal, pair)) for ago, pair in enumerate(amounts))
    return [Debt(*row) for row in rows]


@pytest.mark.parametrize(
    ("limit", "owed", "colour"),
    [
        *((100_000, [(0, 0)], "green"), (100_000, [(79_999, 0)], "green"), (100_000, [(80_000, 0)], "amber")),
        *((100_000, [(100_000, 0)], "amber"), (100_000, [("100000.01", 0)], "red")),
        *((100_000, [(1, 1)], "amber"), (100_000, [(1, 1), (1, 0)], "amber"), (100_000, [(1, 1), (1, 1)], "red")),
        *((100_000, [(1, 0), (1, 1), (1, 1)], "green"), (100_000, [], "green")),
        *((0, [(0, 0)], "green"), (0, [("0.01", 0)], "red")),
        *((None, [], "none"), (None, [(9, 0)], "green"), (None, [(9, 1)], "amber"), (None, [(9, 1), (9, 1)], "red")),
    ],
)
def test_the_colour_follows_from_limit_and_months(limit, owed, colour):
    limit = limit if limit is None else Decimal(limit)
    assert judge(limit, debts(*owed), POLICY).colour == colour


def test_thresholds_are_those_of_the_policy():
    strict = CreditPolicy(amber_share=50, red_months=1)
    assert judge(Decimal(100), debts((50, 0)), strict).colour == Colour.AMBER
    assert judge(Decimal(100), debts((1, 1)), strict).colour == Colour.RED
    patient = CreditPolicy(red_months=3)
    assert judge(Decimal(100), debts((1, 1), (1, 1)), patient).colour == Colour.AMBER


def test_a_month_without_figures_ends_the_row_of_overdue_months():
    first, _second, third = debts((1, 1), (1, 1), (1, 1))
    assert (months_overdue([first, third], 0), months_overdue([], 0)) == (1, 0)


def test_overdue_debt_within_the_tolerance_does_not_count():
    light = judge(Decimal(1000), debts((100, 5), (100, 6)), CreditPolicy(tolerance=5))
    assert (light.colour, light.months) == (Colour.GREEN, 0)
    assert light.overdue_in_words == "What is overdue at the end of 2026-10 is too little to count."
    assert judge(Decimal(1000), debts((100, 6), (100, 6)), CreditPolicy(tolerance=5)).colour == Colour.RED


@pytest.mark.parametrize(
    ("limit", "owed", "words"),
    [
        (None, [], "No credit limit has been set."),
        (1000, [(850, 0)], "85 % of the limit is used. Nothing is overdue at the end of 2026-10."),
        (
            1000,
            [(1001, 5)],
            "The limit is exceeded. Overdue at the end of 2026-10, not the month before: up to 30 days.",
        ),
        (
            *(1000, [(0, 5), (0, 5), (0, 5)]),
            "0 % of the limit is used. Overdue at the end of 3 months in a row, the last 2026-10: longer than 30 days.",
        ),
        (1000, [], "There are no figures of the last 12 months."),
    ],
)
def test_it_says_why_in_words_without_amounts(limit, owed, words):
    assert judge(limit and Decimal(limit), debts(*owed), POLICY).reason == words


@pytest.mark.django_db
def test_debts_are_summed_over_projects_newest_first_and_of_a_year():
    customer = CustomerFactory()
    today = localdate()
    for ago in (1, 2, 12):
        MonthlyFigureFactory(customer=customer, month=shift(today, -ago), receivable=100, overdue=ago)
    project = ProjectFactory(customer=customer)
    MonthlyFigureFactory(customer=customer, project=project, month=shift(today, -1), receivable=50, overdue=0)
    assert debts_of([customer.pk], today)[customer.pk] == [
        Debt(shift(today, -1), Decimal(150), Decimal(1)),
        Debt(shift(today, -2), Decimal(100), Decimal(2)),
    ]


@pytest.mark.django_db
def test_a_hundred_customers_cost_as_many_queries_as_one(django_assert_num_queries):
    customers = CustomerFactory.create_batch(20, credit_limit=100)
    for customer in customers:
        MonthlyFigureFactory(customer=customer, month=shift(localdate(), -1), receivable=90)
    with django_assert_num_queries(2):
        assert {light.colour for light in lights(customers).values()} == {Colour.AMBER}
    with django_assert_num_queries(2):
        light_of(customers[0])


def test_a_page_about_nobody_on_file_has_no_light():
    assert light_of(None) is None


@pytest.mark.django_db
def test_the_policy_of_the_day_counts():
    CreditPolicy.objects.create(valid_from=date(2026, 1, 1), approval_limit=1)
    CreditPolicy.objects.create(valid_from=date(2999, 1, 1), approval_limit=2)
    assert CreditPolicy.objects.valid_on(date(2025, 12, 31)).approval_limit == 500_000
    assert CreditPolicy.objects.valid_on(date(2026, 1, 1)).approval_limit == 1
