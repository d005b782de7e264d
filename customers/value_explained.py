"""A customer's value line by line, for the value tab: what was put in, which band it reached, what it counted for."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from customers.amounts import amount_in, grouped
from customers.valuation import PRESENT, STRATEGIC, Criterion, GradeRule


@dataclass(frozen=True)
class Line:
    """`counted` = points x weight / 100."""

    label: str
    found: str
    band: str
    points: int
    weight: int

    @property
    def counted(self):
        return Decimal(self.points * self.weight).scaleb(-2)


@dataclass(frozen=True)
class Side:
    label: str
    lines: list

    @property
    def weight(self):
        return sum(line.weight for line in self.lines)

    @property
    def counted(self):
        return sum(line.counted for line in self.lines)


def sides_of(value):
    """The two sides of the score, each with its four lines."""
    used = value.run.used
    labels = {PRESENT: _("Present contribution"), STRATEGIC: _("Strategic value")}
    return [Side(label, [_line(value, used, criterion) for criterion in side]) for side, label in labels.items()]


def _line(value, used, criterion):
    found = value.input_of(criterion)
    counted = 0 if criterion == Criterion.GROWTH and found is None and value.has_figures else found
    band = used.band_of(criterion, counted)
    return Line(
        label=criterion.label,
        found=_found(value, criterion, found),
        band=f"≥ {_number(criterion, Decimal(band[0]))}" if band else _("below the lowest band"),
        points=value.points_of(criterion),
        weight=used.weights[criterion],
    )


def _found(value, criterion, found):
    if found is not None:
        return _number(criterion, found)
    if criterion in STRATEGIC:
        return _("not assessed")
    if criterion == Criterion.GROWTH and value.has_figures:
        return _("nothing earned in the months before: counts as 0 %")
    return _("no figures")


def _number(criterion, number):
    if criterion == Criterion.AMOUNT:
        return amount_in("yuan", number)
    if criterion in STRATEGIC:
        return str(int(number))
    return f"{grouped(number, 2)} %"


def rule_in_words(used):
    """The grade rule of a run, as a person says it."""
    if used.grade_rule == GradeRule.SCORE:
        return _("A from a score of %(a)d, B from %(b)d, below it C.") % {"a": used.score_a, "b": used.score_b}
    return _(
        "Customers are lined up by contribution, the largest first. Those that begin before %(a)d %% of all contribution is "
        "reached are A, those that begin before %(b)d %% are B, the others and all that contribute nothing are C."
    ) % {"a": used.share_a, "b": used.share_to_b}


def grade_in_words(value):
    """Why this customer has the grade that it has."""
    used = value.run.used
    if not value.grade:
        return _("A potential customer without figures in these months has no grade yet.")
    if used.grade_rule == GradeRule.SCORE:
        return _("The score of %(score)s gives grade %(grade)s.") % {"score": value.score, "grade": value.grade}
    if value.contribution <= 0:
        return _("It contributed nothing in these months, so its grade is C.")
    return _(
        "Those before it bring %(before)s %% of all contribution, with it they bring %(with)s %%: grade %(grade)s."
    ) % {
        "before": grouped(value.share_before, 4),
        "with": grouped(value.cumulative_share, 4),
        "grade": value.grade,
    }


def lifetime_in_words(value):
    """The formula of the lifetime value with its numbers."""
    used = value.run.used
    return _("%(contribution)s × (%(years)s) = %(contribution)s × %(factor)s = %(value)s CNY") % {
        "contribution": grouped(value.contribution, 2),
        "years": " + ".join(str(round(factor, 4)) for factor in used.year_factors),
        "factor": used.lifetime_factor,
        "value": grouped(value.lifetime_value, 2),
    }
