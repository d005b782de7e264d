"""What is over by the time somebody tries the system: messages read, nothing left to send."""

from datetime import timedelta

from django.db import connection, transaction

from deadlines.models import WorkingCalendar
from people.models import Notification

# Whoever comes to work on a Monday has not read what arrived since Thursday.
UNREAD_MINUTES = 2 * 480


def moment_before(working, at, minutes):
    """The latest moment from which `minutes` of working time have passed by `at`."""
    early, late = at - timedelta(days=400), at
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        if working.between(middle, at) >= minutes * 60:
            early = middle
        else:
            late = middle
    return early.replace(second=0, microsecond=0)


def let_past_be_past(at):
    """Messages of the past count as read and are not mailed."""
    working = WorkingCalendar.objects.default().working_time()
    Notification.objects.filter(created_at__lt=moment_before(working, at, UNREAD_MINUTES)).mark_read(at)
    # Nobody has an e-mail address yet, so there is nothing that the worker could send.
    transaction.get_connection().run_on_commit.clear()


def end_context():
    """Who reviewed, valued or handed over would be named by the history for all that follows in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
