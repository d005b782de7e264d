"""Corrective actions: who agrees, does and checks; and how a repeat of the cause reopens the question."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from complaints.factories import MORNING, log_complaint
from complaints.models import ComplaintLog, CorrectiveAction
from complaints.tests.quality.conftest import agree_on
from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from people.models import Notification

State = CorrectiveAction.State


def test_the_owner_has_a_clock_until_the_due_day_and_is_told(correction, cast):
    assert correction.clock.doer == cast["handler"]
    assert localdate(correction.clock.deadline) == date(2026, 3, 20)
    assert Notification.objects.filter(recipient=cast["handler"], url=correction.get_absolute_url()).count() == 1
    assert correction.complaint.log.get(kind=ComplaintLog.Kind.CORRECTION).sentence.endswith("To be done")


def test_once_done_the_effect_is_checked_after_the_weeks_agreed_on(correction, cast):
    done_at = MORNING + timedelta(days=3)
    correction.finish(cast["handler"], done_at, "已培训")
    correction.refresh_from_db()
    assert correction.state == State.DONE
    assert correction.clock.doer == cast["analyst"]
    assert localdate(correction.clock.deadline) == localdate(done_at) + timedelta(weeks=4)
    assert Clock.objects.filter(step="complaint.correction", state="done").count() == 1
    correction.check_effect(cast["analyst"], done_at + timedelta(weeks=4), True, "无再发")
    correction.refresh_from_db()
    assert (correction.state, correction.clock) == (State.EFFECTIVE, None)
    assert not Clock.objects.running().filter(step__startswith="complaint.correction").exists()


def test_nobody_checks_what_they_did(complaint, correction, cast):
    with pytest.raises(ValidationError):
        agree_on(complaint, cast["desk"], cast["handler"], cast["handler"])
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(pk=correction.pk).update(checker=cast["handler"])
    correction.finish(cast["handler"], MORNING, "已培训")
    with pytest.raises(PermissionDenied):
        correction.check_effect(cast["handler"], MORNING, True, "好")


def test_only_the_owner_does_it_and_only_those_in_charge_agree(complaint, correction, cast):
    for name in ("desk", "colleague", "admin"):
        with pytest.raises(PermissionDenied):
            correction.finish(cast[name], MORNING, "已培训")
    for name in ("colleague", "admin"):
        with pytest.raises(PermissionDenied):
            agree_on(complaint, cast[name], cast["handler"], cast["analyst"])


def test_the_same_form_twice_makes_one(complaint, cast):
    facts = {"task": "培训", "owner": cast["handler"], "due": date(2026, 3, 20), "checker": cast["analyst"]}
    key = uuid.uuid4()
    first, second = (CorrectiveAction.agree_on(complaint, cast["desk"], MORNING, key, **facts) for _time in range(2))
    assert first == second
    assert Clock.objects.filter(step="complaint.correction").count() == 1


def test_who_comes_too_late_is_told(correction, cast):
    correction.finish(cast["handler"], MORNING, "已培训")
    stale = CorrectiveAction.objects.get(pk=correction.pk)
    with pytest.raises(InvalidTransition, match="Effect to be checked"):
        stale.cancel(cast["desk"], MORNING, "不需要")


def test_another_owner_gets_the_clock(correction, cast):
    correction.change(cast["desk"], MORNING, owner=cast["head"], due=date(2026, 4, 1))
    running = Clock.objects.running().get(step="complaint.correction")
    assert (running.doer, localdate(running.deadline)) == (cast["head"], date(2026, 4, 1))
    correction.change(cast["desk"], MORNING, owner=cast["head"], due=date(2026, 4, 1))
    assert Clock.objects.running().get(step="complaint.correction") == running
    with pytest.raises(ValidationError):
        correction.change(cast["desk"], MORNING, owner=cast["analyst"], due=date(2026, 4, 1))


def test_a_cancelled_one_has_no_clock(correction, cast):
    correction.cancel(cast["analyst"], MORNING, "重复")
    correction.refresh_from_db()
    assert (correction.state, correction.clock) == (State.CANCELLED, None)


@pytest.fixture
def effective(correction, cast):
    correction.finish(cast["handler"], MORNING, "已培训")
    correction.check_effect(cast["analyst"], MORNING + timedelta(weeks=4), True, "无再发")
    return correction


def test_a_repeat_of_the_cause_reopens_the_question(effective, company, cast, damage):
    later = MORNING + timedelta(weeks=6)
    again = log_complaint(cast["desk"], company.operations, at=later, cause=damage)
    effective.refresh_from_db()
    assert effective.state == State.QUESTIONED
    assert list(effective.repeats.all()) == [again]
    assert effective.clock.doer == cast["analyst"]
    assert Notification.objects.filter(recipient=cast["analyst"], key__contains=f":{again.pk}").exists()
    effective.check_effect(cast["analyst"], later, False, "仍有发生")
    effective.refresh_from_db()
    assert effective.state == State.INEFFECTIVE


def test_another_cause_another_department_or_a_year_later_does_not(effective, company, cast, damage):
    from complaints.models import Cause

    other = Cause.objects.get(code="operation.loss")
    log_complaint(cast["desk"], company.operations, at=MORNING + timedelta(weeks=6), cause=other)
    log_complaint(cast["desk"], company.operations, at=MORNING + timedelta(days=400), cause=damage)
    log_complaint(cast["desk"], company.operations, at=MORNING + timedelta(weeks=6))
    effective.refresh_from_db()
    assert effective.state == State.EFFECTIVE


def test_a_cause_that_is_found_later_questions_too(effective, company, cast, damage):
    later = MORNING + timedelta(weeks=6)
    again = log_complaint(cast["desk"], company.operations, at=later)
    again.edit(cast["desk"], later, again.version, cause=damage)
    effective.refresh_from_db()
    assert effective.state == State.QUESTIONED


def test_one_that_is_not_done_yet_is_not_questioned(correction, company, cast, damage):
    log_complaint(cast["desk"], company.operations, at=MORNING + timedelta(days=1), cause=damage)
    correction.refresh_from_db()
    assert correction.state == State.OPEN
    assert not correction.repeats.exists()


def test_it_is_seen_with_its_complaint_and_by_owner_and_checker(correction, cast):
    def seen_by(name):
        return CorrectiveAction.objects.visible_to(cast[name]).filter(pk=correction.pk).exists()

    assert all(seen_by(name) for name in ("desk", "handler", "head", "supervisor", "analyst"))
    assert not any(seen_by(name) for name in ("colleague", "admin"))
    CorrectiveAction.objects.filter(pk=correction.pk).update(owner=cast["colleague"])
    assert seen_by("colleague")
