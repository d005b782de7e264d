"""Telephone interviews: the queue, the tries, call-backs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.utils import DatabaseError

from crm_site.workflow import InvalidTransition
from surveys.answers import Value
from surveys.factories import MORNING, items_of
from surveys.models import FrameUnit
from surveys.models.calling import LEASE
from surveys.states import Mode

HOUR = timedelta(hours=1)


def test_everybody_is_called_in_the_drawn_order(wave, desk):
    order = []
    at = MORNING
    while unit := FrameUnit.claim_next(wave, desk, at):
        order.append(unit.order)
        unit.end_call(desk, at, "NC")
        at += timedelta(minutes=1)
    assert order == [1, 2, 3]


def test_who_has_somebody_on_the_line_gets_the_same_person_again(wave, desk):
    first = FrameUnit.claim_next(wave, desk, MORNING)
    assert FrameUnit.claim_next(wave, desk, MORNING + LEASE / 2) == first


def test_two_interviewers_never_have_the_same_person(wave, desk, analyst):
    assert FrameUnit.claim_next(wave, desk, MORNING) != FrameUnit.claim_next(wave, analyst, MORNING)


def test_a_killed_browser_gives_its_person_back_after_a_while(wave, desk, analyst):
    held = FrameUnit.claim_next(wave, desk, MORNING)
    assert FrameUnit.claim_next(wave, analyst, MORNING + LEASE) == held
    with pytest.raises(InvalidTransition, match="Analyst has"):
        held.keep_hold(desk, MORNING + LEASE)


def test_a_sign_of_life_keeps_the_person(wave, desk, analyst):
    held = FrameUnit.claim_next(wave, desk, MORNING)
    held.keep_hold(desk, MORNING + LEASE * 0.9)
    assert FrameUnit.claim_next(wave, analyst, MORNING + LEASE * 1.5) != held


def test_somebody_given_back_is_called_by_the_next(wave, desk, analyst):
    held = FrameUnit.claim_next(wave, desk, MORNING)
    held.let_go(desk)
    assert FrameUnit.claim_next(wave, analyst, MORNING) == held


def test_somebody_not_reached_is_tried_again_hours_later_and_not_more_than_n_times(wave, unit, desk):
    at = MORNING
    for number in range(1, wave.max_attempts + 1):
        assert FrameUnit.objects.due(at).filter(pk=unit.pk).exists()
        assert unit.end_call(desk, at, "NC").number == number
        assert not FrameUnit.objects.due(at + HOUR).filter(pk=unit.pk).exists()
        at += timedelta(hours=wave.retry_hours)
    unit.refresh_from_db()
    assert (unit.next_call_at, unit.disposition) == (None, "NC")


def test_an_agreed_call_back_comes_at_its_time_and_before_all_others(wave, desk):
    unit = FrameUnit.claim_next(wave, desk, MORNING)
    unit.end_call(desk, MORNING, "NC", "after lunch", MORNING + 3 * HOUR)
    assert FrameUnit.claim_next(wave, desk, MORNING + 2 * HOUR) != unit
    wave.units.update(claimed_by=None, claimed_until=None)
    assert FrameUnit.claim_next(wave, desk, MORNING + 3 * HOUR) == unit


@pytest.mark.parametrize("result", ["R", "NE"])
def test_after_a_final_result_nobody_calls_again(wave, unit, desk, result):
    unit.end_call(desk, MORNING, result)
    assert (unit.disposition, unit.next_call_at) == (result, None)
    with pytest.raises(InvalidTransition, match="need not be called"):
        unit.claim(desk, MORNING + HOUR)


@pytest.mark.parametrize("call_back_at", [MORNING - HOUR, MORNING, MORNING + timedelta(days=61)])
def test_a_call_back_lies_in_the_near_future(unit, desk, call_back_at):
    with pytest.raises(ValidationError):
        unit.end_call(desk, MORNING, "NC", call_back_at=call_back_at)
    assert not unit.attempts.exists()


def test_after_a_refusal_no_call_back_is_agreed(unit, desk):
    with pytest.raises(ValidationError):
        unit.end_call(desk, MORNING, "R", call_back_at=MORNING + HOUR)


def test_an_interview_that_broke_off_stays_partial_when_nobody_is_reached_later(wave, unit, desk):
    unit.response.save_answers({items_of(wave)["A1"]: Value(number=7)}, Mode.TELEPHONE, MORNING, interviewer=desk)
    unit.end_call(desk, MORNING, "P", call_back_at=MORNING + HOUR)
    unit.end_call(desk, MORNING + HOUR, "NC")
    assert unit.disposition == "P"


def test_a_complete_interview_needs_the_required_answers(wave, unit, desk):
    with pytest.raises(ValidationError, match="“Overall”"):
        unit.end_call(desk, MORNING, "I")
    unit.refresh_from_db()
    assert unit.disposition == "" and not unit.attempts.exists()
    unit.response.save_answers({items_of(wave)["M1"]: Value(number=9)}, Mode.TELEPHONE, MORNING, interviewer=desk)
    unit.end_call(desk, MORNING + HOUR, "I")
    unit.response.refresh_from_db()
    assert (unit.disposition, unit.next_call_at, unit.asked_at) == ("I", None, MORNING + HOUR)
    assert (unit.response.state, unit.response.mode, unit.response.interviewer) == ("complete", "telephone", desk)


def test_a_paused_or_closed_wave_calls_nobody(wave, unit, desk, analyst):
    wave.pause(analyst, MORNING)
    assert FrameUnit.claim_next(wave, desk, MORNING) is None
    with pytest.raises(InvalidTransition):
        FrameUnit.objects.get(pk=unit.pk).end_call(desk, MORNING, "NC")
    wave.resume(analyst, MORNING)
    assert FrameUnit.claim_next(wave, desk, MORNING)
    wave.close(analyst, MORNING)
    assert FrameUnit.claim_next(wave, desk, MORNING) is None


def test_closing_leaves_nobody_without_a_result(wave, unit, desk, analyst):
    unit.end_call(desk, MORNING, "NC")
    wave.close(analyst, MORNING)
    assert sorted(wave.units.values_list("disposition", flat=True)) == ["NC", "UO", "UO"]


@pytest.mark.parametrize("name", ["manager", "supervisor", "handler", "admin", "director"])
def test_only_the_desk_and_the_office_interview(wave, unit, cast, name):
    for step in (
        lambda person: FrameUnit.claim_next(wave, person, MORNING),
        lambda person: unit.claim(person, MORNING),
        lambda person: unit.end_call(person, MORNING, "R"),
    ):
        with pytest.raises(PermissionDenied):
            step(cast[name])


def test_a_call_that_was_taken_down_is_never_changed(unit, desk):
    attempt = unit.end_call(desk, MORNING, "NC")
    attempt.result = "I"
    with pytest.raises(DatabaseError), transaction.atomic():
        attempt.save()
