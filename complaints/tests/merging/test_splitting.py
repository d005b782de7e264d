import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from complaints.factories import MORNING, log_complaint
from complaints.loop import State, Step
from complaints.models import Attachment, Complaint
from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory

LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def split(complaint, desk):
    def split(by=desk, key=None, description="发票也开错了", **facts):
        return complaint.split(by, LATER, key or uuid.uuid4(), description, **facts)

    return split


def test_the_second_matter_has_a_loop_of_its_own(company, complaint, split):
    second = split(department=company.guangzhou_sales, severity="serious")
    assert (second.split_from, second.state, second.cycle) == (complaint, State.SENT, 1)
    assert second.open_step.step == Step.ANALYSE and second.open_step.clock.started_at == LATER
    assert second.open_step.clock.severity == "serious"
    assert complaint.open_step.clock.state == "running"
    assert second.number != complaint.number


def test_without_a_department_it_waits_to_be_sent(split):
    assert split().open_step.step == Step.SEND


def test_who_complained_and_when_is_taken_over(company, desk):
    facts = {"customer": CustomerFactory(), "caller_name": "王先生", "caller_phone": "13800138000", "channel": "email"}
    complaint = log_complaint(desk, company.operations, waybills=["YD1"], **facts)
    second = complaint.split(desk, LATER, uuid.uuid4(), "发票也开错了", waybills=["YD2"])
    assert all(getattr(second, name) == value for name, value in facts.items())
    assert (second.received_at, second.waybills) == (MORNING, ["YD2"])


def test_both_logs_say_so(complaint, split):
    second = split()
    assert complaint.log.last().sentence == f"Split: {second.number} goes on by itself"
    assert second.log.first().sentence == f"Split from {complaint.number}"


def test_a_form_sent_twice_splits_once(split):
    key = uuid.uuid4()
    assert split(key=key) == split(key=key)
    assert Complaint.objects.count() == 2


def test_attachments_about_both_matters_are_with_both(complaint, split, desk):
    facts = {"name": "邮件.eml", "content_type": "message/rfc822", "size": 4, "at": MORNING, "by": desk}
    mail = Attachment.objects.create(complaint=complaint, file=ContentFile(b"mail", "a.eml"), **facts)
    second = split(attachments=[mail])
    assert second.attachments.get().file.name == complaint.attachments.get().file.name


def test_a_department_splits_its_own_and_may_say_whose_the_rest_is(company, split, cast):
    assert split(by=cast["handler"], department=company.guangzhou_sales).state == State.SENT
    with pytest.raises(PermissionDenied):
        split(by=cast["colleague"])


def test_nothing_is_split_without_words_nor_from_one_that_ended(complaint, split, desk):
    with pytest.raises(ValidationError):
        split(description=" ")
    complaint.withdraw(desk, LATER, "误报")
    with pytest.raises(InvalidTransition):
        split()
