"""Shares of answers: the best two points of a scale with Wilson's interval, and the Net Promoter Score.

`factor` is how the variance compares with that of a simple sample from an endless population: 1 for such a one, 1 − n/N
in a finite population of N (`unsampled_share`), 0 for a census, the design effect for a stratified sample.

Values to test against: Wilson as in R's binom and statsmodels; the score's adjusted interval after MeasuringU/Rocks.
"""

from dataclasses import dataclass
from math import sqrt

from surveys.statistics.distributions import Z
from surveys.statistics.estimates import Estimate

PROMOTERS_FROM = 9
DETRACTORS_TO = 6


def wilson(count, n, z=Z, factor=1.0):
    """Wilson's interval (low, high) of the share `count`/`n`; None where nobody, or everybody, answered.

    (p + z²/2n ± z sqrt(p(1 − p)/n + z²/4n²)) / (1 + z²/n), clipped to [0, 1], with n/factor for n.
    """
    if not n or not factor:
        return None
    p, size = count / n, n / factor
    centre = p + z * z / (2 * size)
    margin = z * sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    whole = 1 + z * z / size
    # At the ends the interval reaches 0 or 1 exactly, whatever rounding says.
    low = 0.0 if count == 0 else max(0.0, (centre - margin) / whole)
    high = 1.0 if count == n else min(1.0, (centre + margin) / whole)
    return low, high


def share(count, n, factor=1.0):
    """The share `count`/`n` with Wilson's interval, as an Estimate."""
    low, high = wilson(count, n, factor=factor) or (None, None)
    return Estimate(n, count / n if n else None, None, low, high)


def top_two(counts, best):
    """(answers in the two best points, valid answers), from {answer: count} on a scale whose best point is `best`.

    Whoever could not judge stands in neither.
    """
    return sum(count for answer, count in counts.items() if answer in (best, best - 1)), sum(counts.values())


@dataclass(frozen=True)
class Recommendation:
    """Answers to “would you recommend us”, 0 to 10: promoters give 9–10, detractors 0–6.

    `invalid` counts what is no such answer; it stands in no share.
    """

    promoters: float
    passives: float
    detractors: float
    invalid: int = 0

    @classmethod
    def of(cls, scores):
        """Of single scores; whatever is not a whole number of 0 to 10 is counted as invalid."""
        valid = [score for score in scores if is_score(score)]
        promoters = sum(score >= PROMOTERS_FROM for score in valid)
        detractors = sum(score <= DETRACTORS_TO for score in valid)
        passives = len(valid) - promoters - detractors
        return cls(promoters, passives, detractors, len(scores) - len(valid))

    @property
    def n(self):
        return self.promoters + self.passives + self.detractors

    @property
    def score(self):
        """NPS = 100 (p − d), from −100 to 100; None where nobody answered."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n else None

    @property
    def variance(self):
        """v = p + d − (p − d)² of one person's contribution (1, 0 or −1)."""
        p, d = self.promoters / self.n, self.detractors / self.n
        return p + d - (p - d) ** 2

    def error(self, factor=1.0):
        """SE = 100 sqrt(v/n · factor), in points."""
        return 100 * sqrt(self.variance / self.n * factor)

    def adjusted(self):
        """Three answers more, of which 3/4 promote and 3/4 detract: keeps the interval honest for few answers."""
        return Recommendation(self.promoters + 0.75, self.passives + 1.5, self.detractors + 0.75)


def is_score(value):
    return not isinstance(value, bool) and value in range(11)


def nps(answers, factor=1.0):
    """The plain Net Promoter Score with the adjusted Wald interval, clipped to [−100, 100].

    The error and the interval are those of `answers.adjusted()`; the plain error is at hand as `answers.error()`.
    """
    if not answers.n or not factor:
        return Estimate(answers.n, answers.score, 0.0 if answers.n else None)
    adjusted = answers.adjusted()
    error = adjusted.error(factor)
    low, high = adjusted.score - Z * error, adjusted.score + Z * error
    return Estimate(answers.n, answers.score, error, max(-100.0, low), min(100.0, high))
