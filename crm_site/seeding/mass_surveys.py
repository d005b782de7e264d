"""A survey wave of any size beside the demo company, for measuring: every customer of the frame answered every item.

The answers are made in the database itself, where millions of them take seconds: around a mood of each customer, with some
who cannot judge, and never acted out.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import connection

from people.models import Role, User
from surveys.models import Questionnaire, Wave

ADD_UNITS = """
    INSERT INTO surveys_frameunit (wave_id, customer_id, name, phone, email, lifecycle, grade, tier, size, region_id,
        industry_id, owner_id, owner_department_id, problems, stratum, is_drawn, "order", disposition, is_call_back,
        token_hash, reminders, contact_changes)
    SELECT %(wave)s, c.id, '', '', '', c.lifecycle, c.grade, c.tier, c.size, COALESCE(r.parent_id, r.id),
        COALESCE(i.parent_id, i.id), c.owner_id, o.department_id, '{}', c.grade, true, row_number() OVER (ORDER BY c.id),
        'I', false, '', 0, 0
    FROM customers_customer c LEFT JOIN customers_region r ON r.id = c.region_id
    LEFT JOIN customers_industry i ON i.id = c.industry_id LEFT JOIN people_user o ON o.id = c.owner_id
    ORDER BY c.id LIMIT %(sheets)s
"""
ADD_RESPONSES = """
    INSERT INTO surveys_response (unit_id, state, mode, language, started_at, completed_at)
    SELECT id, 'complete', CASE WHEN id %% 3 = 0 THEN 'web' ELSE 'telephone' END, '', %(at)s, %(at)s
    FROM surveys_frameunit WHERE wave_id = %(wave)s
"""
# Ratings lie around a mood of the sheet and of its link; one in twelve cannot be judged.
ADD_RATINGS = """
    INSERT INTO surveys_answer (response_id, item_id, number, text, choices, is_not_applicable, version, changed_at)
    SELECT r.id, i.id, CASE WHEN n.unsure THEN NULL ELSE n.number END, '', '[]', n.unsure, 1, %(at)s
    FROM surveys_response r JOIN surveys_frameunit u ON u.id = r.unit_id AND u.wave_id = %(wave)s
    CROSS JOIN (SELECT item.id, item.role, ascii(section.key) AS link, item.kind FROM surveys_item item
                JOIN surveys_section section ON section.id = item.section_id
                WHERE section.questionnaire_id = %(questionnaire)s AND item.kind IN ('rating10', 'nps')) AS i
    CROSS JOIN LATERAL (SELECT random() < 1.0 / 12 AND i.role = '' AS unsure, LEAST(10, GREATEST(1, round(
        7.5 + 2 * sin(r.id * 12.9898) + sin(r.id * 7.233 + i.link) + 2 * (random() - 0.5)))) AS number) AS n
"""


def add_wave(sheets, at):
    """A closed wave of the built-in questionnaire with up to so many complete answer sheets, one per customer."""
    questionnaire = Questionnaire.objects.filter(key="3pl").order_by("version").first()
    office = User.objects.filter(role=Role.ANALYST).order_by("id").first()
    opened = at - timedelta(days=60)
    wave = Wave.create(office, opened, uuid4(), name="Benchmark", questionnaire=questionnaire)
    dates = {"framed_at": opened, "drawn_at": opened, "opened_at": opened, "closed_at": at}
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.CLOSED, **dates)
    values = {"wave": wave.pk, "questionnaire": questionnaire.pk, "sheets": sheets, "at": at}
    with connection.cursor() as cursor:
        for statement in (ADD_UNITS, ADD_RESPONSES, ADD_RATINGS):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE surveys_frameunit, surveys_response, surveys_answer")
    wave.refresh_from_db()
    return wave
