"""A mail in the mailbox is at the desk by itself, and the customer has an acknowledgement: real worker, beat and servers."""

import pytest

from complaints.factories import raw_mail
from complaints.models import Complaint
from devtools.fixtures import wait_until
from people.models import Notification

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_worker_reads_the_mailbox_and_survives_being_killed(celery, mailbox_server, mail_server, desk):
    celery.start(beat_seconds=1, EMAIL_URL=mail_server.url, **mailbox_server.environment)
    mailbox_server.deliver(raw_mail())
    wait_until(Complaint.objects.exists)
    celery.kill_worker()
    mailbox_server.deliver(raw_mail(sender="li@example.test"))
    celery.start_worker()
    wait_until(lambda: Complaint.objects.count() == 2)
    wait_until(lambda: mailbox_server.mails("Guanxi") == 2)
    wait_until(lambda: {"wang@example.test", "li@example.test"} <= {mail["To"] for mail in mail_server.messages})
    assert Notification.objects.filter(recipient=desk, key__startswith="complaint-step").count() == 2
