import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.statistics import importance, pearson

# mtcars: mpg, cyl, disp, hp, vs, am, gear (1974).
MTCARS = """
21.0 6 160.0 110 0 1 4 | 21.0 6 160.0 110 0 1 4 | 22.8 4 108.0 93 1 1 4 | 21.4 6 258.0 110 1 0 3
18.7 8 360.0 175 0 0 3 | 18.1 6 225.0 105 1 0 3 | 14.3 8 360.0 245 0 0 3 | 24.4 4 146.7 62 1 0 4
22.8 4 140.8 95 1 0 4  | 19.2 6 167.6 123 1 0 4 | 17.8 6 167.6 123 1 0 4 | 16.4 8 275.8 180 0 0 3
17.3 8 275.8 180 0 0 3 | 15.2 8 275.8 180 0 0 3 | 10.4 8 472.0 205 0 0 3 | 10.4 8 460.0 215 0 0 3
14.7 8 440.0 230 0 0 3 | 32.4 4 78.7 66 1 1 4   | 30.4 4 75.7 52 1 1 4   | 33.9 4 71.1 65 1 1 4
21.5 4 120.1 97 1 0 3  | 15.5 8 318.0 150 0 0 3 | 15.2 8 304.0 150 0 0 3 | 13.3 8 350.0 245 0 0 3
19.2 8 400.0 175 0 0 3 | 27.3 4 79.0 66 1 1 4   | 26.0 4 120.3 91 0 1 5  | 30.4 4 95.1 113 1 1 5
15.8 8 351.0 264 0 1 5 | 19.7 6 145.0 175 0 1 5 | 15.0 8 301.0 335 0 1 5 | 21.4 4 121.0 109 1 1 4
"""
COLUMNS = ["mpg", "cyl", "disp", "hp", "vs", "am", "gear"]
CARS = np.array([row.split() for row in MTCARS.replace("\n", "|").split("|") if row.strip()], dtype=float)


def cars(*names):
    return CARS[:, [COLUMNS.index(name) for name in names]]


def test_miles_per_gallon_fall_with_the_cylinders():
    mpg, cyl = cars("mpg", "cyl").T.tolist()
    assert pearson(mpg, cyl) == pytest.approx(-0.852161959, abs=1e-9)
    assert pearson(mpg, cyl) ** 2 == pytest.approx(0.7261800, abs=1e-7)


def test_shapley_values_are_those_of_the_published_example():
    r_xx, r_xy, _pairs = importance.correlations(cars("am", "vs", "cyl", "mpg"))
    parts = importance.shapley(r_xx, r_xy)
    assert importance.explained(r_xx, r_xy) == pytest.approx(0.7619773, abs=1e-7)
    assert parts == pytest.approx([0.1774892, 0.2027032, 0.3817849], abs=1e-7)
    assert importance.shares_of(parts) == pytest.approx([0.2329324, 0.2660226, 0.5010450], abs=1e-7)


def test_the_sign_stands_in_the_coefficient():
    r_xx, r_xy, _pairs = importance.correlations(cars("am", "vs", "cyl", "mpg"))
    assert [value > 0 for value in importance.coefficients(r_xx, r_xy)] == [True, True, False]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_both_measures_add_up_to_what_is_explained_and_agree(seed, links):
    random = np.random.default_rng(seed)
    table = random.normal(size=(300, links + 1))
    table[:, -1] += table[:, :-1].sum(axis=1)
    r_xx, r_xy, _pairs = importance.correlations(table)
    shapley, weights = importance.shapley(r_xx, r_xy), importance.relative_weights(r_xx, r_xy)
    assert shapley.sum() == pytest.approx(importance.explained(r_xx, r_xy))
    assert weights.sum() == pytest.approx(importance.explained(r_xx, r_xy), abs=1e-6)
    assert importance.shares_of(shapley) == pytest.approx(importance.shares_of(weights), abs=0.02)


def test_who_could_not_judge_a_link_counts_for_the_others():
    table = cars("am", "vs", "cyl", "mpg").copy()
    table[:8, 1] = np.nan
    _r_xx, r_xy, pairs = importance.correlations(table)
    mpg, am, vs = table[:, 3].tolist(), table[:, 0].tolist(), [None if v != v else v for v in table[:, 1].tolist()]
    assert r_xy[:2] == pytest.approx([pearson(am, mpg), pearson(vs, mpg)], abs=1e-9)
    assert pairs[1, 3] == len(CARS) - 8
    assert pairs[0, 3] == len(CARS)


def test_a_link_answered_by_all_alike_or_by_nobody_has_no_importance():
    table = np.column_stack([cars("am"), np.full(len(CARS), 7.0), np.full(len(CARS), np.nan), cars("mpg")])
    r_xx, r_xy, _pairs = importance.correlations(table)
    parts = importance.shapley(r_xx, r_xy)
    assert parts[1:] == pytest.approx([0, 0], abs=1e-9)
    assert parts[0] == pytest.approx(r_xy[0] ** 2)


def test_the_same_question_twice_shares_its_importance():
    r_xx, r_xy, _pairs = importance.correlations(cars("cyl", "cyl", "mpg"))
    assert importance.shapley(r_xx, r_xy) == pytest.approx([0.7261800 / 2] * 2, abs=1e-4)


def test_intervals_of_the_shares_hold_them_and_can_be_repeated():
    table = cars("am", "vs", "cyl", "mpg")
    intervals = importance.shapley_intervals(table, draws=200, seed=7)
    assert intervals == importance.shapley_intervals(table, draws=200, seed=7)
    shares = [0.2329324, 0.2660226, 0.5010450]
    assert all(low < share < high for (low, high), share in zip(intervals, shares, strict=True))


def test_nothing_explained_is_nothing_to_share():
    assert importance.shares_of(np.zeros(3)).tolist() == [0, 0, 0]
