"""A letter leaves once, is kept as it left, and nobody writes past what happened meanwhile."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from complaints.factories import MORNING, log_complaint, raw_mail, write_letter
from complaints.mail.intake import record
from complaints.models import ComplaintLog, IncomingMail, OutgoingMail
from crm_site.workflow import InvalidTransition
from customers.models import Activity
from people.models import OutboxMessage
from people.sending import send_due

LATER = MORNING + timedelta(hours=1)


def test_by_e_mail_it_goes_to_who_complained_and_the_answer_comes_to_our_mailbox(asked, handler, settings):
    settings.COMPLAINT_EMAIL = "complaints@example.test"
    entry = write_letter(asked, handler, language="en")
    message = OutboxMessage.objects.get(address="wang@example.test")
    assert (message.title, message.body, message.language) == (f"答复 [{asked}]", "原因已查明，正在赔付。", "en")
    assert (message.reply_to, message.headers) == ("complaints@example.test", {"Auto-Submitted": "no"})
    assert message.url == asked.status_url and OutgoingMail.objects.filter(complaint=asked).count() == 1
    assert (entry.by, entry.note, entry.facts["to"]) == (handler, message.body, "wang@example.test")


def test_it_answers_the_last_mail_of_the_customer(desk):
    record(raw_mail(message_id="<first@example.test>"), MORNING)
    complaint = IncomingMail.objects.get().complaint
    record(raw_mail(subject=f"Re: {complaint}", message_id="<second@example.test>"), MORNING)
    complaint.refresh_from_db()
    entry = write_letter(complaint, desk)
    OutboxMessage.objects.exclude(title=entry.facts["letter"]).delete()
    send_due(LATER)
    letter = mail.outbox[-1].message()
    assert letter["In-Reply-To"] == letter["References"] == "<second@example.test>"
    assert letter["Auto-Submitted"] == "no"


def test_on_paper_no_mail_leaves_and_the_status_page_has_its_code(asked, desk):
    OutboxMessage.objects.all().delete()
    entry = write_letter(asked, desk, way="paper", addressee="远洋物流\n王芳")
    assert not OutboxMessage.objects.exists()
    assert entry.facts["to"] == "远洋物流\n王芳" and asked.status_key


def test_it_stands_on_the_timeline_and_on_the_status_page(complaint, desk, client):
    write_letter(complaint, desk, way="paper")
    assert Activity.objects.filter(customer=complaint.customer, kind="complaint.letter", by=desk).exists()
    assert "原因已查明" in client.get(complaint.status_url).content.decode()


def test_the_same_submission_leaves_once(asked, desk):
    key = uuid.uuid4()
    seen = asked.last_entry_id
    assert write_letter(asked, desk, submission_key=key, seen=seen) == write_letter(
        asked, desk, submission_key=key, seen=seen
    )
    assert asked.log.filter(kind=ComplaintLog.Kind.LETTER).count() == 1


def test_whoever_wrote_before_something_happened_is_told_what(asked, desk, handler):
    seen = asked.last_entry_id
    write_letter(asked, handler)
    with pytest.raises(InvalidTransition, match=rf"by {handler}.*Letter to the customer"):
        write_letter(asked, desk, seen=seen)
    seen = asked.last_entry_id
    asked.take_message(LATER, "web-1", "还没有消息吗？")
    with pytest.raises(InvalidTransition, match=r"the customer.*The customer wrote"):
        write_letter(asked, desk, seen=seen)


def test_one_that_ended_meanwhile_is_written_about_once_that_is_known(asked, desk):
    seen = asked.last_entry_id
    asked.withdraw(desk, LATER, "客户撤回")
    with pytest.raises(InvalidTransition, match="Withdrawn"):
        write_letter(asked, desk, seen=seen)
    assert write_letter(asked, desk)


def test_nobody_writes_about_one_that_goes_on_in_another(asked, company, desk):
    other = log_complaint(desk, company.operations)
    asked.merge_into(desk, LATER, other, "同一件事")
    assert not asked.can_be_written_about_by(desk)
    with pytest.raises(InvalidTransition, match=f"Merged into {other}"):
        write_letter(asked, desk)


def test_the_desk_and_the_responsible_department_write_and_nobody_about_themself(company, cast):
    complaint = log_complaint(cast["desk"], company.operations)
    may = {name for name, user in cast.items() if complaint.can_be_written_about_by(user)}
    assert may == {"desk", "handler", "head", "supervisor"}
    with pytest.raises(PermissionDenied):
        write_letter(complaint, cast["analyst"], way="paper")
    against = log_complaint(cast["desk"], company.operations, against=cast["handler"])
    assert not against.can_be_written_about_by(cast["handler"])
    with pytest.raises(PermissionDenied):
        write_letter(against, cast["handler"], way="paper")


def test_without_words_or_somebody_to_write_to_nothing_leaves(complaint, desk):
    for nothing in ({"body": " "}, {"subject": ""}, {"way": "paper", "addressee": " "}, {"way": "email"}):
        with pytest.raises(ValidationError):
            write_letter(complaint, desk, **{"way": "paper"} | nothing)
    assert not complaint.log.filter(kind=ComplaintLog.Kind.LETTER).exists()
