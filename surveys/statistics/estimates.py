"""What every figure of a survey comes with: how many answered, how sure it is, and where it cannot be said.

A figure that is not defined (nobody answered) is None and shown as a dash, never as zero.
"""

from dataclasses import dataclass
from math import sqrt

from surveys.statistics.distributions import Z, t_quantile


@dataclass(frozen=True)
class Estimate:
    """A figure, the number `n` of answers behind it, its standard error, and its 95 % interval.

    Without an interval: nobody or one person answered, or everybody of the population did, which leaves no sampling error.
    """

    n: int
    value: float | None
    error: float | None = None
    low: float | None = None
    high: float | None = None


def is_census(n, population):
    """Whether everybody of the population answered: then there is no sampling error and no interval."""
    return population is not None and n >= population


def unsampled_share(n, population):
    """1 − n/N, by which the variance of an estimate from a finite population of N shrinks; 1 where N is not known."""
    return 1.0 if population is None else max(0.0, 1 - n / population)


def mean(n, total, squares, population=None):
    """The mean of `n` values with their sum and sum of squares: SE = sqrt(s²/n · (1 − n/N)), interval by Student's t."""
    if n == 0:
        return Estimate(0, None)
    value = total / n
    if is_census(n, population):
        return Estimate(n, value, 0.0)
    if n == 1:
        return Estimate(1, value)
    variance = sample_variance(n, total, squares)
    return with_interval(n, value, sqrt(variance / n * unsampled_share(n, population)), n - 1)


def proportion(count, n, population=None):
    """The share `count`/`n` of a simple sample: SE = sqrt(p(1 − p)/(n − 1) · (1 − n/N)), interval by the normal law."""
    if n == 0:
        return Estimate(0, None)
    p = count / n
    if is_census(n, population):
        return Estimate(n, p, 0.0)
    if n == 1:
        return Estimate(1, p)
    return with_interval(n, p, sqrt(p * (1 - p) / (n - 1) * unsampled_share(n, population)))


def stratified_mean(strata):
    """The mean over a population in strata, from `strata`: (N_h, n_h, sum, sum of squares) of each.

    mean = Σ N_h m_h / N, SE² = Σ (N_h/N)² (1 − n_h/N_h) s_h²/n_h; Student's t with n − (number of strata) degrees of freedom.
    """
    return weighted_mean([(size, n, total, squares, size) for size, n, total, squares in strata])


def weighted_mean(strata):
    """As `stratified_mean`, from (weight, n_h, sum, sum of squares, N_h or None to leave the finite population aside).

    A stratum in which nobody answered is left out, the weights of the others being scaled to one. A stratum with one
    answer has no variance of its own; the error is then not defined.
    """
    answered = [stratum for stratum in strata if stratum[1]]
    n = sum(stratum[1] for stratum in answered)
    if n == 0:
        return Estimate(0, None)
    whole = sum(stratum[0] for stratum in answered)
    value = sum(weight / whole * total / size for weight, size, total, _squares, _population in answered)
    sampled = [stratum for stratum in answered if not is_census(stratum[1], stratum[4])]
    if not sampled:
        return Estimate(n, value, 0.0)
    if any(stratum[1] == 1 for stratum in sampled):
        return Estimate(n, value)
    error = sqrt(sum(_part_of_variance(weight / whole, *rest) for weight, *rest in sampled))
    return with_interval(n, value, error, n - len(answered))


def _part_of_variance(weight, n, total, squares, population):
    return weight**2 * unsampled_share(n, population) * sample_variance(n, total, squares) / n


def sample_variance(n, total, squares):
    """s² = (Σx² − (Σx)²/n) / (n − 1), never below zero by rounding."""
    return max(0.0, (squares - total * total / n) / (n - 1))


def with_interval(n, value, error, df=None):
    """`value` ± t·SE, or ± Z·SE without degrees of freedom."""
    margin = error * (Z if df is None else t_quantile(df))
    return Estimate(n, value, error, value - margin, value + margin)
