"""From sums per stratum to estimates: every answer stands for N/n customers of its stratum.

A wave without strata is one stratum. Who of a stratum did not answer is taken to be like those who did; the finite
population is taken into account, so that a wave in which everybody answered has no interval.
"""

from surveys.statistics import Recommendation, nps, share, unsampled_share, weighted_mean
from surveys.statistics.estimates import is_census


def weights(sheets, frame):
    """{stratum: N/n} from the counts of complete answer sheets and of units of the frame by stratum."""
    return {stratum: frame[stratum] / count for stratum, count in sheets.items()}


class Weighted:
    """The sums `groups` (reading.Group) of one measure, each weighted by its stratum."""

    def __init__(self, groups, weights):
        self.strata = collapsed([(weights[group.stratum], group) for group in groups])
        self.n = sum(group.n for group in groups)
        self.population = round(sum(weight * group.n for weight, group in self.strata), 6)

    def mean(self):
        return self._mean(lambda group: (group.total, group.squares))

    def tops(self):
        """The share of answers in the two best points."""
        p = self._mean(lambda group: (group.tops, group.tops)).value
        return share(p * self.n, self.n, self.tops_factor)

    @property
    def tops_factor(self):
        estimate = self._mean(lambda group: (group.tops, group.tops))
        return self._factor(estimate, estimate.value * (1 - estimate.value))

    def recommendation(self):
        """Promoters, passives and detractors by their weights, adding up to the number of answers."""
        promoters = self._mean(lambda group: (group.tops, group.tops)).value * self.n
        detractors = self._mean(lambda group: (group.detractors, group.detractors)).value * self.n
        return Recommendation(promoters, self.n - promoters - detractors, detractors)

    @property
    def nps_factor(self):
        estimate = self._mean(lambda group: (group.tops - group.detractors, group.tops + group.detractors))
        return self._factor(estimate, self.recommendation().variance)

    def nps(self):
        return nps(self.recommendation(), self.nps_factor)

    def _mean(self, sums):
        rows = []
        for weight, group in self.strata:
            population = round(weight * group.n, 6)
            rows.append((population, group.n, *sums(group), population))
        return weighted_mean(rows)

    def _factor(self, estimate, variance):
        """How the variance compares with that of a simple sample from an endless population, `variance` being one answer's."""
        if is_census(self.n, self.population):
            return 0.0
        if len(self.strata) == 1 or not variance or not estimate.error:
            return unsampled_share(self.n, self.population)
        return estimate.error**2 * self.n / variance


def collapsed(strata):
    """Strata of one answer have no variance of their own: they are taken together, with the smallest other if need be."""
    if len(strata) < 2:
        return strata
    strata = sorted(strata, key=lambda pair: pair[1].n)
    alone = [pair for pair in strata if pair[1].n == 1 and not is_census(1, round(pair[0], 6))]
    if not alone:
        return strata
    rest = [pair for pair in strata if pair not in alone]
    if len(alone) == 1 and rest:
        alone.append(rest.pop(0))
    return [*rest, _together(alone)]


def _together(strata):
    """One stratum of several, its sums being such that its mean is their weighted mean."""
    n = sum(group.n for _weight, group in strata)
    weight = sum(weight * group.n for weight, group in strata) / n
    first = strata[0][1]
    sums = [
        sum(own * column for own, column in zip([w for w, _g in strata], columns, strict=True)) / weight
        for columns in zip(*(group[2:] for _weight, group in strata), strict=True)
    ]
    return weight, type(first)("", n, *sums)
