"""How many to ask, how many of each stratum, and who: pure functions, usable without a database.

Formulas and their sources: Cochran, Sampling Techniques (1977), chapters 4 and 5. Strata are sequences in one order;
`sizes` are the numbers of people N_h, `deviations` their standard deviations S_h.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from random import Random

Z95 = 1.959963984540054
# What lies this near to a whole number is one: the rest is the error of floating point.
NEARLY = 1e-9


class MinimumTooHigh(ValueError):
    """The least number of every stratum needs more than the whole sample."""

    def __init__(self, needed):
        super().__init__(f"The minimum per stratum needs {needed}.")
        self.needed = needed


@dataclass(frozen=True)
class Allocation:
    """How many of each stratum; `missing` of the wished number are not there at all."""

    counts: list
    missing: int = 0


def size_for_share(error, share=0.5, population=None, z=Z95):
    """How many must answer so that a share is known to ± `error` (0.05 = 5 points); `population` None: infinite."""
    variance = share * (1 - share)
    return _size(variance, error, population, z)


def size_for_mean(error, deviation, population=None, z=Z95):
    """How many must answer so that a mean is known to ± `error`, in the unit of `deviation`."""
    return _size(deviation**2, error, population, z)


def _size(variance, error, population, z):
    known = variance / population if population else 0
    return math.ceil(variance / ((error / z) ** 2 + known) - NEARLY)


def largest_remainder(total, shares):
    """Round `shares`, which add to `total`, to whole numbers that add to it as well (Hamilton); ties to the first."""
    counts = [math.floor(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: counts[place] - shares[place])
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return counts


def proportional(wished, sizes, minimum=0):
    """n_h = n N_h / N: every stratum in its proportion."""
    return allocate(wished, sizes, sizes, minimum)


def neyman(wished, sizes, deviations, minimum=0, is_capped=True):
    """n_h = n N_h S_h / Σ N S: more where there are more and where they differ more."""
    weights = [size * deviation for size, deviation in zip(sizes, deviations, strict=True)]
    return allocate(wished, sizes, weights, minimum, is_capped)


def square_root(wished, sizes, minimum=0):
    """n_h in proportion to √N_h: small strata get more than their proportion."""
    return allocate(wished, sizes, [math.sqrt(size) for size in sizes], minimum)


def allocate(wished, sizes, weights, minimum=0, is_capped=True):
    """Share out `wished` by `weights`: at least `minimum` of each stratum (or all of a smaller one) and, capped, no
    more than there are; what one stratum cannot give is shared out among the others."""
    least = [min(minimum, size) for size in sizes]
    most = [size if is_capped else wished for size in sizes]
    if sum(least) > wished:
        raise MinimumTooHigh(sum(least))
    if wished >= sum(most):
        return Allocation(list(most), wished - sum(most))
    exact = [Fraction(weight) for weight in weights]
    level = _level(wished, exact, least, most)
    shares = [_between(low, level * weight, high) for low, weight, high in zip(least, exact, most, strict=True)]
    return Allocation(largest_remainder(wished, shares))


def _between(low, value, high):
    return max(Fraction(low), min(value, Fraction(high)))


def _level(wished, weights, least, most):
    """The multiple of the weights at which the clamped shares add to `wished`; found between the bends of that sum."""
    strata = [row for row in zip(least, weights, most, strict=True) if row[1] > 0]
    fixed = sum(low for low, weight in zip(least, weights, strict=True) if weight <= 0)

    def total(level):
        return fixed + sum(_between(low, level * weight, high) for low, weight, high in strata)

    bends = sorted({Fraction(bound) / weight for low, weight, high in strata for bound in (low, high)})
    below = max((bend for bend in bends if total(bend) <= wished), default=Fraction(0))
    above = min((bend for bend in bends if bend > below), default=below)
    gained = total(above) - total(below)
    return below + (above - below) * (wished - total(below)) / gained if gained else below


def draw(seed, strata, counts):
    """Draw `counts[stratum]` of `strata` {name: people}; the same seed and the same people give the same draw.

    People are anything that sorts. They come back in random order.
    """
    drawn = []
    for name in sorted(strata):
        chooser = Random(f"{seed}:{name}")  # noqa: S311 - repeatable on purpose
        drawn += chooser.sample(sorted(strata[name]), counts[name])
    Random(f"{seed}:order").shuffle(drawn)  # noqa: S311 - repeatable on purpose
    return drawn
