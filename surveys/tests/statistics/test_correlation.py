import pytest

from surveys.statistics import pearson, spearman

X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE = [
    (X, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]),
    (X, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74]),
    (X, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]),
    ([8] * 7 + [19] + [8] * 3, [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89]),
]


@pytest.mark.parametrize(
    ("data", "r"), list(zip(ANSCOMBE, [0.816420516345, 0.816236506, 0.81628673949, 0.816521436889], strict=True))
)
def test_pearsons_correlation(data, r):
    assert pearson(*data) == pytest.approx(r, abs=1e-9)


@pytest.mark.parametrize(("data", "rho"), list(zip(ANSCOMBE, [0.818182, 0.690909, 0.990909, 0.5], strict=True)))
def test_spearmans_correlation_handles_ties_and_outliers(data, rho):
    assert spearman(*data) == pytest.approx(rho, abs=1e-6)


def test_only_complete_pairs_count():
    assert pearson([1, 2, None, 4], [2, 4, 100, 8]) == pytest.approx(1)
    assert spearman([1, 2, 3, None], [9, 8, 7, 100]) == pytest.approx(-1)


@pytest.mark.parametrize(("xs", "ys"), [([], []), ([1], [2]), ([3, 3, 3], [1, 2, 3]), ([1, None], [None, 2])])
def test_a_correlation_needs_two_pairs_that_vary(xs, ys):
    assert pearson(xs, ys) is None
    assert spearman(xs, ys) is None
