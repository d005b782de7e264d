import pytest

from surveys.statistics import acsi_style, cronbach, cronbach_of, rescaled, wallet_share, weighted_index


def test_the_acsi_style_index_with_equal_weights():
    assert acsi_style(8, 7, 6) == pytest.approx(66.666667, abs=1e-6)
    assert acsi_style(8, 7, 6) == pytest.approx((8 + 7 + 6 - 3) / 27 * 100)


def test_the_acsi_style_index_with_weights_of_its_own():
    assert acsi_style(8, 7, 6, (0.3885, 0.3190, 0.2925)) == pytest.approx(67.733333, abs=1e-6)


@pytest.mark.parametrize(("answer", "index"), [(1, 0), (10, 100), (8, 77.777778)])
def test_the_ends_of_the_scale_are_the_ends_of_the_index(answer, index):
    assert acsi_style(answer, answer, answer) == pytest.approx(index, abs=1e-6)


def test_a_weighted_mean_is_not_the_misprinted_one():
    found = weighted_index([8, 4, 8, 3, 4], [7, 5, 9, 3, 6])
    assert found == pytest.approx(6.033333, abs=1e-6)
    assert found != pytest.approx(6.01, abs=1e-3)


def test_weights_that_do_not_add_to_one_are_always_divided_by_their_sum():
    scores = [rescaled(value, 1, 8) for value in (7, 5, 1, 6)]
    weights = [0.25, 0.35, 0.15, 0.15]
    unnormalised = sum(weight * score for weight, score in zip(weights, scores, strict=True))
    assert unnormalised == pytest.approx(52.142857, abs=1e-6)
    assert weighted_index(scores, weights) == pytest.approx(57.936508, abs=1e-6)


def test_an_item_not_answered_loses_its_weight_and_the_rest_count_in_proportion():
    assert weighted_index([80, None, 50], [2, 5, 1]) == pytest.approx(70)
    assert acsi_style(8, None, 6) == pytest.approx((700 / 9 + 500 / 9) / 2)


def test_no_answer_at_all_is_no_index():
    assert weighted_index([None, None], [1, 1]) is None
    assert acsi_style(None, None, None) is None
    assert rescaled(None, 1, 10) is None


@pytest.mark.parametrize(("providers", "shares"), [(2, [0.6667, 0.3333]), (3, [0.5, 0.3333, 0.1667])])
def test_the_wallet_is_shared_by_rank(providers, shares):
    found = [wallet_share(rank, providers) for rank in range(1, providers + 1)]
    assert found == pytest.approx(shares, abs=1e-4)
    assert sum(found) == pytest.approx(1)


def test_identical_items_are_perfectly_reliable():
    assert cronbach([[value] * 4 for value in (1, 5, 7, 10)]) == pytest.approx(1)


def test_uncorrelated_items_of_equal_variance_are_not_reliable_at_all():
    assert cronbach([(1, 1), (1, 2), (2, 1), (2, 2)]) == pytest.approx(0)


@pytest.mark.parametrize("rows", [[], [(1, 2)], [(1,), (2,)], [(3, 3), (3, 3)]])
def test_reliability_is_not_defined_for_one_item_one_person_or_no_variation(rows):
    assert cronbach(rows) is None


def test_reliability_from_variances_alone():
    assert cronbach_of([1.0, 1.0, 1.0], 6.0) == pytest.approx(0.75)
