"""Two senders at the same time, through a real mail server."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from people.factories import UserFactory
from people.messaging import Message, burst, write
from people.models import OutboxMessage
from people.sending import LONGEST_BURST, send_due

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)


def send_elsewhere(at=AT):
    try:
        return send_due(at)
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


def test_two_senders_do_not_split_what_waits_for_one_person(mail_server):
    person = UserFactory()
    write([Message(person, f"cause:{number}", "Title") for number in range(5)], AT)
    with transaction.atomic():
        OutboxMessage.objects.due(AT).filter(key__startswith="cause:0").claim(person.pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(send_elsewhere).result()["sent"] == 0
    assert send_due(AT) == {"mails": 1, "sent": 5, "failed": 0, "dead": 0}


def test_mail_waits_for_the_end_of_a_burst_but_not_for_ever(people, mail_server):
    with burst(), ThreadPoolExecutor(1) as pool:
        assert pool.submit(send_elsewhere).result()["mails"] == 0
        assert pool.submit(send_elsewhere, AT + LONGEST_BURST).result()["mails"] == len(people)
    write([Message(people[0], "another", "Title")], AT)
    assert send_due(AT)["mails"] == 1
