"""Complaints for tests, at any point of the loop, driven there by the same methods that people use."""

import itertools
import uuid
from datetime import UTC, datetime
from email.message import EmailMessage

from complaints.loop import Outcome, Step
from complaints.models import Complaint
from customers.factories import CustomerFactory

# A Tuesday, 10:00 in Shanghai.
MORNING = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def log_complaint(by, department=None, at=MORNING, **facts):
    """A complaint of a customer of its own, unless the facts say otherwise."""
    if not facts.keys() & {"customer", "caller_name", "caller_company"}:
        facts["customer"] = CustomerFactory()
    facts = {"description": f"货物破损 {next(_numbers)}"} | facts
    return Complaint.log_new(by, at, uuid.uuid4(), department=department, **facts)


# How each step is done well, by the step: the method and what it is told.
GOOD_WORK = {
    Step.ANALYSE: ("analyse", {"analysis": "叉车操作不当", "measures": "培训并赔付"}),
    Step.INSTRUCT: ("instruct", {"outcome": Outcome.APPROVED, "comment": "同意"}),
    Step.CARRY_OUT: ("carry_out", {"account": "已赔付"}),
    Step.AGREE: ("agree", {"outcome": Outcome.AGREED, "account": "客户接受"}),
    Step.FOLLOW_UP: ("follow_up", {"outcome": Outcome.SATISFIED, "detail": "客户满意"}),
    Step.CLOSE: ("close", {"summary": "已解决", "lesson": "加强装卸培训"}),
}


def bring_to(complaint, step, desk, handler, leader, at=MORNING):
    """Do all steps before `step` (None: all) in the cast's usual parts."""
    doers = {Step.INSTRUCT: leader, Step.FOLLOW_UP: desk, Step.CLOSE: desk}
    while complaint.open_step is not None and complaint.open_step.step != step:
        waiting = complaint.open_step.step
        method, words = GOOD_WORK[waiting]
        getattr(complaint, method)(doers.get(waiting, handler), at, **words)
    return complaint


def receive_complaint(at=MORNING, **facts):
    """A complaint that somebody not on file wrote on the web."""
    given = {
        "channel": Complaint.Channel.WEB,
        "caller_name": "王芳",
        "caller_phone": "13912345678",
        "caller_email": "wang@example.test",
        "description": f"货物丢失 {next(_numbers)}",
    }
    return Complaint.receive(at, uuid.uuid4(), **given | facts)


def write_letter(complaint, by, at=MORNING, **changed):
    """One letter, by e-mail unless told otherwise, as the form would."""
    typed = {
        "submission_key": uuid.uuid4(),
        "seen": complaint.last_entry_id,
        "way": "email",
        "subject": f"答复 [{complaint}]",
        "body": "原因已查明，正在赔付。",
        "addressee": complaint.addressee,
        "language": complaint.language,
    }
    return complaint.write_letter(by, at, **typed | changed)


def raw_mail(text="三箱货物破损，请赔付。", headers=(), **facts):
    """A mail as a mailbox holds it; `headers` are further ones, as pairs."""
    facts = {
        "sender": "王芳 <wang@example.test>",
        "to": "complaints@example.test",
        "subject": "货物破损",
        "message_id": f"<{next(_numbers)}@example.test>",
    } | facts
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = facts["sender"], facts["to"], facts["subject"]
    mail["Message-ID"] = facts["message_id"]
    for name, value in headers:
        mail[name] = value
    mail.set_content(text)
    for name, content in facts.get("files", {}).items():
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    return mail.as_bytes()
