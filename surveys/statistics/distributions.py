"""Probabilities of the normal, Student's and the chi-squared distribution, from the standard library alone."""

from functools import lru_cache
from math import erfc, exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

# The two-sided 95 % point of the normal distribution.
Z = NormalDist().inv_cdf(0.975)

CONVERGED = 1e-15
TINY = 1e-300


def two_sided_normal(z):
    """P(|Z| ≥ |z|) of the standard normal distribution."""
    return erfc(abs(z) / sqrt(2))


def two_sided_t(t, df):
    """P(|T| ≥ |t|) of Student's distribution with `df` > 0 degrees of freedom, not necessarily a whole number.

    p = I_x(df/2, 1/2) with x = df / (df + t²), I being the regularised incomplete beta function;
    for small t by the other end of it, where x would be rounded to 1.
    """
    if t * t < df:
        return 1 - regularised_beta(t * t / (df + t * t), 0.5, df / 2)
    return regularised_beta(df / (df + t * t), df / 2, 0.5)


def chi_squared_one(value):
    """P(χ² ≥ value) with one degree of freedom, which is the square of a standard normal variable."""
    return erfc(sqrt(value / 2))


@lru_cache(maxsize=4096)
def t_quantile(df, confidence=0.95):
    """The t with P(|T| < t) = `confidence`, by halving; 12.706 for one degree of freedom, near Z for many."""
    low, high = 0.0, 1.0
    while two_sided_t(high, df) > 1 - confidence:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided_t(middle, df) > 1 - confidence else (low, middle)
    return high


def regularised_beta(x, a, b):
    """I_x(a, b) for 0 ≤ x ≤ 1, by Lentz's continued fraction (Abramowitz and Stegun 26.5.8).

    The fraction converges fast below (a + 1) / (a + b + 2); beyond it I_x(a, b) = 1 − I_{1−x}(b, a) is used.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - regularised_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _beta_fraction(x, a, b)


def _beta_fraction(x, a, b):
    """1 / (1 + d1 / (1 + d2 / (1 + …))), evaluated from the front."""
    value, c, d = 1.0, 1.0, _inverse(1 - (a + b) * x / (a + 1))
    value *= d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = inf
        for term in (even, odd):
            d = _inverse(1 + term * d)
            c = 1 + term / c or TINY
            step = c * d
            value *= step
        if abs(step - 1) < CONVERGED:
            break
    return value


def _inverse(number):
    return 1 / (number or TINY)
