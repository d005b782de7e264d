"""Waves with answers of many for tests, written straight into the tables: fieldwork itself has tests of its own."""

from datetime import timedelta
from random import Random

from customers.factories import CustomerFactory
from surveys.factories import MORNING, make_wave
from surveys.models import Answer, FollowUp, FrameUnit, Response, ResultSnapshot, Wave
from surveys.states import Disposition, Mode, ResponseState


def closed_wave(by, sheets, at=MORNING, **design):
    """A closed wave whose frame is `sheets`, each a dict: answers {item key: number | None | [choices] | text}, or answers
    None for somebody who did not answer; beside it fields of the unit, and mode."""
    wave = make_wave(by, at, **design)
    items = {item.key: item for section in wave.questionnaire.for_asking() for item in section.items.all()}
    for order, sheet in enumerate(sheets):
        add_sheet(wave, items, order, at, **sheet)
    closed = at + timedelta(days=30)
    dates = {"framed_at": at, "drawn_at": at, "opened_at": at, "closed_at": closed}
    Wave.objects.filter(pk=wave.pk).update(state="closed", **dates)
    wave.refresh_from_db()
    return wave


def add_sheet(wave, items, order, at, answers=None, mode=Mode.WEB, customer=None, disposition=None, **fields):
    customer = customer or CustomerFactory()
    ended = disposition or (Disposition.NON_CONTACT if answers is None else Disposition.COMPLETE)
    unit = FrameUnit.objects.create(
        wave=wave, customer=customer, name="Respondent", is_drawn=True, order=order, disposition=ended, **fields
    )
    if answers is None:
        return Response.objects.create(unit=unit)
    response = Response.objects.create(
        unit=unit, state=ResponseState.COMPLETE, mode=mode, started_at=at, completed_at=at + timedelta(hours=1)
    )
    Answer.objects.bulk_create(_answer(response, items[key], value, at) for key, value in answers.items())
    return response


def _answer(response, item, value, at):
    if value is None:
        return Answer(response=response, item=item, is_not_applicable=True, changed_at=at)
    field = {str: "text", list: "choices"}.get(type(value), "number")
    return Answer(response=response, item=item, changed_at=at, **{field: value})


def random_sheets(count, seed=1, **more):
    """Believable answers of the small questionnaire: ratings around a mood of the customer, some who cannot judge."""
    random = Random(seed)  # noqa: S311 - made-up data
    sheets = []
    for _number in range(count):
        mood = random.gauss(7.5, 1.5)
        answers = {key: rating(random, mood) for key in ("A1", "A2", "M1")} | {"P1": rating(random, mood, lowest=0)}
        if random.random() < 0.2:
            answers["A2"] = None
        answers["P3"] = random.randrange(0, 101)
        answers["M5"] = random.sample(["price", "time", "care"], 2)
        sheet = {"answers": answers if random.random() < 0.7 else None, "grade": random.choice("AABBBC")}
        sheets.append(sheet | {"mode": random.choice(["web", "telephone"])} | more)
    return sheets


def rating(random, mood, lowest=1):
    return min(10, max(lowest, round(random.gauss(mood, 1))))


def follow_up_of(by, customer, at=MORNING, **answers):
    """The follow-up that a low score of `customer` opens, in a wave of its own whose results are computed."""
    low = {"M1": 3, "P1": 2, "A1": 4, "S1": "Nobody calls back"}
    wave = closed_wave(by, [{"customer": customer, "answers": low | answers}], at)
    ResultSnapshot.compute(wave, wave.closed_at)
    response = Response.objects.get(unit__wave=wave)
    return FollowUp.open_for(response, response.completed_at)
