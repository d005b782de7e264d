from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.statistics.distributions import (
    Z,
    chi_squared_one,
    regularised_beta,
    t_quantile,
    two_sided_normal,
    two_sided_t,
)


def test_the_normal_point_is_the_one_the_values_were_made_with():
    assert pytest.approx(1.959963984540054, abs=1e-12) == Z
    assert two_sided_normal(Z) == pytest.approx(0.05, abs=1e-12)


@pytest.mark.parametrize(
    ("df", "point"), [(1, 12.706204736), (2, 4.302652730), (5, 2.570581836), (10, 2.228138852), (30, 2.042272456)]
)
def test_points_of_students_distribution_are_those_of_the_tables(df, point):
    assert t_quantile(df) == pytest.approx(point, abs=1e-8)
    assert two_sided_t(point, df) == pytest.approx(0.05, abs=1e-9)


@given(st.floats(-50, 50))
def test_two_degrees_of_freedom_have_a_closed_form(t):
    assert two_sided_t(t, 2) == pytest.approx(1 - abs(t) / sqrt(2 + t * t), abs=1e-10)


def test_one_degree_of_freedom_is_cauchys_law_and_very_many_are_the_normal_one():
    assert two_sided_t(1, 1) == pytest.approx(0.5)
    assert two_sided_t(2, 1e7) == pytest.approx(two_sided_normal(2), abs=1e-6)


@given(st.floats(0, 1), st.floats(0.5, 50), st.floats(0.5, 50))
def test_the_incomplete_beta_function_is_symmetric_and_a_probability(x, a, b):
    value = regularised_beta(x, a, b)
    assert -1e-12 <= value <= 1 + 1e-12
    assert value == pytest.approx(1 - regularised_beta(1 - x, b, a), abs=1e-9)


def test_chi_squared_at_its_tabled_point():
    assert chi_squared_one(3.841458821) == pytest.approx(0.05, abs=1e-9)
