from decimal import Decimal

import pytest

from surveys.statistics import Recommendation, Z, nps, share, top_two, unsampled_share, wilson


def margin(answers):
    return Z * answers.error()


def test_the_score_and_the_variance_of_one_answer():
    answers = Recommendation(162, 108, 54)
    assert answers.score == pytest.approx(33.3333, abs=1e-4)
    assert answers.variance == pytest.approx(5 / 9)


@pytest.mark.parametrize(
    ("counts", "score", "error", "half"),
    [((162, 108, 54), 100 / 3, 4.140867, 8.115949), ((10, 5, 5), 25, None, 36.338704), ((5, 0, 0), 100, 0, 0)],
)
def test_the_plain_score_with_its_margin(counts, score, error, half):
    answers = Recommendation(*counts)
    assert answers.score == pytest.approx(score)
    assert margin(answers) == pytest.approx(half, abs=1e-6)
    if error is not None:
        assert answers.error() == pytest.approx(error, abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "point", "half"),
    [((162, 108, 54), 33.027523, 8.082272), ((10, 5, 5), 21.739130, 33.455264), ((5, 0, 0), 62.5, 45.008547)],
)
def test_the_adjusted_score_with_its_margin(counts, point, half):
    adjusted = Recommendation(*counts).adjusted()
    assert adjusted.score == pytest.approx(point, abs=1e-6)
    assert margin(adjusted) == pytest.approx(half, abs=1e-6)
    assert nps(Recommendation(*counts)).error == pytest.approx(half / Z, abs=1e-6)


def test_the_adjusted_error_of_a_large_sample():
    assert Recommendation(162, 108, 54).adjusted().error() == pytest.approx(4.123684, abs=1e-6)


def test_what_is_shown_is_the_plain_score_with_the_adjusted_interval_within_the_scale():
    shown = nps(Recommendation(5, 0, 0))
    assert (shown.value, shown.high) == (100, 100)
    assert shown.low == pytest.approx(62.5 - 45.008547, abs=1e-6)


def test_what_is_no_answer_is_left_out_and_counted():
    answers = Recommendation.of([-1, 11, None, "N/A", 9.5, True, float("nan"), 10, Decimal(9), 7, 0])
    assert answers == Recommendation(2, 1, 1, invalid=7)
    assert answers.score == 25


def test_nobody_answered_has_no_score_rather_than_zero():
    assert Recommendation.of(["N/A"]).score is None
    assert nps(Recommendation(0, 0, 0)).value is None
    assert share(0, 0).value is None and wilson(0, 0) is None


def test_a_finite_frame_narrows_the_interval_and_a_census_has_none():
    answers, half = Recommendation(10, 5, 5), unsampled_share(20, 40)
    assert answers.error(half) == pytest.approx(answers.error() * 0.5**0.5)
    assert nps(answers, half).high - nps(answers, half).low < nps(answers).high - nps(answers).low
    census = nps(answers, unsampled_share(20, 20))
    assert (census.value, census.low, census.high) == (25, None, None)
    assert share(18, 20, 0).low is None and wilson(18, 20, factor=0) is None


def test_top_two_box_leaves_out_who_could_not_judge():
    count, n = top_two({5: 120, 4: 340, 3: 250, 2: 190, 1: 100}, best=5)
    assert count / n == pytest.approx(0.46)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (18, 20, 0.698966354771513, 0.972133518786232),
        (4, 20, 0.0806576625797981, 0.4160174322518935),
        (4, 200, 0.00780442641634947, 0.05028708690582643),
        (1, 30, 0.005908590, 0.16670391),
        (0, 30, 0, 0.11351339),
        (30, 30, 0.8864866, 1),
    ],
)
def test_wilsons_interval(count, n, low, high):
    assert wilson(count, n) == pytest.approx((low, high), abs=1e-7)
