"""How fast the scanner tells of what is due, and what it costs to find that nothing is."""

import statistics
import time
from datetime import timedelta

ROUNDS = 50
YEAR = timedelta(days=365)


def measure_clocks(clocks):
    """Seconds for one scan in which so many clocks are due, each with one level; and milliseconds for one in which ten
    times as many run and none is due."""
    from django.utils import timezone

    from deadlines.models import Clock, EscalationEvent
    from deadlines.scanner import scan
    from people.models import User

    at = timezone.now()
    scan(at)
    handler = User.objects.get(username="handler")
    first = Clock.start("complaint.analyse", "Bench", "/", handler, handler.department, at - timedelta(days=30))
    Clock.objects.filter(pk=first.pk).update(next_level=2, next_due_at=at, level_due_at=[None, None, at, at + YEAR])
    copy(first, clocks - 1)
    before, start = EscalationEvent.objects.count(), time.perf_counter()
    scan(at)
    seconds = round(time.perf_counter() - start, 2)
    events = EscalationEvent.objects.count() - before
    copy(first, 9 * clocks)
    return {"clocks": clocks, "seconds": seconds, "events": events} | measure_idle(at)


def measure_idle(at):
    from deadlines.models import Clock
    from deadlines.scanner import scan

    idle = statistics.median(milliseconds(scan, at) for _round in range(ROUNDS))
    claim = statistics.median(milliseconds(Clock.objects.claim_due, at, 200) for _round in range(ROUNDS))
    return {"running": Clock.objects.running().count(), "idle": round(idle, 2), "claim": round(claim, 2)}


def copy(clock, number):
    """So many more clocks like `clock`, written by the database."""
    from django.db import connection

    from deadlines.models import Clock

    names = ", ".join(field.column for field in Clock._meta.concrete_fields if not field.primary_key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO deadlines_clock ({names}) SELECT {names} FROM deadlines_clock, generate_series(1, %s)"
            " WHERE id = %s",
            [number, clock.pk],
        )


def milliseconds(function, *arguments):
    from django.db import transaction

    start = time.perf_counter()
    with transaction.atomic():
        function(*arguments)
    return (time.perf_counter() - start) * 1000
