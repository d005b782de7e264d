"""The two statements of a valuation: value every customer, and give those whose grade changed the new one.

The rules are those of customers/valuation.py; docs/value.md says them in words.
"""

from customers.valuation import Criterion


def points(criterion, value):
    """The points for `value`, 0 below the lowest band and where it is NULL; the bands come as two parameters."""
    return f"COALESCE((%({criterion}_points)s::int[])[width_bucket({value}, %({criterion}_bounds)s::numeric[]) + 1], 0)"


def band_parameters(bands):
    """The parameters that `points` reads, from {criterion: [[from this value on, points], …]}."""
    found = {}
    for criterion, steps in bands.items():
        found[f"{criterion}_bounds"] = [bound for bound, _points in steps]
        found[f"{criterion}_points"] = [0, *(given for _bound, given in steps)]
    return found


# What is given points; growth that cannot be reckoned counts as none.
INPUTS = {
    Criterion.AMOUNT: "contribution",
    Criterion.GROWTH: "CASE WHEN has_figures THEN COALESCE(growth, 0) ELSE growth END",
}
POINTS = ",\n        ".join(f"{points(name, INPUTS.get(name, name))} AS {name}_points" for name in Criterion.values)
SCORE = " + ".join(f"{name}_points * %({name}_weight)s" for name in Criterion.values)

COLUMNS = (
    *("customer_id", "rank", "has_figures", "revenue", "gross_profit", "contact_costs", "compensation", "contribution"),
    *(
        "previous_contribution",
        "receivable",
        "overdue",
        "share",
        "share_before",
        "cumulative_share",
        "growth",
        "payment",
    ),
    *("position", "potential", "loyalty", "cooperation", "assessment_id"),
    *(f"{name}_points" for name in Criterion.values),
    *("score", "grade"),
)

VALUE_CUSTOMERS = f"""
WITH figures AS (
    SELECT
        customer_id,
        bool_or(month >= %(first)s) AS has_figures,
        sum(revenue) FILTER (WHERE month >= %(first)s) AS revenue,
        sum(gross_profit) FILTER (WHERE month >= %(first)s) AS gross_profit,
        sum(gross_profit) FILTER (WHERE month < %(first)s) AS previous_profit,
        sum(receivable) FILTER (WHERE month >= %(first)s) AS receivable,
        sum(overdue) FILTER (WHERE month >= %(first)s) AS overdue
    FROM customers_monthlyfigure
    WHERE month >= %(before)s AND month < %(end)s
    GROUP BY customer_id
), costs AS (
    SELECT
        entry.customer_id,
        sum(amount) FILTER (WHERE entry.at >= %(first_at)s AND category <> 'compensation') AS contact_costs,
        sum(amount) FILTER (WHERE entry.at >= %(first_at)s AND category = 'compensation') AS compensation,
        sum(amount) FILTER (WHERE entry.at < %(first_at)s) AS previous_costs
    FROM customers_contactcost AS cost JOIN customers_contactentry AS entry ON entry.id = cost.entry_id
    WHERE entry.at >= %(before_at)s AND entry.at < %(end_at)s
    GROUP BY entry.customer_id
), marks AS (
    SELECT DISTINCT ON (customer_id) id, customer_id, position, potential, loyalty, cooperation
    FROM customers_strategicassessment
    WHERE at < %(known_until)s
    ORDER BY customer_id, at DESC, id DESC
), inputs AS (
    SELECT
        customer.id AS customer_id,
        customer.lifecycle,
        COALESCE(has_figures, FALSE) AS has_figures,
        COALESCE(revenue, 0) AS revenue,
        COALESCE(gross_profit, 0) AS gross_profit,
        COALESCE(contact_costs, 0) AS contact_costs,
        COALESCE(compensation, 0) AS compensation,
        COALESCE(gross_profit, 0) - COALESCE(contact_costs, 0) - COALESCE(compensation, 0) AS contribution,
        COALESCE(previous_profit, 0) - COALESCE(previous_costs, 0) AS previous_contribution,
        COALESCE(receivable, 0) AS receivable,
        COALESCE(overdue, 0) AS overdue,
        marks.id AS assessment_id, marks.position, marks.potential, marks.loyalty, marks.cooperation
    FROM customers_customer AS customer
    LEFT JOIN figures ON figures.customer_id = customer.id
    LEFT JOIN costs ON costs.customer_id = customer.id
    LEFT JOIN marks ON marks.customer_id = customer.id
    WHERE customer.removed_at IS NULL
        AND (customer.created_at < %(known_until)s OR figures.customer_id IS NOT NULL)
), ranked AS (
    SELECT
        *,
        row_number() OVER by_contribution AS rank,
        greatest(contribution, 0) AS positive,
        sum(greatest(contribution, 0)) OVER by_contribution AS cumulative,
        NULLIF(sum(greatest(contribution, 0)) OVER (), 0) AS total
    FROM inputs
    WINDOW by_contribution AS (ORDER BY contribution DESC, customer_id)
), measured AS (
    SELECT
        *,
        COALESCE(round(100 * positive / total, 4), 0) AS share,
        COALESCE(round(100 * (cumulative - positive) / total, 4), 0) AS share_before,
        COALESCE(round(100 * cumulative / total, 4), 0) AS cumulative_share,
        CASE WHEN previous_contribution > 0
            THEN round(100 * (contribution - previous_contribution) / previous_contribution, 4) END AS growth,
        CASE WHEN NOT has_figures THEN NULL WHEN overdue = 0 THEN 100
            ELSE round(COALESCE(greatest(100 - 100 * overdue / NULLIF(receivable, 0), 0), 0), 4) END AS payment
    FROM ranked
), pointed AS (
    SELECT *,
        {POINTS}
    FROM measured
), scored AS (
    SELECT *, round(({SCORE}) / 100.0, 2) AS score FROM pointed
), graded AS (
    SELECT *, CASE
        WHEN NOT has_figures AND lifecycle = 'potential' THEN ''
        WHEN %(by_score)s THEN
            CASE WHEN score >= %(score_a)s THEN 'A' WHEN score >= %(score_b)s THEN 'B' ELSE 'C' END
        WHEN contribution <= 0 THEN 'C'
        WHEN share_before < %(share_a)s THEN 'A'
        WHEN share_before < %(share_to_b)s THEN 'B'
        ELSE 'C' END AS grade
    FROM scored
)
INSERT INTO customers_customervalue ({", ".join(COLUMNS)}, run_id, previous_grade, override_id, lifetime_value)
SELECT
    {", ".join(f"graded.{name}" for name in COLUMNS)},
    %(run)s, COALESCE(before.grade, ''), override.id, round(graded.contribution * %(factor)s, 2)
FROM graded
LEFT JOIN customers_customervalue AS before ON before.run_id = %(previous)s AND before.customer_id = graded.customer_id
LEFT JOIN customers_gradeoverride AS override
    ON override.customer_id = graded.customer_id AND override.ended_at IS NULL AND override.ends_on >= %(today)s
"""  # noqa: S608 - put together of our own names only

# Rows are locked in the order of their ids, as imports lock them, so that the two never wait for each other.
GIVE_GRADES = """
WITH changed AS (
    SELECT customer.id, customer.grade AS old, COALESCE(override.grade, value.grade) AS new
    FROM customers_customer AS customer
    JOIN customers_customervalue AS value ON value.customer_id = customer.id AND value.run_id = %(run)s
    LEFT JOIN customers_gradeoverride AS override
        ON override.customer_id = customer.id AND override.ended_at IS NULL AND override.ends_on >= %(today)s
    WHERE customer.grade <> COALESCE(override.grade, value.grade)
    ORDER BY customer.id
    FOR NO KEY UPDATE OF customer
), given AS (
    UPDATE customers_customer AS customer SET grade = changed.new FROM changed WHERE customer.id = changed.id
    RETURNING customer.id, changed.old, changed.new
)
INSERT INTO customers_activity (customer_id, kind, by_id, at, url, facts)
SELECT id, 'value.graded', %(by)s, %(at)s, %(url)s, jsonb_build_object(
    'old', COALESCE(NULLIF(old, ''), '–'), 'new', COALESCE(NULLIF(new, ''), '–'), 'day', %(as_of)s::text
)
FROM given
"""
