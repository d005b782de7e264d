"""The mark of a malicious complaint needs a second person, can be taken back, and leaves the clocks alone."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from complaints.factories import MORNING
from complaints.models import ComplaintLog, MaliciousMark
from crm_site.workflow import InvalidTransition
from people.models import Notification

Kind = ComplaintLog.Kind


def test_it_counts_once_a_second_person_confirmed_it(mark, complaint, cast):
    complaint.refresh_from_db()
    assert not complaint.is_malicious
    assert Notification.objects.filter(recipient=cast["analyst"], key=f"malicious:{mark.pk}").exists()
    mark.confirm(cast["analyst"], MORNING)
    complaint.refresh_from_db()
    assert complaint.is_malicious
    assert complaint.log.filter(kind=Kind.MALICIOUS).count() == 1


def test_the_clock_goes_on(mark, complaint, cast):
    deadline = complaint.open_step.clock.deadline
    mark.confirm(cast["analyst"], MORNING)
    complaint.refresh_from_db()
    assert complaint.open_step.clock.state == "running"
    assert complaint.open_step.clock.deadline == deadline


def test_nobody_confirms_their_own_mark(mark, cast):
    with pytest.raises(PermissionDenied):
        mark.confirm(cast["desk"], MORNING)


def test_whom_it_is_about_neither_marks_nor_confirms(complaint, cast):
    complaint.edit(cast["desk"], MORNING, complaint.version, against=cast["handler"])
    with pytest.raises(PermissionDenied):
        MaliciousMark.propose(complaint, cast["handler"], MORNING, uuid.uuid4(), reason="敲诈", evidence="录音")
    mark = MaliciousMark.propose(complaint, cast["desk"], MORNING, uuid.uuid4(), reason="敲诈", evidence="录音")
    with pytest.raises(PermissionDenied):
        mark.confirm(cast["handler"], MORNING)


def test_it_can_be_taken_back(mark, complaint, cast):
    mark.confirm(cast["head"], MORNING)
    with pytest.raises(PermissionDenied):
        mark.lift(cast["desk"], MORNING, "误判")
    mark.lift(cast["analyst"], MORNING, "误判")
    complaint.refresh_from_db()
    assert not complaint.is_malicious
    assert complaint.log.filter(kind=Kind.NOT_MALICIOUS).count() == 1


def test_a_refusal_and_evidence_are_put_in_words(mark, complaint, cast):
    with pytest.raises(ValidationError):
        mark.refuse(cast["analyst"], MORNING, " ")
    mark.refuse(cast["analyst"], MORNING, "证据不足")
    with pytest.raises(ValidationError):
        MaliciousMark.propose(complaint, cast["desk"], MORNING, uuid.uuid4(), reason="敲诈", evidence=" ")


def test_there_is_one_standing_mark(mark, complaint, cast):
    with pytest.raises(InvalidTransition, match="To be confirmed"):
        MaliciousMark.propose(complaint, cast["head"], MORNING, uuid.uuid4(), reason="敲诈", evidence="录音")
    again = MaliciousMark.propose(complaint, cast["desk"], MORNING, mark.submission_key, reason="a", evidence="b")
    assert again == mark


def test_two_who_decide_at_once(mark, cast):
    stale = MaliciousMark.objects.get(pk=mark.pk)
    mark.confirm(cast["analyst"], MORNING)
    with pytest.raises(InvalidTransition, match="Confirmed"):
        stale.refuse(cast["head"], MORNING, "证据不足")
