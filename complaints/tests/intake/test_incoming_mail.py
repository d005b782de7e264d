"""What becomes of a mail: a complaint, an addition to one, a question to the desk, or nothing."""

import pytest

from complaints.factories import MORNING, log_complaint, raw_mail, receive_complaint
from complaints.mail.intake import record
from complaints.models import Complaint, ComplaintLog, IncomingMail, OutgoingMail
from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory
from people.models import Notification, OutboxMessage

WROTE = ComplaintLog.Kind.CUSTOMER_WROTE
pytestmark = pytest.mark.usefixtures("desk")


def take(**facts):
    return record(raw_mail(**facts), MORNING)


def letters():
    return OutboxMessage.objects.filter(recipient=None).count()


def test_an_answer_to_our_mail_joins_the_complaint_and_is_not_acknowledged_again(written, desk):
    ours = OutgoingMail.objects.get(complaint=written)
    mail = take(
        sender="WANG@example.test", subject="Re: 收到", headers=[("In-Reply-To", ours.message_id)], text="还有一箱"
    )
    assert (mail.state, mail.complaint) == ("added", written)
    assert written.log.get(kind=WROTE).note == "还有一箱"
    assert Notification.objects.filter(recipient=desk, key__startswith="complaint-wrote").exists()
    assert letters() == 1 and Complaint.objects.count() == 1


def test_the_message_id_of_the_mail_that_leaves_is_the_one_that_is_recognised(written, mail_server):
    from people.sending import send_due

    send_due(MORNING)
    sent = next(mail for mail in mail_server.messages if mail["To"] == "wang@example.test")
    assert sent["Message-ID"] == OutgoingMail.objects.get().message_id and written.number in sent["Subject"]


def test_a_second_mail_that_answers_the_first_joins_it():
    first = take(message_id="<first@x>")
    assert take(headers=[("References", "<first@x>")]).complaint == first.complaint


def test_the_number_in_the_subject_is_enough_for_who_complained(written):
    assert take(subject=f"答复：{written.number.lower()} 催促").complaint == written


def test_a_stranger_who_knows_number_and_headers_is_not_let_in_and_learns_nothing(written, desk):
    ours = OutgoingMail.objects.get(complaint=written)
    mail = take(sender="stranger@example.test", subject=written.number, headers=[("References", ours.message_id)])
    assert (mail.state, mail.reason, mail.complaint) == ("waiting", "other_sender", written)
    assert not written.log.filter(kind=WROTE).exists() and Complaint.objects.count() == 1 and letters() == 1
    assert Notification.objects.get(recipient=desk, key=f"complaint-mail:{mail.pk}").url == mail.get_absolute_url()


def test_what_others_wrote_bears_their_address_and_is_not_on_the_status_page(written, desk, as_user, client):
    take(sender="wang@example.test", subject=written.number, text="还有一箱")
    take(sender="agent@example.test", subject=written.number, text="我是代理").assign(desk, MORNING, written)
    ours = as_user(desk).get(f"/complaints/{written.pk}/exchange/").content.decode()
    assert "我是代理" in ours and "&lt;agent@example.test&gt;" in ours and "&lt;wang@example.test&gt;" not in ours
    customers = client.get(written.status_url).content.decode()
    assert "还有一箱" in customers and "我是代理" not in customers


def test_a_contact_of_the_customer_is_known(desk):
    contact = ContactFactory(email="Zhao@ocean.test")
    complaint = log_complaint(desk, customer=contact.customer)
    assert take(sender="zhao@ocean.test", subject=complaint.number).state == "added"


def test_whom_the_desk_let_in_is_known_from_then_on(written, desk):
    mail = take(sender="partner@example.test", subject=written.number, files={"a.txt": "详情".encode()})
    mail.assign(desk, MORNING, written)
    assert written.log.get(kind=WROTE).note and written.attachments.get().name == "a.txt"
    assert take(sender="partner@example.test", subject=written.number).state == "added"


@pytest.mark.parametrize(
    "facts",
    [
        {"headers": [("Auto-Submitted", "auto-replied")]},
        {"headers": [("Precedence", "bulk")]},
        {"headers": [("X-Auto-Response-Suppress", "All")]},
        {"headers": [("List-Id", "<news.example.test>")]},
        {"headers": [("Return-Path", "<>")]},
        {"sender": "MAILER-DAEMON@mx.example.test"},
    ],
)
def test_what_a_machine_wrote_is_listed_and_neither_taken_nor_answered(written, facts):
    mail = take(**{"subject": written.number} | facts)
    assert (mail.state, mail.reason, mail.complaint) == ("not_taken", "automatic", written)
    assert not written.log.filter(kind=WROTE).exists() and letters() == 1


def test_our_own_mail_does_not_go_round_in_circles(settings):
    settings.COMPLAINT_EMAIL = "complaints@example.test"
    assert take(sender="Complaints@example.test").reason == "own"
    assert letters() == 0


def test_a_loop_that_marks_nothing_ends_after_some_mails(settings):
    settings.COMPLAINT_MAILS_PER_SENDER = 3
    assert [take().reason for _time in range(5)] == ["", "", "", "many", "many"]
    assert Complaint.objects.count() == letters() == 3


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"text": ""}, "empty"), ({"sender": "nonsense"}, "no_sender"), ({"sender": "desk@company.test"}, "staff")],
)
def test_what_cannot_be_told_waits_for_the_desk(desk, facts, reason):
    desk.email = "desk@company.test"
    desk.save()
    mail = take(**facts)
    assert (mail.state, mail.reason) == ("waiting", reason) and not Complaint.objects.exists()


def test_the_desk_makes_a_complaint_of_it_once(written, desk):
    mail = take(sender="stranger@example.test", subject=written.number, files={"a.txt": "详情".encode()})
    complaint = mail.make_complaint(desk, MORNING)
    assert (complaint.caller_email, complaint.attachments.get().name) == ("stranger@example.test", "a.txt")
    for decide in (mail.make_complaint, mail.dismiss):
        with pytest.raises(InvalidTransition):
            decide(desk, MORNING)
    assert Complaint.objects.count() == 2


def test_mail_of_a_chinese_is_answered_in_chinese_and_others_in_english():
    assert take().complaint.language == "zh-hans"
    assert take(subject="Damage", text="Three boxes broken").complaint.language == "en"


def test_an_answer_after_the_end_is_told_to_the_desk(written, desk):
    written.withdraw(desk, MORNING, "重复")
    assert take(subject=written.number).state == "added"
    assert Notification.objects.filter(recipient=desk, key__startswith="complaint-wrote").exists()


def test_the_pages(as_user, desk, handler, django_assert_max_num_queries):
    mail = take(sender="stranger@example.test", subject=receive_complaint().number)
    client = as_user(desk)
    assert "sender is not known" in client.get("/complaints/mails/?state=waiting").content.decode()
    assert "三箱货物破损" in client.get(mail.get_absolute_url()).content.decode()
    assert client.post(f"{mail.get_absolute_url()}assign/", {"number": "TS-22222222"}).status_code == 422
    answer = client.post(f"{mail.get_absolute_url()}assign/", {"number": mail.complaint.number.removeprefix("TS-")})
    assert answer.url == mail.complaint.get_absolute_url()
    assert client.post(f"{mail.get_absolute_url()}dismiss/").url == mail.get_absolute_url()
    assert IncomingMail.objects.get(pk=mail.pk).state == "added"
    for _time in range(5):
        take()
    with django_assert_max_num_queries(8):
        client.get("/complaints/mails/")
    assert as_user(handler).get("/complaints/mails/").status_code == 403
    assert as_user(handler).get(mail.get_absolute_url()).status_code == 404
