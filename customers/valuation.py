"""The rules of customer value 客户贡献值 that need no database: months, criteria, points, grades and lifetime value.

    contribution   = gross profit - contact costs by the log - compensation, over the months of the policy
    points         = those of the highest band that the input reaches (0 below the lowest, or where the input is not known)
    score          = sum of weight x points / 100 over the eight criteria, whose weights make 100
    lifetime value = contribution x sum of (retention / (1 + discount))^t for the years t = 1 … horizon

Amounts are CNY, rates per cent. The run itself is set-based (customers/valuing.py) and follows the same rules.
"""

from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.figures.months import shift

FACTOR_DIGITS = Decimal("0.000001")


class Criterion(models.TextChoices):
    AMOUNT = "amount", pgettext_lazy("valuation", "Amount")
    SHARE = "share", _("Share of all")
    GROWTH = "growth", _("Growth")
    PAYMENT = "payment", _("Payment discipline")
    POSITION = "position", _("Industry position")
    POTENTIAL = "potential", _("Growth potential")
    LOYALTY = "loyalty", _("Loyalty")
    COOPERATION = "cooperation", _("Cooperation")


PRESENT = (Criterion.AMOUNT, Criterion.SHARE, Criterion.GROWTH, Criterion.PAYMENT)
STRATEGIC = (Criterion.POSITION, Criterion.POTENTIAL, Criterion.LOYALTY, Criterion.COOPERATION)
MARKS = range(1, 6)


class GradeRule(models.TextChoices):
    CUMULATIVE = "cumulative", _("By cumulative share of the contribution")
    SCORE = "score", _("By score")


@dataclass(frozen=True)
class Parameters:
    """All that a run is computed with. The run keeps it, so that it can be explained when the policy has changed.

    `weights` are {criterion: per cent}, `bands` {criterion: [[from this value on, points], …]}, lowest first; decimals
    are text, as in JSON.
    """

    policy: str
    version: int
    months: int
    weights: dict
    bands: dict
    grade_rule: str
    share_a: int
    share_b: int
    score_a: int
    score_b: int
    retention_rate: str
    horizon_years: int
    discount_rate: str

    as_json = asdict

    @property
    def share_to_b(self):
        """The cumulative share, in per cent, from which on a customer is C."""
        return self.share_a + self.share_b

    @property
    def lifetime_factor(self):
        """The years' factors together, to six digits: what the contribution of one year is multiplied by."""
        return sum(self.year_factors, Decimal(0)).quantize(FACTOR_DIGITS, ROUND_HALF_UP)

    @property
    def year_factors(self):
        """How much of one yuan a year from now, in two years, … is counted today."""
        with localcontext(prec=40):
            retention, discount = Decimal(self.retention_rate) / 100, Decimal(self.discount_rate) / 100
            return [(retention / (1 + discount)) ** year for year in range(1, self.horizon_years + 1)]

    def band_of(self, criterion, value):
        """(from this value on, points) of the highest band that `value` reaches; None below the lowest."""
        reached = [band for band in self.bands[criterion] if value is not None and Decimal(band[0]) <= value]
        return reached[-1] if reached else None

    def side_weight(self, side):
        """The weight of PRESENT or STRATEGIC: that of its criteria together."""
        return sum(self.weights[criterion] for criterion in side)


def months_before(day, count):
    """The first days of the `count` full months before `day`: (the first, the one after the last)."""
    return shift(day, -count), day.replace(day=1)
