"""A link for a new password can be asked for a few times an hour, and nobody learns from the answer which it was."""

import pytest
from django.core import mail

from people.models import User

PLACE = "198.51.100.7"


def ask(client, email, address=PLACE):
    return client.post("/password/reset/", {"email": email}, REMOTE_ADDR=address)


@pytest.fixture
def person(manager):
    manager.set_password("a-plain-pass-phrase")
    manager.save()
    return manager


def test_a_mailbox_gets_three_links_an_hour_whatever_the_case_and_the_answer_stays_the_same(client, person):
    emails = [person.email, person.email.upper(), person.email, person.email]
    answers = {ask(client, email, f"198.51.100.{number}").url for number, email in enumerate(emails)}
    assert answers == {"/password/reset/done/"} and len(mail.outbox) == 3


def test_one_address_cannot_go_through_all_mailboxes(client, person, settings):
    settings.PASSWORD_RESETS_PER_ADDRESS = 2
    for number in range(2):
        ask(client, f"nobody{number}@example.test")
    assert ask(client, person.email).url == "/password/reset/done/"
    assert mail.outbox == []
    ask(client, person.email, "198.51.100.8")
    assert len(mail.outbox) == 1


def test_behind_the_proxy_the_address_that_it_saw_counts(client, person, settings):
    settings.PASSWORD_RESETS_PER_ADDRESS, settings.BEHIND_PROXY = 1, True
    for number in range(2):
        forged = f"10.0.0.{number}, {PLACE}"
        client.post("/password/reset/", {"email": person.email}, headers={"X-Forwarded-For": forged})
    assert len(mail.outbox) == 1


def test_without_redis_the_link_is_sent_and_the_log_says_so(client, person, settings, caplog):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    for _time in range(5):
        ask(client, person.email)
    assert len(mail.outbox) == 5 and "Nothing is throttled" in caplog.text
    assert User.objects.get(pk=person.pk).check_password("a-plain-pass-phrase")
