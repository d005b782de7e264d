"""The statistics of satisfaction surveys as pure functions: no database, no Django, no clock.

    distributions   normal, Student's t and chi-squared probabilities
    estimates       means and proportions with intervals, finite populations, strata
    shares          top-2-box with Wilson's interval, Net Promoter Score
    index           CSI, ACSI-style index, share of wallet, Cronbach's alpha
    rates           outcome rates after AAPOR
    comparison      tests between waves, Holm's correction
    correlation     Pearson, Spearman
    importance      derived importance (Shapley, relative weights); needs numpy, so it is imported by its own name
    quadrants       the importance–performance map

Everything but `importance` can be had from here.
"""

from surveys.statistics.comparison import (
    Change,
    holm,
    mcnemar,
    nps_change,
    one_proportion,
    paired_t,
    two_proportions,
    welch,
)
from surveys.statistics.correlation import pearson, spearman
from surveys.statistics.distributions import Z
from surveys.statistics.estimates import Estimate, mean, proportion, stratified_mean, unsampled_share, weighted_mean
from surveys.statistics.index import acsi_style, cronbach, cronbach_of, rescaled, wallet_share, weighted_index
from surveys.statistics.quadrants import Point, Quadrant, cut_at_means, is_uncertain, quadrant
from surveys.statistics.rates import Outcomes
from surveys.statistics.shares import Recommendation, nps, share, top_two, wilson

__all__ = [
    "Change",
    "Estimate",
    "Outcomes",
    "Point",
    "Quadrant",
    "Recommendation",
    "Z",
    "acsi_style",
    "cronbach",
    "cronbach_of",
    "cut_at_means",
    "holm",
    "is_uncertain",
    "mcnemar",
    "mean",
    "nps",
    "nps_change",
    "one_proportion",
    "paired_t",
    "pearson",
    "proportion",
    "quadrant",
    "rescaled",
    "share",
    "spearman",
    "stratified_mean",
    "top_two",
    "two_proportions",
    "unsampled_share",
    "wallet_share",
    "weighted_index",
    "weighted_mean",
    "welch",
    "wilson",
]
