"""Questionnaires: the built-in one, versions, and that fieldwork makes one immutable, in the database too."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.utils import DatabaseError

from crm_site.workflow import InvalidTransition
from surveys.factories import MORNING, bring_to, make_wave, people_to_ask, small_questionnaire
from surveys.models import Item, Questionnaire
from surveys.states import WaveState


@pytest.fixture
def in_use(analyst):
    people_to_ask(1)
    return bring_to(make_wave(analyst), WaveState.FIELDWORK, analyst).questionnaire


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_every_database_has_the_questionnaire_on_logistics_services(db):
    built_in = Questionnaire.objects.get(key="3pl")
    links = [section for section in built_in.for_asking() if section.is_link]
    assert [section.key for section in links] == list("ABCDEFGHIJKL")
    items = Item.objects.filter(section__questionnaire=built_in)
    keys = set(items.values_list("key", flat=True))
    assert len(keys) == items.count() and {"A1", "L2", "M1", "P1", "T1"} <= keys
    assert all(item.text and item.text_en for item in items)
    assert {item.role for item in items} >= {"overall", "expectation", "ideal", "price", "recommend"}
    for item in items:
        item.full_clean()


def test_interviewers_are_shown_the_waves_that_they_may_open(in_use, desk, analyst, client):
    wave, other = in_use.waves.get(), make_wave(analyst, questionnaire=in_use)
    for user, shown in ((desk, {wave}), (analyst, {wave, other})):
        client.force_login(user)
        page = client.get(in_use.get_absolute_url())
        assert {*page.context["waves"]} == shown


def test_a_draft_can_be_changed(db):
    questionnaire = small_questionnaire()
    Item.objects.filter(section__questionnaire=questionnaire, key="A1").update(text="新")
    questionnaire.sections.create(key="Z", name="新", position=99).items.create(key="Z1", text="新")
    questionnaire.delete()


def test_once_fieldwork_has_begun_the_database_refuses_every_change(in_use):
    section = in_use.sections.first()
    items = Item.objects.filter(section=section)
    refused(lambda: items.update(text="别的"))
    refused(lambda: items.first().delete())
    refused(lambda: section.items.create(key="X", text="别的"))
    refused(lambda: in_use.sections.create(key="X", name="别的"))
    refused(lambda: in_use.sections.update(name="别的"))
    refused(lambda: Questionnaire.objects.filter(pk=in_use.pk).update(name="别的"))
    refused(lambda: Questionnaire.objects.filter(pk=in_use.pk).update(state="draft"))


def test_an_item_cannot_be_moved_into_a_questionnaire_in_use(in_use):
    stranger = small_questionnaire().sections.first().items.first()
    stranger.section = in_use.sections.first()
    refused(stranger.save)


def test_a_new_version_copies_everything_with_its_keys(in_use, analyst):
    draft = in_use.make_version(analyst)
    assert (draft.version, draft.state) == (2, "draft")

    def content(questionnaire):
        items = Item.objects.filter(section__questionnaire=questionnaire).order_by("section__position", "position")
        return list(items.values_list("section__key", "key", "text", "text_en", "kind", "role", "most", "is_required"))

    assert content(draft) == content(in_use)
    Item.objects.filter(section__questionnaire=draft).update(text="改")
    assert in_use.make_version(analyst) == draft


def test_a_retired_one_is_not_offered_and_not_opened(in_use, analyst):
    in_use.retire(analyst)
    assert not Questionnaire.objects.usable().filter(key=in_use.key).exists()
    with pytest.raises(InvalidTransition):
        in_use.take_into_use()
    with pytest.raises(InvalidTransition):
        in_use.retire(analyst)


def test_only_those_who_run_surveys_make_versions_and_retire(in_use, desk, manager):
    for person in (desk, manager):
        with pytest.raises(PermissionDenied):
            in_use.make_version(person)
        with pytest.raises(PermissionDenied):
            in_use.retire(person)


@pytest.mark.parametrize(
    "wrong", [{"kind": "choice"}, {"kind": "rating10", "options": [["a", "甲", ""]]}, {"key": "A2"}], ids=str
)
def test_an_item_that_cannot_be_answered_is_refused(db, wrong):
    section = small_questionnaire().sections.first()
    item = Item(section=section, **({"key": "N", "text": "新"} | wrong))
    with pytest.raises(ValidationError):
        item.full_clean()


def test_a_questionnaire_without_items_is_not_opened(analyst):
    empty = Questionnaire.objects.create(key="empty", name="空")
    people_to_ask(1)
    wave = bring_to(make_wave(analyst, questionnaire=empty), WaveState.FRAME, analyst)
    with pytest.raises(ValidationError):
        wave.open_fieldwork(analyst, MORNING)
