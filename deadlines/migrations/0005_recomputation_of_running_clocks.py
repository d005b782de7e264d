"""Indexes over all clocks and escalations, built while people go on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

EVENTS = "deadlines_escalationevent"


def unique(columns):
    """Put the constraint on other columns: the index is built first, so that the table is locked for a moment only."""
    return f"""
        ALTER TABLE {EVENTS} DROP CONSTRAINT escalation_once;
        ALTER TABLE {EVENTS} ADD CONSTRAINT escalation_once UNIQUE USING INDEX escalation_once_{columns};
    """


def index(columns, names):
    return f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS escalation_once_{columns} ON {EVENTS} ({names})"


def drop_index(columns):
    return f"DROP INDEX CONCURRENTLY IF EXISTS escalation_once_{columns}"


def keep_fixed_deadlines(apps, _schema_editor):
    """A budget of 0 was the mark of a deadline set beforehand."""
    clocks = apps.get_model("deadlines", "Clock").objects
    clocks.filter(budget=0, fixed_deadline__isnull=True).update(fixed_deadline=models.F("deadline"))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("deadlines", "0004_pauses_and_recomputation")]

    operations = [
        migrations.RunPython(keep_fixed_deadlines, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="running"), fields=["policy", "policy_version"], name="clock_policy"
            ),
        ),
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="running"), fields=["calendar", "calendar_version"], name="clock_calendar"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(index("armed", "clock_id, arming, level, recipient_id"), drop_index("armed")),
                migrations.RunSQL(unique("armed"), unique("plain")),
                migrations.RunSQL(migrations.RunSQL.noop, index("plain", "clock_id, level, recipient_id")),
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name="escalationevent", name="escalation_once"),
                migrations.AddConstraint(
                    model_name="escalationevent",
                    constraint=models.UniqueConstraint(
                        fields=("clock", "arming", "level", "recipient"), name="escalation_once"
                    ),
                ),
            ],
        ),
    ]
