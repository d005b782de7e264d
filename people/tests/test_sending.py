"""The outbox: one mail per person, nothing lost, nothing twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from devtools.fixtures import MailServer
from people.messaging import Message, post, write
from people.models import Notification, OutboxMessage
from people.sending import DIGEST_LIMIT, WAITS, send_due

AT = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)
State = OutboxMessage.State


def tell(person, *numbers, url="/complaints/1/"):
    write([Message(person, f"cause:{number}", f"Title {number}", f"Text {number}", url) for number in numbers], AT)


@pytest.fixture
def refusing(settings):
    """A mail server that is there and takes nothing."""
    settings.EMAIL_BACKEND = "people.tests.refusing.RefusingBackend"


def test_a_message_is_mailed_with_text_html_and_a_whole_address(manager, settings):
    settings.SITE_URL = "https://crm.example.test"
    tell(manager, 1)
    assert send_due(AT) == {"mails": 1, "sent": 1, "failed": 0, "dead": 0}
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([manager.email], "Title 1")
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    for text in (sent.body, html):
        assert "Text 1" in text
        assert "https://crm.example.test/complaints/1/" in text
    message = OutboxMessage.objects.get()
    assert (message.state, message.sent_at) == (State.SENT, AT)


def test_messages_are_text_not_markup(manager):
    write([Message(manager, "cause", "<b>& Title", "<script>")], AT)
    send_due(AT)
    (sent,) = mail.outbox
    assert "<b>& Title" in sent.body
    assert "<script>" not in sent.alternatives[0][0]


def test_messages_waiting_for_one_person_become_one_mail(manager, colleague):
    tell(manager, 1, 2, 3)
    tell(colleague, 1)
    assert send_due(AT)["mails"] == 2
    by_recipient = {sent.to[0]: sent for sent in mail.outbox}
    digest = by_recipient[manager.email]
    assert digest.subject == "3 messages: Title 1"
    assert all(f"Text {number}" in digest.body for number in (1, 2, 3))


def test_a_long_digest_names_the_number_of_the_rest(manager):
    tell(manager, *range(DIGEST_LIMIT + 7))
    send_due(AT)
    assert "And 7 more" in mail.outbox[0].body
    assert not OutboxMessage.objects.filter(state=State.WAITING).exists()


def test_a_second_run_sends_nothing(manager):
    tell(manager, 1)
    send_due(AT)
    send_due(AT + timedelta(minutes=1))
    assert len(mail.outbox) == 1


def test_a_cause_told_again_is_not_sent_again(manager):
    tell(manager, 1)
    send_due(AT)
    tell(manager, 1)
    send_due(AT)
    assert len(mail.outbox) == Notification.objects.count() == 1


def test_a_refused_mail_is_tried_again_after_longer_and_longer_waits(manager, refusing):
    tell(manager, 1)
    at = AT
    for minutes in WAITS:
        assert send_due(at)["failed"] == 1
        assert send_due(at + timedelta(minutes=minutes, seconds=-1))["failed"] == 0
        at += timedelta(minutes=minutes)
    assert send_due(at)["dead"] == 1
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (State.DEAD, len(WAITS) + 1)
    assert "mailbox is full" in message.last_error


def test_a_dead_message_can_be_sent_again(manager, refusing, settings):
    tell(manager, 1)
    OutboxMessage.objects.update(state=State.DEAD, attempts=8)
    later = AT + timedelta(days=1)
    assert OutboxMessage.objects.send_again(later) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(later)["sent"] == 1


def test_the_second_attempt_bears_the_same_identity(manager, refusing, settings):
    tell(manager, 1, 2)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _attempt in range(2):
        OutboxMessage.objects.update(state=State.WAITING)
        send_due(AT)
    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second


def test_a_mail_that_cannot_be_sent_does_not_hold_up_the_others(manager, colleague):
    manager.email = "no address"
    manager.save()
    tell(manager, 1)
    tell(colleague, 1)
    assert send_due(AT)["sent"] >= 1
    assert OutboxMessage.objects.get(recipient=colleague).state == State.SENT


def test_somebody_who_has_left_gets_no_mail(manager):
    tell(manager, 1)
    manager.is_active = False
    manager.save()
    assert send_due(AT)["dead"] == 1
    assert mail.outbox == []


def test_somebody_without_an_address_is_told_in_the_site_only(manager):
    manager.email = ""
    manager.save()
    tell(manager, 1)
    assert manager.notifications.count() == 1
    assert not OutboxMessage.objects.exists()


@pytest.fixture
def stopped_mail_server(settings):
    """A real mail server that is started by the test, or not at all."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.controller.stop(no_assert=True)


def test_a_stopped_mail_server_costs_no_attempt_and_loses_nothing(manager, stopped_mail_server):
    tell(manager, 1)
    for minute in range(30):
        send_due(AT + timedelta(minutes=minute))
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    assert "refused" in message.last_error
    stopped_mail_server.controller.start()
    assert send_due(AT + timedelta(hours=1))["sent"] == 1
    assert [received["Subject"] for received in stopped_mail_server.messages] == ["Title 1"]


def test_a_server_that_hangs_is_asked_once_a_run_and_never_twice_in_a_row_for_one_person(manager, colleague, settings):
    settings.EMAIL_BACKEND = "people.tests.refusing.HangingBackend"
    tell(manager, 1)
    tell(colleague, 1)
    attempts = []
    for _run in range(3):
        send_due(AT)
        attempts.append(sorted(OutboxMessage.objects.values_list("attempts", flat=True)))
    assert attempts == [[0, 1], [1, 1], [1, 1]]


def test_the_text_arrives_in_the_language_of_the_reader(manager, mail_server):
    manager.language = "zh-hans"
    manager.save()
    write([Message(manager, "cause", "投诉 TS-1 超时", "请在今天处理。", "/complaints/1/")], AT)
    send_due(AT)
    (received,) = mail_server.messages
    assert received["Subject"] == "投诉 TS-1 超时"
    assert "请在今天处理。" in received.get_body(("plain",)).get_content()
    assert 'lang="zh-hans"' in received.get_body(("html",)).get_content()


def test_posting_asks_the_worker_once_the_transaction_commits(
    manager, redis_server, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        post([Message(manager, "cause", "Title")], AT)
    assert redis_server.llen("celery") == 1
