"""What the customers of a portfolio bring together: sums per grade, the Pareto curve, and who changed most."""

from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Sum

from customers.models.customer import Customer
from customers.models.customer_value import FALLEN, RISEN
from customers.valuation import GradeRule

CURVE_POINTS = 180
MOVERS = 5
SUMS = ("revenue", "contribution", "previous_contribution", "lifetime_value")

# A point for every so many customers, and those at which A and B end.
CURVE = """
WITH laid_out AS (
    SELECT
        grade,
        lead(grade) OVER by_rank AS next_grade,
        row_number() OVER by_rank AS place,
        count(*) OVER () AS customers,
        sum(greatest(contribution, 0)) OVER by_rank AS cumulative,
        NULLIF(sum(greatest(contribution, 0)) OVER (), 0) AS total
    FROM ({chosen}) AS chosen
    WINDOW by_rank AS (ORDER BY rank)
)
SELECT place, round(100 * cumulative / total, 2)
FROM laid_out
WHERE total IS NOT NULL AND (
    place = customers OR place %% ceil(customers::numeric / %s) = 0
    OR (%s AND grade IN ('A', 'B') AND grade IS DISTINCT FROM next_grade)
)
ORDER BY place
"""


def summary_of(values, run):
    """{"grades": [{grade, customers, moves, sums}], "curve": [[customers, cumulative %]], "movers": [ids]}, fit for JSON."""
    return {"grades": grades_of(values), "curve": curve_of(values, run), "movers": movers_of(values)}


def grades_of(values):
    """One entry per grade that occurs, those without one last; amounts as text."""
    rows = (
        values.order_by("grade")
        .values("grade")
        .annotate(
            customers=Count("pk"),
            risen=Count("pk", filter=RISEN),
            fallen=Count("pk", filter=FALLEN),
            **{f"sum_{name}": Sum(name) for name in SUMS},
        )
    )
    found = {row["grade"]: row for row in rows}
    return [
        {
            "grade": grade,
            **{name: found[grade][name] for name in ("customers", "risen", "fallen")},
            **{name: str(found[grade][f"sum_{name}"]) for name in SUMS},
        }
        for grade in (*Customer.Grade.values, "")
        if grade in found
    ]


def curve_of(values, run):
    """Of the customers ranked from the first on: how many, and what per cent of their positive contributions."""
    try:
        chosen, parameters = values.order_by().values("rank", "grade", "contribution").query.sql_with_params()
    except EmptyResultSet:
        # A search that can find nothing has no statement.
        return []
    marks_grades = run.used.grade_rule == GradeRule.CUMULATIVE
    with connection.cursor() as cursor:
        cursor.execute(CURVE.format(chosen=chosen), [*parameters, CURVE_POINTS, marks_grades])
        return [[place, float(share)] for place, share in cursor.fetchall()]


def movers_of(values):
    """Ids of the values that rose and fell most against the months before, in yuan."""
    changed = values.annotate(change=F("contribution") - F("previous_contribution")).order_by("-change", "rank")
    best = changed.filter(change__gt=0).values_list("pk", flat=True)[:MOVERS]
    worst = changed.filter(change__lt=0).reverse().values_list("pk", flat=True)[:MOVERS]
    return [*best, *worst]


def shown_grades(grades):
    """The sums per grade with their share of the customers and of the contribution; and the sums of all."""
    rows = [row | {name: Decimal(row[name]) for name in SUMS} for row in grades]
    total = {name: sum(row[name] for row in rows) for name in ("customers", "risen", "fallen", *SUMS)}
    for row in [*rows, total]:
        row["customers_share"] = _per_cent(row["customers"], total["customers"])
        row["share"] = _per_cent(row["contribution"], total["contribution"])
        row["growth"] = _per_cent(row["contribution"] - row["previous_contribution"], row["previous_contribution"])
    return rows, total


def shown_movers(values, ids):
    """The values that `summary_of` named, those that rose first, then those that fell; each with its `change`."""
    found = {value.pk: value for value in values.filter(pk__in=ids)}
    rows = [found[pk] for pk in ids if pk in found]
    for row in rows:
        row.change = row.contribution - row.previous_contribution
    return [row for row in rows if row.change > 0], [row for row in rows if row.change < 0]


def _per_cent(part, whole):
    """None where there is nothing to compare with."""
    return 100 * Decimal(part) / whole if whole > 0 else None
