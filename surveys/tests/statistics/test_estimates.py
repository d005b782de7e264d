from math import sqrt

import pytest

from surveys.statistics import Estimate, mean, proportion, stratified_mean, weighted_mean

FIRST, SECOND = [2.8, 4.1, 6.8, 6.8, 9.2], [3.7, 6.6, 4.2]


def sums(values):
    return len(values), sum(values), sum(value * value for value in values)


def test_a_stratified_mean_with_the_finite_population_taken_into_account():
    found = stratified_mean([(15, *sums(FIRST)), (12, *sums(SECOND))])
    assert found.value == pytest.approx(5.448148, abs=1e-6)
    assert found.error == pytest.approx(0.616041, abs=1e-6)
    assert found.n == 8


def test_a_stratified_mean_of_an_endless_population():
    found = weighted_mean([(15, *sums(FIRST), None), (12, *sums(SECOND), None)])
    assert found.value == pytest.approx(5.448148, abs=1e-6)
    assert found.error == pytest.approx(0.741268, abs=1e-6)


def test_a_share_of_a_company_with_few_customers():
    found = proportion(45, 100, 300)
    assert found.value == 0.45
    assert found.error == pytest.approx(0.0408, abs=5e-5)
    assert [round(300 * end) for end in (found.low, found.high)] == [111, 159]


def test_a_mean_has_the_interval_of_students_t():
    found = mean(*sums([4, 6, 8]))
    assert (found.value, found.error) == pytest.approx((6, 2 / sqrt(3)))
    assert found.high - found.value == pytest.approx(4.302652730 * 2 / sqrt(3))


@pytest.mark.parametrize(
    "census",
    [
        mean(*sums([4, 6, 8]), 3),
        proportion(2, 3, 3),
        stratified_mean([(5, *sums(FIRST)), (3, *sums(SECOND))]),
        mean(1, 7, 49, 1),
    ],
)
def test_a_census_has_no_interval(census):
    assert census.value is not None and census.error == 0
    assert (census.low, census.high) == (None, None)


def test_a_stratum_asked_in_full_adds_no_error():
    found = stratified_mean([(1, *sums([9.0])), (12, *sums(SECOND))])
    alone = mean(*sums(SECOND), 12)
    assert found.error == pytest.approx(alone.error * 12 / 13)


def test_nobody_answered_is_not_zero():
    assert mean(0, 0, 0) == proportion(0, 0) == weighted_mean([]) == Estimate(0, None)
    assert stratified_mean([(10, 0, 0, 0)]) == Estimate(0, None)


def test_one_answer_is_a_figure_without_an_interval():
    assert mean(1, 7, 49) == Estimate(1, 7)
    assert proportion(1, 1) == Estimate(1, 1)
    assert stratified_mean([(10, 1, 7, 49), (5, 0, 0, 0)]) == Estimate(1, 7)


def test_an_empty_stratum_leaves_its_weight_to_the_others():
    strata = [(10, *sums([4.0, 6.0])), (90, 0, 0, 0), (10, *sums([7.0, 9.0]))]
    assert stratified_mean(strata).value == pytest.approx(6.5)
