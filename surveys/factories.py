"""Waves for tests, at any point of their way, driven there by the same methods that people use."""

import itertools
import uuid
from datetime import UTC, datetime

from customers.factories import ContactFactory, CustomerFactory
from surveys.links import hash_of
from surveys.models import Item, Questionnaire, Wave
from surveys.states import WaveState

# A Tuesday, 10:00 in Shanghai.
MORNING = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def small_questionnaire():
    """Two sections: a link A with two ratings, and an end with overall satisfaction (required), recommendation,
    a choice, a choice of at most two, a share in % and a text."""
    questionnaire = Questionnaire.objects.create(key=f"small-{next(_numbers)}", name="小问卷", name_en="Small")
    link = questionnaire.sections.create(key="A", name="人员", name_en="Staff", position=10, is_link=True)
    end = questionnaire.sections.create(key="M", name="总体", name_en="Overall", position=20)
    yes_no = [["yes", "是", "Yes"], ["no", "否", "No"]]
    many = [["price", "价格", "Price"], ["time", "时效", "Time"], ["care", "用心", "Care"]]
    rows = [
        (link, "A1", "礼貌", "Polite", "rating10", {}),
        (link, "A2", "负责", "Responsible", "rating10", {}),
        (end, "M1", "总体满意度", "Overall", "rating10", {"role": "overall", "is_required": True}),
        (end, "P1", "推荐", "Recommend", "nps", {"role": "recommend"}),
        (end, "T1", "再联系", "Come back", "choice", {"options": yes_no, "role": "come_back"}),
        (end, "M5", "最重要", "Most important", "multi", {"options": many, "most": 2}),
        (end, "P3", "占比", "Share", "number", {"largest": 100}),
        (end, "S1", "建议", "To improve", "text", {"role": "improve"}),
    ]
    for position, (section, key, text, text_en, kind, more) in enumerate(rows):
        section.items.create(key=key, text=text, text_en=text_en, kind=kind, position=position, **more)
    return questionnaire


def items_of(wave):
    """The items of its questionnaire, by key."""
    found = Item.objects.filter(section__questionnaire=wave.questionnaire).select_related("section")
    return {item.key: item for item in found}


def people_to_ask(count, owner=None, **facts):
    """Customers, each with one contact who has a telephone and an e-mail address."""
    contacts = []
    for _number in range(count):
        number = next(_numbers)
        customer = CustomerFactory(owner=owner, code=f"S{number:05}", **facts)
        contacts.append(ContactFactory(customer=customer, is_primary=True, email=f"contact{number}@customer.test"))
    return contacts


def make_wave(by, at=MORNING, **design):
    """A wave in design, a census by telephone and web unless the design says otherwise."""
    design = {
        "name": "满意度调查",
        "questionnaire": design.pop("questionnaire", None) or small_questionnaire(),
    } | design
    return Wave.create(by, at, uuid.uuid4(), **design)


def bring_to(wave, state, by, at=MORNING):
    """Make the frame, draw, and open or close fieldwork, as far as `state` says."""
    steps = [(WaveState.FRAME, ["make_frame", "draw_sample"]), (WaveState.FIELDWORK, ["open_fieldwork"])]
    for reached, methods in [*steps, (WaveState.CLOSED, ["close"])]:
        for method in methods:
            getattr(wave, method)(by, at)
        if reached == state:
            break
    return wave


def wave_in_fieldwork(by, people=3, at=MORNING, **design):
    people_to_ask(people)
    return bring_to(make_wave(by, at, **design), WaveState.FIELDWORK, by, at)


def waves_of_every_kind(by, token):
    """One wave at each point of its way, by the names of the tests of rights; `token` opens the questionnaire."""
    wave = wave_in_fieldwork(by, people=1)
    unit = wave.units.drawn().first()
    unit.token_hash = hash_of(token)
    unit.save()
    more = {name: make_wave(by, contact_rule_days=0) for name in ("wave_in_design", "wave_in_frame", "wave_drawn")}
    more["wave_in_frame"].make_frame(by, MORNING)
    bring_to(more["wave_drawn"], WaveState.FRAME, by)
    paused = bring_to(make_wave(by, contact_rule_days=0), WaveState.FIELDWORK, by)
    paused.pause(by, MORNING)
    return more | {"wave": wave, "wave_paused": paused, "survey_unit": unit, "questionnaire": wave.questionnaire}
