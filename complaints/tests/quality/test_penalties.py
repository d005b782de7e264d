"""Penalties: decided by whoever had no part in it, told to whom they are against, open to appeal, unseen by others."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from complaints.factories import MORNING
from complaints.models import Penalty
from complaints.tests.quality.conftest import propose
from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from people.models import Notification

State = Penalty.State
LATER = MORNING + timedelta(days=1)


def told(person, penalty):
    return Notification.objects.filter(recipient=person, url=penalty.get_absolute_url()).exists()


def test_the_supervising_leader_decides(penalty, cast):
    assert penalty.approver == cast["supervisor"]
    assert penalty.clock.doer == cast["supervisor"]
    assert told(cast["supervisor"], penalty)
    for name in ("head", "handler", "desk", "colleague", "admin"):
        with pytest.raises(PermissionDenied):
            penalty.put_in_force(cast[name], LATER)
    penalty.put_in_force(cast["supervisor"], LATER)
    assert penalty.state == State.IN_FORCE
    assert not Clock.objects.running().filter(step="complaint.penalty").exists()


def test_whom_it_is_against_learns_of_it_once_it_is_in_force(penalty, cast):
    handler = cast["handler"]
    assert not Penalty.objects.visible_to(handler).exists()
    assert not told(handler, penalty)
    penalty.put_in_force(cast["supervisor"], LATER)
    assert Penalty.objects.visible_to(handler).get() == penalty
    assert told(handler, penalty)
    assert localdate(penalty.appeal_until) == localdate(LATER) + timedelta(days=10)


def test_a_refused_one_is_never_seen_by_whom_it_would_have_been_against(penalty, cast):
    with pytest.raises(ValidationError):
        penalty.refuse(cast["supervisor"], LATER, "")
    penalty.refuse(cast["supervisor"], LATER, "并非其责任")
    assert not Penalty.objects.visible_to(cast["handler"]).exists()
    assert not told(cast["handler"], penalty)


def test_others_do_not_learn_that_it_exists(penalty, cast):
    penalty.put_in_force(cast["supervisor"], LATER)
    for name in ("desk", "manager", "colleague", "admin"):
        assert not Penalty.objects.visible_to(cast[name]).exists(), name
        assert not told(cast[name], penalty), name


def test_a_deputy_does_not_see_what_is_against_the_person_they_stand_in_for(penalty, cast):
    penalty.put_in_force(cast["supervisor"], LATER)
    handler, colleague = cast["handler"], cast["colleague"]
    handler.deputy, handler.deputy_from, handler.deputy_until = colleague, localdate(), localdate()
    handler.save()
    assert not Penalty.objects.visible_to(colleague).exists()


def test_an_appeal_is_decided_by_somebody_who_had_no_part_in_it(penalty, cast):
    penalty.put_in_force(cast["supervisor"], LATER)
    with pytest.raises(PermissionDenied):
        penalty.appeal_against(cast["head"], LATER, "不公")
    penalty.appeal_against(cast["handler"], LATER, "当日不在岗")
    assert penalty.appeal_approver == cast["director"]
    for name in ("supervisor", "head", "handler"):
        with pytest.raises(PermissionDenied):
            penalty.lift(cast[name], LATER, "撤销")
    penalty.lift(cast["director"], LATER, "属实")
    assert (penalty.state, penalty.clock) == (State.LIFTED, None)


def test_an_appeal_after_the_limit_comes_too_late(penalty, cast):
    penalty.put_in_force(cast["supervisor"], LATER)
    with pytest.raises(InvalidTransition, match="ended on"):
        penalty.appeal_against(cast["handler"], LATER + timedelta(days=12), "当日不在岗")
    assert not penalty.can_be_appealed_by(cast["handler"], LATER + timedelta(days=12))


def test_a_fine_can_only_be_made_smaller(penalty, cast):
    penalty.put_in_force(cast["supervisor"], LATER)
    penalty.appeal_against(cast["handler"], LATER, "当日不在岗")
    with pytest.raises(ValidationError):
        penalty.reduce(cast["director"], LATER, "部分责任", 500)
    penalty = Penalty.objects.get()
    penalty.reduce(cast["director"], LATER, "部分责任", 200)
    penalty.refresh_from_db()
    assert (penalty.state, penalty.amount, penalty.amount_before_appeal) == (State.REDUCED, 200, 500)


def test_a_department_is_answered_for_by_its_head(complaint, cast):
    penalty = propose(complaint, cast["analyst"], kind=Penalty.Kind.CRITICISM, amount=None)
    penalty.put_in_force(cast["supervisor"], LATER)
    assert told(cast["head"], penalty)
    assert penalty.can_be_appealed_by(cast["head"], LATER)
    assert not penalty.can_be_appealed_by(cast["handler"], LATER)


def test_a_person_is_answered_for_by_their_own_department(complaint, cast):
    penalty = propose(complaint, cast["head"], person=cast["colleague"], department=complaint.department)
    assert penalty.department == cast["colleague"].department != complaint.department
    assert penalty.approver == cast["director"] != cast["supervisor"]


def test_nobody_proposes_one_against_themself_or_without_a_post(complaint, cast):
    with pytest.raises(ValidationError):
        propose(complaint, cast["head"], person=cast["head"])
    for name in ("handler", "desk", "manager", "colleague", "admin"):
        with pytest.raises(PermissionDenied):
            propose(complaint, cast[name], person=cast["colleague"])


def test_two_who_decide_at_once(penalty, cast):
    stale = Penalty.objects.get(pk=penalty.pk)
    penalty.put_in_force(cast["supervisor"], LATER)
    with pytest.raises(InvalidTransition, match="In force"):
        stale.refuse(cast["supervisor"], LATER, "并非其责任")
