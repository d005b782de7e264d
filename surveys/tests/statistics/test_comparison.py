import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.statistics import (
    Change,
    Estimate,
    Recommendation,
    holm,
    mcnemar,
    mean,
    nps_change,
    one_proportion,
    paired_t,
    two_proportions,
    unsampled_share,
    welch,
)
from surveys.statistics.estimates import sample_variance

# R's data set "sleep": hours gained by the same ten patients under two drugs.
SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def estimate(values, population=None):
    return mean(len(values), sum(values), sum(value * value for value in values), population)


def moments(values):
    return len(values), sum(values) / len(values), sample_variance(len(values), sum(values), sum(v * v for v in values))


def test_two_proportions_pooled():
    change = two_proportions(5, 83, 12, 99)
    assert change.statistic == pytest.approx(-1.4078304151258787, abs=1e-12)
    assert change.p == pytest.approx(0.15918129181156992, abs=1e-12)


def test_one_proportion_against_a_target():
    change = one_proportion(5, 83, 0.05)
    assert change.statistic == pytest.approx(0.392126026314, abs=1e-11)
    assert change.p == pytest.approx(0.694965098115, abs=1e-11)


def test_two_promoter_scores():
    change = nps_change(Recommendation(60, 25, 15), Recommendation(50, 30, 20))
    assert change.difference == pytest.approx(15)
    assert change.statistic == pytest.approx(1.394218, abs=1e-6)
    assert change.p > 0.05


def test_each_wave_brings_its_own_size_to_the_error_of_the_difference():
    """A published program divided the second group's passives by the first group's size."""
    many, few = Recommendation(500, 300, 200), Recommendation(12, 5, 3)
    expected = (many.error() ** 2 + few.error() ** 2) ** 0.5
    assert nps_change(few, many).statistic == pytest.approx((few.score - many.score) / expected)


def test_means_of_two_waves_by_welch():
    change = welch(estimate(SLEEP_1), estimate(SLEEP_2))
    assert (change.statistic, change.df, change.p) == pytest.approx((-1.8608, 17.776, 0.07939), abs=5e-4)


def test_the_same_people_in_both_waves_are_compared_in_pairs():
    n, difference, variance = moments([later - earlier for earlier, later in zip(SLEEP_1, SLEEP_2, strict=True)])
    change = paired_t(n, difference, variance)
    assert (change.difference, change.statistic, change.df) == pytest.approx((1.58, 4.0621, 9), abs=5e-5)
    assert change.p == pytest.approx(0.002833, abs=5e-7)


def test_people_who_changed_sides():
    change = mcnemar(121, 59, 314)
    assert change.statistic == pytest.approx(21.35, abs=0.01)
    assert change.p < 1e-5
    assert change.difference == pytest.approx(62 / 314)


def test_few_changes_of_side_are_reckoned_exactly():
    assert mcnemar(1, 5, 20).p == pytest.approx(2 * (1 + 6) / 2**6)
    assert mcnemar(3, 3, 20).p == 1


def test_a_share_in_a_finite_frame_is_surer_too():
    half = unsampled_share(83, 166), unsampled_share(99, 198)
    assert two_proportions(5, 83, 12, 99, half).statistic == pytest.approx(-1.4078304151258787 * 2**0.5)
    assert two_proportions(5, 83, 12, 99, (0, 0)).p is None


def test_a_finite_frame_makes_the_same_difference_surer_and_a_census_leaves_nothing_to_test():
    endless = welch(estimate(SLEEP_2), estimate(SLEEP_1))
    finite = welch(estimate(SLEEP_2, 20), estimate(SLEEP_1, 20))
    assert finite.statistic == pytest.approx(endless.statistic * 2**0.5)
    assert welch(estimate(SLEEP_2, 10), estimate(SLEEP_1, 10)) == Change(pytest.approx(1.58))
    census = nps_change(Recommendation(10, 5, 5), Recommendation(5, 5, 5), (0, 0))
    assert census == Change(25)


@pytest.mark.parametrize(
    "nothing",
    [
        two_proportions(0, 0, 1, 5),
        one_proportion(0, 0, 0.5),
        nps_change(Recommendation(0, 0, 0), Recommendation(1, 1, 1)),
        paired_t(0, None, None),
        mcnemar(0, 0, 0),
    ],
)
def test_a_wave_without_answers_cannot_be_compared(nothing):
    assert nothing == Change(None)


def test_where_nobody_differs_the_difference_is_shown_untested():
    assert welch(estimate([8] * 5), estimate([7] * 5)) == Change(1)
    assert welch(estimate([8]), estimate([6, 8])) == Change(1)
    assert welch(Estimate(0, None), estimate([6, 8])) == Change(None)
    assert paired_t(4, 0.5, 0) == Change(0.5)
    assert two_proportions(5, 5, 7, 7) == Change(0)
    assert mcnemar(0, 0, 9) == Change(0)


def test_many_tests_at_once_are_corrected():
    assert holm([0.01, 0.04, 0.03, None, 0.005]) == pytest.approx([0.03, 0.06, 0.06, None, 0.02])


@given(st.lists(st.one_of(st.none(), st.floats(0, 1))))
def test_a_corrected_p_is_never_smaller_and_keeps_the_order(p_values):
    corrected = holm(p_values)
    pairs = sorted((p, c) for p, c in zip(p_values, corrected, strict=True) if p is not None)
    assert all(p <= c <= 1 for p, c in pairs)
    assert [c for _p, c in pairs] == sorted(c for _p, c in pairs)
