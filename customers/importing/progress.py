"""How far a worker has come, for people to see before its transaction ends."""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

BATCH = 5000
UPDATE = "UPDATE customers_importprogress SET done = %s, total = %s WHERE run_id = %s"


@contextmanager
def progress_of(run, total):
    """Gives report(done), which writes through a connection of its own: the run's transaction shows nothing yet."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)

    def report(done):
        with connection.cursor() as cursor:
            cursor.execute(UPDATE, [done, total, run.pk])

    try:
        report(0)
        yield report
    finally:
        connection.close()


def in_batches(run, rows):
    """The rows in batches, with the progress of `run` written after each."""
    with progress_of(run, len(rows)) as report:
        for start in range(0, len(rows), BATCH):
            yield rows[start : start + BATCH]
            report(min(start + BATCH, len(rows)))
