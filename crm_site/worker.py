"""What the worker does when it loses Redis."""

from celery.worker.consumer import Consumer
from celery.worker.state import active_requests, reserved_requests


class ReconnectingConsumer(Consumer):
    """Celery's consumer, able to lose Redis while tasks run.

    Whatever a running task would still say over the lost connection, kombu 5.7 answers with an AttributeError, which
    ends the worker: giving its message back when the connection is closed, and acknowledging it when it is done. So
    neither is tried. Nothing is lost by that: what a task did not do, the next nudge finds in the database.
    """

    def on_connection_error_after_connected(self, exc):
        if self.task_consumer:
            self.task_consumer.channel.do_restore = False
        for request in {*reserved_requests, *active_requests}:
            request.acknowledged = True
        super().on_connection_error_after_connected(exc)
