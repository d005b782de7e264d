"""The statements of visits/coverage.py, in parts: BASE, then OBLIGATIONS or CUSTOMERS, then what is asked of them."""

BASE = """
    WITH rule AS (
        SELECT * FROM unnest(%(ids)s::bigint[], %(tiers)s::text[], %(grades)s::text[], %(counts)s::int[])
            WITH ORDINALITY AS row (id, tier, grade, due_count, position)
    ),
    period AS (
        SELECT * FROM unnest(
            %(rules)s::bigint[], %(firsts)s::date[], %(lasts)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[]
        ) AS row (rule_id, first, last, start_at, end_at)
    ),
    customer AS MATERIALIZED (
        SELECT customer.id, customer.owner_id, rule.id AS rule_id, rule.due_count
        FROM customers_customer AS customer
        CROSS JOIN LATERAL (
            SELECT * FROM rule WHERE rule.tier IN ('', customer.tier) AND rule.grade IN ('', customer.grade)
            ORDER BY rule.position LIMIT 1
        ) AS rule
        WHERE customer.lifecycle <> 'lost' AND customer.owner_id IS NOT NULL AND customer.id IN ({visible})
            AND (%(rule)s IS NULL OR rule.id = %(rule)s) AND (%(owner)s IS NULL OR customer.owner_id = %(owner)s)
    )
"""

OBLIGATIONS = """,
    visited AS (
        SELECT visit.customer_id, period.rule_id, period.first,
            bool_or(visit.state = 'done') AS is_done,
            bool_or(visit.state IN ('planned', 'confirmed')) AS is_planned,
            bool_or(visit.state = 'done' AND (cardinality(setting.levels) = 0 OR EXISTS (
                SELECT FROM visits_visit_contacts AS met JOIN customers_contact AS contact ON contact.id = met.contact_id
                WHERE met.visit_id = visit.id AND contact.level = ANY (setting.levels)
            ))) AS is_at_level
        FROM visits_visit AS visit
        JOIN customer ON customer.id = visit.customer_id
        JOIN visits_visitrule AS setting ON setting.id = customer.rule_id
        JOIN period ON period.rule_id = customer.rule_id
            AND visit.planned_at >= period.start_at AND visit.planned_at < period.end_at
        WHERE visit.state IN ('done', 'planned', 'confirmed') AND visit.planned_at >= %(earliest)s
        GROUP BY 1, 2, 3
    ),
    obligation AS (
        SELECT customer.id AS customer_id, customer.owner_id, customer.rule_id, period.first, period.last,
            CASE WHEN visited.is_done THEN 'done' WHEN visited.is_planned THEN 'planned'
                WHEN period.last < %(today)s THEN 'overdue' ELSE 'remaining' END AS state,
            COALESCE(visited.is_done AND NOT visited.is_at_level, FALSE) AS is_wrong_level
        FROM customer
        JOIN period ON period.rule_id = customer.rule_id
        LEFT JOIN visited ON visited.customer_id = customer.id AND visited.first = period.first
    )
"""

CUSTOMERS = """,
    done AS (
        SELECT customer_id, count(*) FILTER (WHERE planned_at >= %(start)s AND planned_at < %(end)s) AS here
        FROM visits_visit WHERE state = 'done' GROUP BY 1
    ),
    spent AS (
        SELECT visit.customer_id, sum(cost.amount) AS amount
        FROM visits_visit AS visit JOIN customers_contactcost AS cost ON cost.entry_id = visit.entry_id
        WHERE visit.state = 'done' AND visit.planned_at >= %(start)s AND visit.planned_at < %(end)s GROUP BY 1
    ),
    served AS (
        SELECT customer.id AS customer_id, customer.owner_id, customer.rule_id,
            done.customer_id IS NULL AS is_never,
            customer.due_count > 0 AND COALESCE(done.here, 0) > customer.due_count AS is_over,
            COALESCE(done.here, 0) AS here, COALESCE(spent.amount, 0) AS cost
        FROM customer LEFT JOIN done ON done.customer_id = customer.id
            LEFT JOIN spent ON spent.customer_id = customer.id
    )
"""

COUNT_OBLIGATIONS = """
    SELECT rule_id, owner_id, count(*), count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'planned'),
        count(*) FILTER (WHERE state = 'overdue'), count(*) FILTER (WHERE state = 'remaining'),
        count(*) FILTER (WHERE is_wrong_level), count(DISTINCT customer_id) FILTER (WHERE state = 'overdue')
    FROM obligation GROUP BY 1, 2
"""
COUNT_CUSTOMERS = """
    SELECT rule_id, owner_id, count(*), count(*) FILTER (WHERE is_never), count(*) FILTER (WHERE is_over),
        count(*) FILTER (WHERE here > 0), sum(here)::bigint, sum(cost)
    FROM served GROUP BY 1, 2
"""

OBLIGATION_ROWS = """
    SELECT customer_id, rule_id, owner_id, first, last, state FROM obligation
    WHERE %(kind)s IN ('due', state) OR %(kind)s = 'wrong_level' AND is_wrong_level
    ORDER BY last, customer_id LIMIT %(limit)s OFFSET %(offset)s
"""
UNDER_ROWS = """
    SELECT customer_id, rule_id, owner_id, min(first), max(last), 'overdue' FROM obligation WHERE state = 'overdue'
    GROUP BY 1, 2, 3 ORDER BY count(*) DESC, customer_id LIMIT %(limit)s OFFSET %(offset)s
"""
CUSTOMER_ROWS = """
    SELECT customer_id, rule_id, owner_id, NULL, NULL, NULL FROM served
    WHERE %(kind)s = 'customers' OR %(kind)s = 'never' AND is_never OR %(kind)s = 'over' AND is_over
        OR %(kind)s = 'visited' AND here > 0
    ORDER BY CASE WHEN %(kind)s = 'visited' THEN -cost END, customer_id LIMIT %(limit)s OFFSET %(offset)s
"""
