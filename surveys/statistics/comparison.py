"""Did a figure change between two waves? Tests, two-sided, and Holm's correction for many of them at once.

A wave in which everybody of its population answered has no sampling error: a difference between two such waves is what it
is, and there is nothing to test. Sources of the test values: statsmodels, R (its data set “sleep”).
"""

from dataclasses import dataclass
from math import comb, sqrt

from surveys.statistics.distributions import chi_squared_one, two_sided_normal, two_sided_t

# With fewer changed answers than this McNemar's test is reckoned exactly.
EXACT_BELOW = 25


@dataclass(frozen=True)
class Change:
    """Later minus earlier, the test statistic and its p; the latter None where nothing can be tested."""

    difference: float | None
    statistic: float | None = None
    p: float | None = None
    df: float | None = None


def two_proportions(later, later_n, earlier, earlier_n, factors=(1.0, 1.0)):
    """Pooled z: (p1 − p2) / sqrt(p (1 − p) (1/n1 + 1/n2)), p being the share in both together.

    `factors` multiply 1/n1 and 1/n2: 1 − n/N for a finite population, 0 for a census, else the design effect.
    """
    if not later_n or not earlier_n:
        return Change(None)
    difference = later / later_n - earlier / earlier_n
    p = (later + earlier) / (later_n + earlier_n)
    return _normal(difference, sqrt(p * (1 - p) * (factors[0] / later_n + factors[1] / earlier_n)))


def one_proportion(count, n, target):
    """z of a share against a fixed `target`, with the variance of the share itself."""
    if not n:
        return Change(None)
    p = count / n
    return _normal(p - target, sqrt(p * (1 - p) / n))


def nps_change(later, earlier, factors=(1.0, 1.0)):
    """z of two Net Promoter Scores, from two Recommendations: difference / sqrt(SE1² + SE2²)."""
    if not later.n or not earlier.n:
        return Change(None)
    error = sqrt(later.error(factors[0]) ** 2 + earlier.error(factors[1]) ** 2)
    return _normal(later.score - earlier.score, error)


def welch(later, earlier):
    """Welch's t of two means, given as Estimates with their errors: unequal variances, degrees of freedom after Welch and
    Satterthwaite. Errors in which the finite population was taken into account stay so."""
    if later.value is None or earlier.value is None:
        return Change(None)
    difference = later.value - earlier.value
    if later.error is None or earlier.error is None:
        return Change(difference)
    parts = [(estimate.error**2, estimate.n - 1) for estimate in (later, earlier)]
    whole = sum(part for part, _df in parts)
    if not whole:
        return Change(difference)
    return _student(difference, sqrt(whole), whole**2 / sum(part**2 / df for part, df in parts if part))


def paired_t(n, difference, variance):
    """t of the same `n` people in both waves, from the mean of their differences and its sample variance."""
    if n < 2 or not variance:
        return Change(difference if n else None)
    return _student(difference, sqrt(variance / n), n - 1)


def mcnemar(gained, lost, n):
    """Of `n` people in both waves, `gained` came to the best two points and `lost` left them: did the share change?

    chi² = (gained − lost)² / (gained + lost) with one degree of freedom; exactly, by the binomial law, for few changes.
    """
    if not n:
        return Change(None)
    changed = gained + lost
    difference = (gained - lost) / n
    if not changed:
        return Change(difference)
    statistic = (gained - lost) ** 2 / changed
    if changed >= EXACT_BELOW:
        return Change(difference, statistic, chi_squared_one(statistic))
    tail = sum(comb(changed, count) for count in range(min(gained, lost) + 1)) / 2**changed
    return Change(difference, statistic, min(1.0, 2 * tail))


def holm(p_values):
    """Holm's corrected p of each of many tests, in their order; None stays None and is no test.

    Sorted from the smallest, the i-th of m is multiplied by m − i + 1; none may come out below the one before it.
    """
    tested = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    corrected, least = [None] * len(p_values), 0.0
    for rank, (p, place) in enumerate(tested):
        least = max(least, min(1.0, p * (len(tested) - rank)))
        corrected[place] = least
    return corrected


def _normal(difference, error):
    if not error:
        return Change(difference)
    z = difference / error
    return Change(difference, z, two_sided_normal(z))


def _student(difference, error, df):
    t = difference / error
    return Change(difference, t, two_sided_t(t, df), df)
