"""The made-up monthly figures."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db.models import Count, Sum

from crm_site.seeding.figures import give_to_projects
from crm_site.seeding.mass_figures import add_figures
from customers.factories import CustomerFactory
from customers.models import Customer, MonthlyFigure

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def customers(db):
    for number in range(100):
        CustomerFactory(grade="A" if number < 10 else "B" if number < 40 else "C")
    CustomerFactory(lifecycle="potential")
    CustomerFactory(lifecycle="lost", grade="A")
    add_figures(Customer.objects.order_by("id").values_list("id", "grade", "lifecycle"), 24, Random(1), AT)


def test_two_years_end_with_the_last_month_that_is_over(customers):
    months = list(MonthlyFigure.objects.values_list("month", flat=True).distinct().order_by("month"))
    assert (len(months), f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}") == (24, "2024-11", "2026-10")


def test_potential_customers_have_none_and_lost_ones_end(customers):
    assert not MonthlyFigure.objects.filter(customer__lifecycle="potential").exists()
    lost = MonthlyFigure.objects.filter(customer__lifecycle="lost")
    assert lost.exists() and not lost.filter(month__gte="2026-07-01").exists()


def test_few_customers_carry_most_of_it_and_there_are_seasons(customers):
    profit = dict(
        MonthlyFigure.objects.exclude(customer__lifecycle="lost")
        .values_list("customer__grade")
        .annotate(Sum("gross_profit"))
    )
    assert 0.7 < profit["A"] / sum(profit.values()) < 0.9 and profit["B"] > profit["C"] > 0
    month = dict(MonthlyFigure.objects.values_list("month").annotate(Sum("revenue")))
    by_name = {f"{key:%Y-%m}": value for key, value in month.items()}
    assert by_name["2026-02"] < by_name["2026-03"] * 3 / 4 and by_name["2025-11"] > by_name["2025-10"] * 6 / 5


def test_the_same_seed_gives_the_same_figures(customers):
    first = list(MonthlyFigure.objects.order_by("customer", "month").values_list("revenue", flat=True))
    MonthlyFigure.objects.all().delete()
    add_figures(Customer.objects.order_by("id").values_list("id", "grade", "lifecycle"), 24, Random(1), AT)
    assert list(MonthlyFigure.objects.order_by("customer", "month").values_list("revenue", flat=True)) == first


def test_a_project_takes_its_share_and_the_sums_stay(customers):
    customer = Customer.objects.filter(grade="A").first()
    before = MonthlyFigure.objects.of(customer).totals()
    project = customer.projects.create(name="P", phase="operating", started_on="2026-01-15")
    give_to_projects()
    assert MonthlyFigure.objects.of(customer).totals() == before
    assert MonthlyFigure.objects.filter(project=project).aggregate(Count("pk"))["pk__count"] == 9
