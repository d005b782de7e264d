"""Makes the care tasks of the coming days: for each occasion with a way, for every customer it is meant for.

Set-based, and safe to repeat and to run twice at once: an occurrence makes one task per customer. A milestone that was
reached, or a project that began, in the last days is congratulated on afterwards.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from visits import lunar
from visits.models import Occasion, VisitSettings

# So many days later a milestone or a start is still worth a word.
AFTERWARDS = 7

INSERT = """
    INSERT INTO visits_caretask (
        occasion_id, customer_id, contact_id, occurrence, title, day, doer_id, way, in_name_of, gift, budget, changed_at
    )
    SELECT occasion.id, customer.id, COALESCE(happening.contact_id, first_contact.id), happening.occurrence,
        happening.title, happening.day, customer.owner_id, occasion.way, occasion.in_name_of, occasion.gift,
        occasion.budget, %(at)s
    FROM ({source}) AS happening
    JOIN visits_occasion AS occasion ON occasion.id = happening.occasion_id
    JOIN customers_customer AS customer ON customer.id = happening.customer_id
        AND customer.lifecycle <> 'lost' AND customer.removed_at IS NULL
    JOIN people_user AS owner ON owner.id = customer.owner_id AND owner.is_active
    LEFT JOIN customers_contact AS first_contact
        ON first_contact.customer_id = customer.id AND first_contact.is_primary
    WHERE (
        cardinality(occasion.tiers) + cardinality(occasion.grades) = 0
        OR customer.tier = ANY (occasion.tiers) OR customer.grade = ANY (occasion.grades)
    ) AND NOT EXISTS (
        SELECT FROM visits_caretask AS task
        WHERE task.occasion_id = occasion.id AND task.customer_id = customer.id
            AND task.occurrence = happening.occurrence
    )
    ORDER BY happening.day, customer.id
    ON CONFLICT DO NOTHING
"""

# Festivals and our own days: for everybody.
DATED = """
    SELECT %(occasion)s AS occasion_id, customer.id AS customer_id, NULL::bigint AS contact_id, kept.day::text AS occurrence,
        '' AS title, kept.day
    FROM unnest(%(days)s::date[]) AS kept (day)
    CROSS JOIN customers_customer AS customer
"""

KEPT = (
    "unnest(%(days)s::date[], %(kinds)s::text[], %(years)s::int[], %(texts)s::text[]) AS kept (day, kind, year, text)"
)
SOURCES = {
    Occasion.Kind.BIRTHDAY: f"""
        SELECT %(occasion)s AS occasion_id, contact.customer_id, contact.id AS contact_id,
            'birthday:' || contact.id || ':' || kept.day AS occurrence, contact.name AS title, kept.day
        FROM customers_contact AS contact
        JOIN {KEPT} ON kept.kind = contact.birthday_calendar AND kept.text = right(contact.birthday, 5)
        WHERE contact.birthday <> '' AND contact.left_since IS NULL
    """,  # noqa: S608 - all of it is written here
    Occasion.Kind.PROJECT_START: """
        SELECT %(occasion)s AS occasion_id, customer_id, NULL::bigint AS contact_id,
            'project:' || id AS occurrence, name AS title, started_on AS day
        FROM customers_project
        WHERE phase IN ('procurement', 'operating') AND started_on BETWEEN %(since)s AND %(last)s
    """,
    Occasion.Kind.MILESTONE: """
        SELECT %(occasion)s AS occasion_id, project.customer_id, NULL::bigint AS contact_id,
            'milestone:' || milestone.id AS occurrence, milestone.name AS title,
            COALESCE(milestone.reached_on, milestone.on) AS day
        FROM customers_milestone AS milestone
        JOIN customers_project AS project ON project.id = milestone.project_id AND project.phase <> 'lost'
        WHERE COALESCE(milestone.reached_on, milestone.on) BETWEEN %(since)s AND %(last)s
    """,
}
CUSTOMER_DAY = f"""
    SELECT %(occasion)s AS occasion_id, noted.customer_id, NULL::bigint AS contact_id,
        'day:' || noted.id || ':' || kept.day AS occurrence, noted.title, kept.day
    FROM visits_customerday AS noted
    JOIN {KEPT} ON kept.kind = noted.calendar
        AND kept.text = to_char(noted.month, 'FM00') || '-' || to_char(noted.day, 'FM00')
    WHERE noted.kind = %(kind)s AND (noted.kind IN ('founding', 'opening') OR noted.year = kept.year)
"""  # noqa: S608 - all of it is written here


@transaction.atomic
def make_tasks(at):
    """Make what is missing as of `at`; returns how many tasks were made."""
    today = timezone.localdate(at)
    usual = VisitSettings.current().lead_days
    made = 0
    for occasion in Occasion.objects.filter(is_active=True).exclude(way=""):
        last = today + timedelta(days=usual if occasion.lead_days is None else occasion.lead_days)
        source, values = _happenings(occasion, today, last)
        with connection.cursor() as cursor:
            cursor.execute(INSERT.format(source=source), values | {"at": at})
            made += cursor.rowcount
    return made


def _happenings(occasion, today, last):
    """The statement that finds when and for whom `occasion` comes up to the day `last`, and its parameters."""
    if occasion.kind in Occasion.DATED:
        days = occasion.days_between(today, last)
        return DATED, {"occasion": occasion.pk, "days": days}
    kept = list(lunar.kept_between(today, last))
    values = {
        "occasion": occasion.pk,
        "kind": occasion.kind,
        "days": [each.day for each in kept],
        "kinds": [each.kind for each in kept],
        "years": [each.year for each in kept],
        "texts": [each.text for each in kept],
        "since": today - timedelta(days=AFTERWARDS),
        "last": last,
    }
    return SOURCES.get(occasion.kind, CUSTOMER_DAY), values
