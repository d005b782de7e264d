"""Customers complain on the web without a login."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.loop import State, Step
from complaints.models import Complaint
from people.models import Notification, OutboxMessage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def send(client, db):
    def send(**typed):
        given = {
            "submission_key": str(uuid.uuid4()),
            "caller_name": "王芳",
            "caller_company": "不在册贸易公司",
            "caller_phone": "139-1234-5678",
            "caller_email": "wang@example.test",
            "description": "三箱货物被水浸泡",
            "waybills": "gx123 gx456",
            "consent": "on",
            "language": "zh-hans",
        }
        address = typed.pop("address", "198.51.100.7")
        return client.post("/c/", given | typed, REMOTE_ADDR=address)

    return send


def test_what_a_customer_writes_becomes_a_complaint_that_waits_for_the_desk(send, desk):
    answer = send(files=SimpleUploadedFile("照片.png", PNG))
    complaint = Complaint.objects.get()
    assert answer.url == complaint.status_url
    assert (complaint.channel, complaint.logged_by, complaint.customer) == ("web", None, None)
    assert (complaint.state, complaint.open_step.step) == (State.LOGGED, Step.SEND)
    assert (complaint.caller_phone, complaint.waybills) == ("13912345678", ["GX123", "GX456"])
    assert [file.name for file in complaint.attachments.all()] == ["照片.png"]
    assert complaint.log.first().facts == {"consented": True}
    assert Notification.objects.get(recipient=desk).url == complaint.get_absolute_url()


def test_the_acknowledgement_says_number_next_date_and_whom_to_ask_on_the_page_and_by_mail(
    send, desk, client, settings
):
    settings.COMPLAINT_CONTACT, settings.COMPLAINT_EMAIL = "Ms Li, 400-820-8820", "complaints@example.test"
    page = client.get(send(language="en").url + "?language=en").content.decode()
    complaint = Complaint.objects.get()
    mail = OutboxMessage.objects.get(address="wang@example.test")
    for text in (page, mail.title + mail.body):
        assert complaint.number in text and "Ms Li, 400-820-8820" in text
        assert "The department that is responsible has it by 20" in text
    assert (mail.url, mail.reply_to, mail.language) == (complaint.status_url, "complaints@example.test", "en")
    assert complaint.status_key not in complaint.log.last().note + mail.body


def test_sent_twice_it_is_one_complaint_and_one_mail(send, desk):
    key = str(uuid.uuid4())
    first, second = send(submission_key=key), send(submission_key=key)
    assert first.url == second.url
    assert Complaint.objects.count() == OutboxMessage.objects.filter(recipient=None).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"caller_phone": "", "caller_email": ""}, "Give a telephone number or an e-mail address"),
        ({"caller_phone": "call me", "caller_email": ""}, "Give a telephone number or an e-mail address"),
        ({"description": ""}, "This field is required"),
        ({"caller_name": ""}, "This field is required"),
        ({"consent": ""}, "Without your consent"),
        ({"caller_email": "wang@"}, "Enter a valid email address"),
        ({"website": "http://spam.example"}, "only programs fill it in"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(send, desk, typed, said):
    answer = send(language="en", **{"wanted": "请尽快赔付", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert "请尽快赔付" in page and "GX123 GX456" in page.upper()
    assert not Complaint.objects.exists()


def test_another_language_keeps_what_was_typed_and_sends_nothing(client, db):
    answer = client.post("/c/?switch", {"language": "en", "description": "三箱货物被水浸泡"})
    page = answer.content.decode()
    assert "Tell us what went wrong" in page and "三箱货物被水浸泡" in page and "is-invalid" not in page
    assert not Complaint.objects.exists()


def test_a_program_file_is_refused_by_its_content(send, desk):
    answer = send(language="en", files=SimpleUploadedFile("scan.pdf", b"MZ\x90\0" * 20))
    assert answer.status_code == 422 and "is not what its name says" in answer.content.decode()


def test_one_person_and_one_address_can_be_stopped_and_are_told_so(send, desk, settings):
    settings.WEB_COMPLAINTS_PER_PERSON, settings.WEB_COMPLAINTS_PER_ADDRESS = 1, 2
    assert send().status_code == 302
    other = {"caller_phone": "13800000001", "caller_email": ""}
    for typed in ({"caller_email": ""}, {"caller_phone": "", "caller_email": "WANG@example.test"}):
        answer = send(language="en", address="198.51.100.8", **typed)
        assert answer.status_code == 429 and "三箱货物被水浸泡" in answer.content.decode()
    assert send(**other).status_code == 302
    assert send(caller_phone="13800000002", caller_email="").status_code == 429
    assert Complaint.objects.count() == 2


def test_while_redis_is_away_no_complaint_is_lost(send, desk, settings):
    settings.REDIS_URL, settings.WEB_COMPLAINTS_PER_PERSON = "unix:///nowhere/redis.sock", 1
    assert send().status_code == send().status_code == 302
    assert Complaint.objects.count() == 2


def test_the_form_needs_no_login_and_says_nothing_of_those_on_file(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/c/?language=en")
    assert answer.status_code == 200 and answer.headers["X-Robots-Tag"] == "noindex, nofollow"
