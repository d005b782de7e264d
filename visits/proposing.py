"""The rule run: proposes the visits of the coming period, in one statement however many customers there are.

For every customer with an account manager the most specific rule that fits; not where a visit is planned, made, proposed
or was declined in the period already. A second run, later or at the same time, adds only what is missing: the database
holds one visit per customer, rule and period.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from visits.models import Visit, VisitRule, VisitSettings
from visits.periods import ONE_DAY, start_of
from visits.states import State

PROPOSE = """
    WITH rule AS (
        SELECT * FROM unnest(
            %(ids)s::bigint[], %(tiers)s::text[], %(grades)s::text[], %(firsts)s::date[], %(lasts)s::date[],
            %(starts)s::timestamptz[], %(ends)s::timestamptz[], %(intervals)s::interval[], %(silences)s::int[]
        ) WITH ORDINALITY AS row (id, tier, grade, first, last, start_at, end_at, every, silence, position)
    ),
    visited AS (
        SELECT customer_id, max(planned_at) AS last_at FROM visits_visit WHERE state = 'done' GROUP BY customer_id
    ),
    contacted AS (
        SELECT customer_id, max(at) AS last_at FROM customers_contactentry GROUP BY customer_id
    ),
    due AS (
        SELECT customer.id AS customer_id, customer.owner_id, rule.*, visited.last_at IS NULL AS is_never,
            COALESCE(contacted.last_at < %(at)s - make_interval(days => rule.silence), rule.silence > 0) AS is_silent,
            (visited.last_at AT TIME ZONE %(zone)s + rule.every)::date AS next_on
        FROM customers_customer AS customer
        JOIN people_user AS owner ON owner.id = customer.owner_id AND owner.is_active
        CROSS JOIN LATERAL (
            SELECT * FROM rule WHERE rule.tier IN ('', customer.tier) AND rule.grade IN ('', customer.grade)
            ORDER BY rule.position LIMIT 1
        ) AS rule
        LEFT JOIN visited ON visited.customer_id = customer.id
        LEFT JOIN contacted ON contacted.customer_id = customer.id
        WHERE customer.lifecycle <> 'lost' AND customer.removed_at IS NULL AND NOT EXISTS (
            SELECT FROM visits_visit AS visit WHERE visit.customer_id = customer.id AND (
                visit.state IN ('planned', 'confirmed', 'done')
                    AND visit.planned_at >= rule.start_at AND visit.planned_at < rule.end_at
                OR visit.state IN ('proposed', 'declined')
                    AND visit.period_start <= rule.last AND visit.period_end >= rule.first
            )
        )
    )
    INSERT INTO visits_visit (
        customer_id, owner_id, rule_id, period_start, period_end, state, reason, due_on, created_at, changed_at
    )
    SELECT customer_id, owner_id, id, first, last, 'proposed',
        CASE WHEN is_never THEN 'never' WHEN is_silent THEN 'silent' ELSE 'due' END,
        CASE WHEN is_never OR is_silent THEN earliest ELSE LEAST(GREATEST(next_on, earliest), last) END,
        %(at)s, %(at)s
    FROM due, LATERAL (SELECT GREATEST(first, %(today)s) AS earliest) AS bound
    ORDER BY customer_id
    ON CONFLICT DO NOTHING
"""


class Proposed(NamedTuple):
    """How many visits were proposed, and how many older proposals have lapsed."""

    made: int
    lapsed: int


@transaction.atomic
def propose(at):
    """Propose the visits of every rule's period that has begun or begins within the days of the settings."""
    today = timezone.localdate(at)
    lapsed = lapse(today, at)
    rules = list(VisitRule.objects.in_force())
    if not rules:
        return Proposed(0, lapsed)
    ahead = today + timedelta(days=VisitSettings.current().days_ahead)
    with connection.cursor() as cursor:
        cursor.execute(PROPOSE, parameters(rules, ahead) | {"at": at, "today": today, "zone": settings.TIME_ZONE})
        return Proposed(cursor.rowcount, lapsed)


def lapse(today: date, at):
    """Proposals on which nobody decided in their period make room for those of the next."""
    old = Visit.objects.proposals().filter(period_end__lt=today)
    return old.update(state=State.LAPSED, changed_at=at, changed_by=None)


def parameters(rules, day):
    """The rules, most specific first, each with its period of `day`, as the arrays that the statement unfolds."""
    periods = [rule.period_of(day) for rule in rules]
    return {
        "ids": [rule.pk for rule in rules],
        "tiers": [rule.tier for rule in rules],
        "grades": [rule.grade for rule in rules],
        "firsts": [period.first for period in periods],
        "lasts": [period.last for period in periods],
        "starts": [start_of(period.first) for period in periods],
        "ends": [start_of(period.last + ONE_DAY) for period in periods],
        "intervals": [f"{rule.every} {rule.unit}" for rule in rules],
        "silences": [rule.silence_days for rule in rules],
    }
