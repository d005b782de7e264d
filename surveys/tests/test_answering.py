"""Answer sheets: what is an answer, saving as it goes, two at once, completed once."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from crm_site.workflow import InvalidTransition
from surveys.answers import Value, read
from surveys.factories import MORNING, items_of
from surveys.models import Answer, Questionnaire, Response
from surveys.models.answering import MissingAnswers
from surveys.states import Mode

NA = Value(is_not_applicable=True)


@pytest.fixture
def items(wave):
    return items_of(wave)


@pytest.fixture
def response(unit):
    return unit.response


def save(response, values, **more):
    return response.save_answers(values, Mode.WEB, MORNING, **more)


@pytest.mark.parametrize(
    ("key", "given", "expected"),
    [
        ("A1", ["1"], Value(number=Decimal(1))),
        ("A1", ["10"], Value(number=Decimal(10))),
        ("A1", ["na"], NA),
        ("A1", [""], Value()),
        ("A1", [], Value()),
        ("P1", ["0"], Value(number=Decimal(0))),
        ("P1", ["na"], NA),
        ("T1", ["yes"], Value(choices=["yes"])),
        ("M5", ["care", "price"], Value(choices=["price", "care"])),
        ("P3", ["35.5%"], Value(number=Decimal("35.50"))),
        ("S1", [" 送货更快 \0"], Value(text="送货更快")),
        ("S1", ["na"], Value(text="na")),
    ],
)
def test_an_answer_is_kept_as_what_it_is(items, key, given, expected):
    assert read(items[key], given) == expected


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("A1", ["0"]),
        ("A1", ["11"]),
        ("A1", ["7.5"]),
        ("A1", ["-1"]),
        ("A1", ["七"]),
        ("A1", ["9" * 5000]),
        ("P1", ["11"]),
        ("T1", ["maybe"]),
        ("M5", ["price", "time", "care"]),
        ("M5", ["na"]),
        ("P3", ["101"]),
        ("P3", ["-3"]),
        ("P3", ["NaN"]),
        ("P3", ["many"]),
    ],
)
def test_what_is_no_answer_is_refused_in_words(items, key, given):
    with pytest.raises(ValidationError):
        read(items[key], given)


def test_answers_are_saved_as_they_come_and_may_be_changed_and_taken_back(response, items):
    save(response, {items["A1"]: Value(number=Decimal(7)), items["A2"]: NA})
    save(response, {items["A1"]: Value(number=Decimal(8)), items["A2"]: Value()})
    answer = response.answers.get()
    assert (answer.item, answer.number, answer.version) == (items["A1"], 8, 2)
    response.refresh_from_db()
    assert (response.state, response.started_at) == (Response.State.PARTIAL, MORNING)
    assert response.unit.disposition == "P"


def test_of_two_browsers_the_later_answer_counts_and_its_writer_is_told(response, items):
    save(response, {items["A1"]: Value(number=Decimal(3))})
    seen = {items["A1"].pk: 1}
    assert save(response, {items["A1"]: Value(number=Decimal(9))}, seen=seen) == []
    (replaced,) = save(response, {items["A1"]: Value(number=Decimal(5))}, seen=seen)
    assert (replaced.item, replaced.before) == (items["A1"], "9")
    assert response.answers.get().number == 5


def test_two_browsers_that_answer_different_items_lose_nothing(response, items):
    save(response, {items["A1"]: Value(number=Decimal(3))})
    save(Response.objects.get(pk=response.pk), {items["A2"]: Value(number=Decimal(4))})
    assert response.answers.count() == 2


def test_a_sheet_is_completed_once_and_then_stays(response, items):
    save(response, {items["M1"]: NA})
    response.complete(Mode.WEB, MORNING)
    other = Response.objects.get(pk=response.pk)
    for change in (
        lambda: other.complete(Mode.WEB, MORNING),
        lambda: save(other, {items["M1"]: Value(number=Decimal(1))}),
        lambda: other.refuse(),
    ):
        with pytest.raises(InvalidTransition, match="completed already"):
            change()
    assert response.answers.get().is_not_applicable


def test_what_is_required_must_be_answered_but_not_known(response, items):
    save(response, {items["A1"]: Value(number=Decimal(3))})
    with pytest.raises(MissingAnswers) as refusal:
        response.complete(Mode.WEB, MORNING)
    assert refusal.value.items == [items["M1"]]
    assert Response.objects.get(pk=response.pk).state == Response.State.PARTIAL


def test_nothing_but_dont_know_is_a_complete_answer_without_numbers(response, items):
    save(response, {item: NA for item in items.values() if item.may_not_apply})
    response.complete(Mode.WEB, MORNING)
    assert not Answer.objects.filter(number__isnull=False).exists()
    response.unit.refresh_from_db()
    assert response.unit.disposition == "I"


def test_a_wave_that_does_not_ask_takes_no_answers(response, items, wave, analyst):
    wave.close(analyst, MORNING)
    with pytest.raises(InvalidTransition, match="not open"):
        save(Response.objects.get(pk=response.pk), {items["A1"]: NA})


def test_sections_are_for_their_kind_of_customer_and_the_services_used(unit):
    unit.wave.questionnaire = Questionnaire.objects.get(key="3pl")
    response = unit.response
    response.unit = unit

    def keys():
        return {section.key for section in response.sections()}

    assert {"A", "F", "G", "P"} <= keys() and not {"Q", "R"} & keys()
    unit.lifecycle = "lost"
    assert {"A", "Q"} <= keys() and not {"P", "R"} & keys()
    unit.lifecycle = "potential"
    assert {"R", "S"} <= keys() and not {"A", "M", "P", "Q"} & keys()


def test_only_the_sections_of_services_used_are_asked(unit, items):
    built_in = Questionnaire.objects.get(key="3pl")
    unit.wave.questionnaire = built_in
    response = unit.response
    response.unit = unit
    used = built_in.sections.get(key="S0").items.get(role="services")
    response.answers.create(item=used, choices=["warehousing"], changed_at=MORNING)
    keys = {section.key for section in response.sections()}
    assert "F" in keys and "G" not in keys
