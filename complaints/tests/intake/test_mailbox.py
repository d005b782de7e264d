"""The mailbox for complaints is read over IMAP with TLS; every mail is taken once, whatever crashes in between."""

import imaplib

import pytest
from django.utils import timezone

from complaints.factories import raw_mail
from complaints.mail import intake
from complaints.mail.mailbox import Mailbox
from complaints.models import Complaint, IncomingMail
from crm_site.health import report
from deadlines.models import Heartbeat
from people.models import OutboxMessage


@pytest.fixture
def read(mailbox_server, desk):
    """Read the mailbox now."""
    return lambda: dict(intake.read_mailbox(timezone.now()))


def test_a_mail_becomes_a_complaint_and_is_put_away(mailbox_server, read):
    mailbox_server.deliver(raw_mail(files={"照片.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a.exe": b"MZ"}))
    assert read() == {"taken": 1, "failed": 0}
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.caller_name, complaint.caller_email) == ("email", "王芳", "wang@example.test")
    assert complaint.description == "货物破损\n\n三箱货物破损，请赔付。"
    assert [file.name for file in complaint.attachments.all()] == ["照片.png"]
    assert IncomingMail.objects.get().refused_files == ["a.exe"]
    assert (mailbox_server.mails("INBOX"), mailbox_server.mails("Guanxi")) == (0, 1)
    assert OutboxMessage.objects.get(address="wang@example.test").url == complaint.status_url
    assert read() == {"taken": 0, "failed": 0}


def test_after_a_crash_before_it_was_put_away_it_is_not_taken_twice(mailbox_server, read, monkeypatch):
    mailbox_server.deliver(raw_mail())
    with monkeypatch.context() as broken:
        broken.setattr(Mailbox, "put_away", lambda *_arguments: (_ for _ in ()).throw(ConnectionError("cut off")))
        read()
    assert mailbox_server.mails("INBOX") == 1
    assert read() == {"taken": 1, "failed": 0}
    assert Complaint.objects.count() == IncomingMail.objects.count() == 1
    assert OutboxMessage.objects.filter(recipient=None).count() == 1
    assert mailbox_server.mails("INBOX") == 0


def test_one_that_cannot_be_recorded_stays_and_holds_up_no_other(mailbox_server, read, monkeypatch, caplog):
    mailbox_server.deliver(raw_mail(subject="first"), raw_mail(subject="second"))
    record = intake.record

    def fail_at_first(raw, *arguments):
        if b"first" in raw:
            raise ValueError("unforeseen")
        return record(raw, *arguments)

    monkeypatch.setattr(intake, "record", fail_at_first)
    assert read() == {"taken": 1, "failed": 1}
    assert mailbox_server.mails("INBOX") == 1 and "could not be taken" in caplog.text
    assert report(timezone.now())["mailbox"]["failed"] == 1
    monkeypatch.setattr(intake, "record", record)
    assert read() == {"taken": 1, "failed": 0}
    assert Complaint.objects.count() == 2


def test_a_mail_that_is_too_large_is_refused_with_its_words_and_waits_for_the_desk(mailbox_server, read, settings):
    settings.COMPLAINT_MAIL_MAX_BYTES = 100_000
    mailbox_server.deliver(raw_mail(files={"film.pdf": b"%PDF-1.7\n" + b"x" * 200_000}))
    assert read() == {"taken": 1, "failed": 0}
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.reason, mail.text) == ("waiting", "too_large", "三箱货物破损，请赔付。")
    assert not mail.raw and not Complaint.objects.exists() and mailbox_server.mails("INBOX") == 0


def test_a_server_without_move_is_read_as_well(mailbox_server, read, monkeypatch):
    mailbox_server.deliver(raw_mail(), raw_mail())
    enter = Mailbox.__enter__

    def enter_poorer(mailbox):
        entered = enter(mailbox)
        entered.imap.capabilities = tuple(each for each in entered.imap.capabilities if each != "MOVE")
        return entered

    monkeypatch.setattr(Mailbox, "__enter__", enter_poorer)
    read()
    assert (mailbox_server.mails("INBOX"), mailbox_server.mails("Guanxi")) == (0, 2)


def test_a_server_that_is_away_or_refuses_costs_nothing_but_a_line_in_the_log(mailbox_server, read, settings, caplog):
    for address in ("imaps://a:b@127.0.0.1:1/INBOX", settings.COMPLAINT_MAILBOX.replace("phrase", "wrong")):
        settings.COMPLAINT_MAILBOX = address
        assert read() == {"taken": 0, "failed": 0}
    assert caplog.text.count("cannot be read") == 2
    assert not Heartbeat.objects.filter(name="mailbox").exists()
    assert report(timezone.now())["mailbox"]["ok"] is False


def test_a_certificate_of_an_unknown_authority_is_not_trusted(mailbox_server, read, settings, caplog):
    settings.COMPLAINT_MAILBOX_CA = ""
    read()
    assert "certificate verify failed" in caplog.text


def test_whoever_reads_along_finds_it_unread(mailbox_server, read):
    mailbox_server.deliver(raw_mail())
    read()
    with mailbox_server._client() as client:
        client.select("Guanxi")
        assert client.uid("SEARCH", None, "UNSEEN")[1][0].split() and isinstance(client, imaplib.IMAP4)
