"""Two senders at the same time, through a real mail server."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from people.factories import UserFactory
from people.messaging import Message, write
from people.models import OutboxMessage
from people.sending import send_due

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)


def send_elsewhere():
    try:
        return send_due(AT)
    finally:
        connection.close()


@pytest.fixture
def people():
    people = UserFactory.create_batch(30)
    write([Message(person, "cause", f"For {person.username}") for person in people], AT)
    return people


def test_two_senders_send_nothing_twice(people, mail_server):
    with ThreadPoolExecutor(2) as pool:
        first, second = [pool.submit(send_elsewhere) for _sender in range(2)]
        assert first.result()["sent"] + second.result()["sent"] == len(people)
    assert sorted(mail["Subject"] for mail in mail_server.messages) == sorted(f"For {p.username}" for p in people)


def test_a_message_that_another_sender_holds_is_skipped(people, mail_server):
    held = people[0]
    with transaction.atomic():
        OutboxMessage.objects.due(AT).claim(held.pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(send_elsewhere).result()["sent"] == len(people) - 1
    assert send_due(AT)["sent"] == 1
