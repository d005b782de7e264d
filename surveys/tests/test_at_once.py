"""Two at the same time, in real transactions: interviewers, browsers, workers, buttons."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from crm_site.workflow import InvalidTransition
from people.factories import UserFactory
from people.models import OutboxMessage, Role
from surveys.answers import Value
from surveys.factories import MORNING, items_of, wave_in_fieldwork
from surveys.mailing import write_due
from surveys.models import Answer, FrameUnit, Response, Wave
from surveys.states import Mode

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


@pytest.fixture
def together():
    """Run functions in threads of their own, started at the same moment; what each returned or raised."""

    def run(*functions):
        barrier = Barrier(len(functions))

        def wait(function):
            try:
                barrier.wait(10)
                return function()
            except InvalidTransition as refusal:
                return refusal
            finally:
                connection.close()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(wait, functions))

    return run


def test_interviewers_who_ask_for_the_next_call_at_once_get_different_people(analyst, company, together):
    wave = wave_in_fieldwork(analyst, people=MANY)
    interviewers = [UserFactory(role=Role.DESK, department=company.desk) for _number in range(MANY)]
    given = together(*(lambda person=person: FrameUnit.claim_next(wave, person, MORNING) for person in interviewers))
    assert len({unit.pk for unit in given}) == MANY
    assert set(FrameUnit.objects.values_list("claimed_by", flat=True)) == {person.pk for person in interviewers}


def test_somebody_who_is_just_being_given_is_passed_over_and_nobody_waits(wave, desk, analyst, together):
    with transaction.atomic():
        first = FrameUnit.claim_next(wave, desk, MORNING)
        (second,) = together(lambda: FrameUnit.claim_next(wave, analyst, MORNING))
    assert first != second


def test_two_interviewers_who_choose_the_same_call_back_one_gets_it(unit, desk, analyst, together):
    def claim(person):
        FrameUnit.objects.get(pk=unit.pk).claim(person, MORNING)

    results = together(lambda: claim(desk), lambda: claim(analyst))
    assert sorted(type(result) for result in results if result is not None) == [InvalidTransition]


def test_two_browsers_that_answer_at_once_lose_nothing(wave, unit, together):
    items = items_of(wave)

    def answer(key):
        Response.objects.get(unit=unit).save_answers({items[key]: Value(number=7)}, Mode.WEB, MORNING)

    together(*(lambda key=key: answer(key) for key in ("A1", "A2", "M1", "P1")))
    assert Answer.objects.filter(response__unit=unit).count() == MANY


def test_two_browsers_that_answer_the_same_question_at_once_leave_one_answer(wave, unit, together):
    item = items_of(wave)["A1"]

    def answer(number):
        Response.objects.get(unit=unit).save_answers({item: Value(number=number)}, Mode.WEB, MORNING, {item.pk: 0})

    together(lambda: answer(3), lambda: answer(8))
    given = Answer.objects.get(response__unit=unit)
    assert given.number in (3, 8) and given.version == 2


def test_two_browsers_that_finish_at_once_complete_it_once(wave, unit, together):
    unit.response.save_answers({items_of(wave)["M1"]: Value(number=9)}, Mode.WEB, MORNING)

    def finish():
        Response.objects.get(unit=unit).complete(Mode.WEB, MORNING)

    results = together(finish, finish)
    assert sorted(result is None for result in results) == [False, True]


def test_two_workers_write_each_invitation_once(wave, together):
    together(lambda: write_due(MORNING), lambda: write_due(MORNING))
    write_due(MORNING)
    assert OutboxMessage.objects.count() == 3
    assert set(FrameUnit.objects.values_list("invited_at", "reminders")) == {(MORNING, 0)}


def test_of_two_who_close_at_once_one_does(wave, analyst, director, together):
    results = together(*(lambda by=by: Wave.objects.get(pk=wave.pk).close(by, MORNING) for by in (analyst, director)))
    refusals = [result for result in results if isinstance(result, InvalidTransition)]
    # The refusal is written in the language of the thread that is refused.
    assert len(refusals) == 1 and "2026-03-10" in refusals[0].message
    assert wave.log.filter(kind="closed").count() == 1
