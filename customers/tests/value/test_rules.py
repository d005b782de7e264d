"""Who gets which grade, at the edges."""

from decimal import Decimal

import pytest

from customers.factories import CustomerFactory
from customers.models import ValuationBand
from customers.tests.value.conftest import assess, customers_earning, earn, moment, spend, values_of
from customers.valuation import months_before

pytestmark = pytest.mark.django_db


def grades(run):
    return "".join(row.grade or "-" for row in run.values.order_by("rank"))


def test_the_first_80_per_cent_are_a_the_next_15_b_and_the_rest_c(run_valuation):
    customers_earning(40, 35, 15, 5, 3, 2)
    assert grades(run_valuation()) == "AAABCC"


def test_whoever_begins_exactly_where_a_ends_is_b(run_valuation):
    customers_earning(80, 15, 5)
    run = run_valuation()
    assert grades(run) == "ABC"
    assert [str(row.share_before) for row in run.values.order_by("rank")] == ["0.0000", "80.0000", "95.0000"]


def test_a_single_customer_that_contributes_is_a(run_valuation):
    customers_earning(7)
    assert grades(run_valuation()) == "A"


@pytest.mark.parametrize("profits", [(0, 0), (-5, -1), (0, -1)])
def test_where_nobody_contributes_everybody_is_c_and_all_shares_are_zero(run_valuation, profits):
    customers_earning(*profits)
    run = run_valuation()
    assert grades(run) == "CC"
    assert {row.cumulative_share for row in run.values.all()} == {Decimal(0)}
    assert run.summary["curve"] == []


def test_losses_do_not_count_against_the_shares_of_the_others(run_valuation):
    customers_earning(80, 20, -50)
    run = run_valuation()
    assert [str(row.cumulative_share) for row in run.values.order_by("rank")] == ["80.0000", "100.0000", "100.0000"]
    assert grades(run) == "ABC"
    worst = run.values.get(rank=3)
    assert (worst.share, worst.contribution, worst.lifetime_value < 0) == (0, -50, True)


def test_equal_customers_are_ranked_by_the_age_of_their_file(run_valuation):
    customers = customers_earning(10, 10, 10)
    assert [values_of(run_valuation())[customer].rank for customer in customers] == [1, 2, 3]


def test_without_figures_a_customer_is_c_and_a_potential_one_has_no_grade(run_valuation):
    opened = moment("2025-01-01T09:00")
    asleep = CustomerFactory(created_at=opened, lifecycle="dormant", grade="A")
    hoped_for = CustomerFactory(created_at=opened, lifecycle="potential")
    found = values_of(run_valuation())
    assert (found[asleep].grade, found[hoped_for].grade) == ("C", "")
    assert found[asleep].payment is None and found[asleep].score == 0
    asleep.refresh_from_db()
    assert asleep.grade == "C"


def test_a_potential_customer_with_figures_is_graded_like_all(run_valuation):
    customer, _other = customers_earning(10, 5, lifecycle="potential")
    assert values_of(run_valuation())[customer].grade == "A"


def test_costs_by_the_log_count_in_the_months_in_which_they_arose(run_valuation, manager):
    (customer,) = customers_earning(1000, owner=manager)
    spend(customer, manager, moment("2026-09-30T23:59"), travel=100, compensation=250)
    spend(customer, manager, moment("2026-10-01T00:00"), gift=999)
    spend(customer, manager, moment("2025-10-01T00:00"), meal=30)
    spend(customer, manager, moment("2025-09-30T23:59"), meal=7)
    row = values_of(run_valuation())[customer]
    assert (row.contact_costs, row.compensation, row.contribution, row.previous_contribution) == (130, 250, 620, -7)


def test_only_the_full_months_before_the_day_count(run_valuation):
    (customer,) = customers_earning(100)
    earn(customer, 5000, months_ago=0)
    earn(customer, 20, months_ago=12)
    earn(customer, 30, months_ago=13)
    row = values_of(run_valuation())[customer]
    assert (row.contribution, row.previous_contribution, str(row.growth)) == (120, 30, "300.0000")


def test_payment_discipline_is_what_is_not_overdue_of_the_receivable(run_valuation):
    half, cash, hopeless = customers_earning(10, 10, 10)
    earn(half, 0, 2, receivable=200, overdue=100)
    earn(hopeless, 0, 2, receivable=100, overdue=300)
    found = values_of(run_valuation())
    assert [str(found[customer].payment) for customer in (half, cash, hopeless)] == ["50.0000", "100.0000", "0.0000"]


def test_growth_without_a_year_before_counts_as_none(run_valuation, policy):
    (customer,) = customers_earning(100)
    row = values_of(run_valuation())[customer]
    assert row.growth is None and row.growth_points == 60


def test_by_score_the_strategic_side_decides_too(run_valuation, policy, manager):
    policy.grade_rule, policy.score_a, policy.score_b = "score", 60, 40
    policy.save()
    strong, promising, poor = customers_earning(2_000_000, 60_000, -10, owner=manager)
    assess(promising, manager, (5, 5, 5, 5))
    found = values_of(run_valuation())
    assert [found[customer].grade for customer in (strong, promising, poor)] == ["A", "A", "C"]
    assert found[promising].score > found[poor].score


def test_the_newest_assessment_that_was_known_counts(run_valuation, manager):
    (customer,) = customers_earning(10, owner=manager)
    assess(customer, manager, (1, 1, 1, 1), moment("2026-01-01T09:00"))
    assess(customer, manager, (4, 3, 2, 5), moment("2026-05-01T09:00"))
    assess(customer, manager, (5, 5, 5, 5), moment("2026-10-16T00:00"))
    row = values_of(run_valuation())[customer]
    assert (row.position, row.potential, row.loyalty, row.cooperation) == (4, 3, 2, 5)


def test_below_the_lowest_band_and_without_bands_there_are_no_points(run_valuation, policy):
    ValuationBand.objects.filter(criterion="share").delete()
    (customer,) = customers_earning(-100)
    row = values_of(run_valuation())[customer]
    assert (row.amount_points, row.share_points, row.growth_points) == (0, 0, 60)


def test_lifetime_value_is_the_contribution_of_the_coming_years_discounted(run_valuation, policy):
    policy.retention_rate, policy.discount_rate, policy.horizon_years = 50, 25, 2
    policy.save()
    (customer,) = customers_earning(1000)
    # 0.5 / 1.25 = 0.4, and its square.
    assert values_of(run_valuation())[customer].lifetime_value == Decimal("560.00")


def test_months_are_counted_back_over_the_turn_of_the_year():
    day = moment("2026-01-31T00:00").date()
    assert [str(month) for month in months_before(day, 12)] == ["2025-01-01", "2026-01-01"]
    assert [str(month) for month in months_before(day, 1)] == ["2025-12-01", "2026-01-01"]
