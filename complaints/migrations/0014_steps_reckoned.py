"""The working time of steps that ended before it was kept, and whether they were late; in batches, while people go on."""

from django.db import migrations

from deadlines import calendar

BATCH = 2_000


def reckon(apps, _schema_editor):
    step_model = apps.get_model("complaints", "ComplaintStep")
    working = {}
    waiting = step_model.objects.filter(done_at__isnull=False, worked_seconds__isnull=True).select_related("clock")
    while steps := list(waiting.order_by("pk")[:BATCH]):
        for step in steps:
            clock = step.clock
            if clock.calendar_id not in working:
                working[clock.calendar_id] = _working_time(apps, clock.calendar_id)
            between = working[clock.calendar_id].between
            # Nobody could pause a step before.
            step.worked_seconds = between(clock.started_at, step.done_at)
            step.was_late = step.done_at > clock.deadline
        step_model.objects.bulk_update(steps, ["worked_seconds", "was_late"])


def _working_time(apps, calendar_id):
    """As `WorkingCalendar.working_time()` lays it out."""
    zone = apps.get_model("deadlines", "WorkingCalendar").objects.get(pk=calendar_id).zone
    hours = apps.get_model("deadlines", "WeekdayHours").objects.filter(calendar=calendar_id)
    weekly = {row.weekday: calendar.parse_spans(row.spans) for row in hours}
    normal_day = next((weekly[weekday] for weekday in sorted(weekly)), ())
    overrides = {}
    for day in apps.get_model("deadlines", "DayOverride").objects.filter(calendar=calendar_id):
        spans = (calendar.parse_spans(day.spans) or normal_day) if day.kind == "open" else ()
        overrides[day.date] = calendar.DayOverride(spans, day.name, day.confirmed)
    return calendar.WorkingTime(zone, weekly, overrides)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("complaints", "0013_working_time_of_steps"), ("deadlines", "0005_recomputation_of_running_clocks")]

    operations = [migrations.RunPython(reckon, migrations.RunPython.noop, elidable=True)]
