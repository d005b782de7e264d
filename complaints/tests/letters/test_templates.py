"""What a template leaves open is filled in from the complaint; what it does not know, somebody fills in by hand."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from complaints.expected import answer_due
from complaints.factories import MORNING
from complaints.loop import Step
from complaints.models import CannedAnswer, LetterTemplate
from complaints.placeholders import PLACEHOLDERS, fill, open_places

pytestmark = pytest.mark.django_db


def test_there_are_an_acknowledgement_an_interim_letter_and_a_final_answer_in_both_languages():
    templates = LetterTemplate.objects.for_choice("en")
    assert [template.kind for template in templates] == ["acknowledgement", "interim", "final"]
    for template in templates:
        template.full_clean()
        for language in ("zh-hans", "en"):
            subject, body = template.texts(language)
            assert "[{complaint number}]" in subject and "{writer}" in body and "{phone}" in body


def test_an_unknown_placeholder_is_refused_with_those_that_there_are(interim):
    interim.body_en = "Dear {contract}, {customer}"
    with pytest.raises(ValidationError) as refusal:
        interim.full_clean()
    assert set(refusal.value.message_dict) == {"body_en"}
    [message] = refusal.value.message_dict["body_en"]
    assert "{contract}" in message and "{next date}" in message
    with pytest.raises(ValidationError, match=r"no placeholder \{name\}"):
        CannedAnswer(name="问候", text="{name}，您好").full_clean()


def test_an_english_letter_is_whole_or_not_there(interim):
    interim.subject_en = ""
    with pytest.raises(ValidationError, match="needs a subject and a text"):
        interim.full_clean()
    with pytest.raises(IntegrityError):
        interim.save()


def test_a_template_without_english_is_not_offered_for_english_letters(interim):
    interim.subject_en = interim.body_en = ""
    interim.save()
    assert interim not in LetterTemplate.objects.for_choice("en")
    assert interim in LetterTemplate.objects.for_choice("zh-hans")


def test_placeholders_are_filled_in_in_the_language_of_the_letter(asked, desk, settings):
    settings.COMPLAINT_CONTACT = "李女士 021-5555"
    desk.mobile = "13800000000"
    texts = [f"{{{name}}}" for name in PLACEHOLDERS if name != "waybills"]
    filled = fill(texts, asked, desk, MORNING, "en")
    assert filled[:4] == [asked.number, asked.complainant, "王芳", "2026-03-10"]
    assert "looking into it" in filled[4] and "By 2026-03-11 Wed" in filled[5]
    assert filled[6:] == ["2026-03-11", "2026-03-18", "李女士 021-5555", desk.name, "13800000000", "2026-03-10"]
    assert "责任部门" in fill(["{where it stands}"], asked, desk, MORNING, "zh-hans")[0]


def test_what_the_complaint_does_not_know_becomes_a_gap(asked, desk):
    [text] = fill(["{waybills} {nothing of ours} [[why]]"], asked, desk, MORNING, "en")
    assert text == "[[the waybill numbers]] {nothing of ours} [[why]]"
    assert open_places(text) == ["[[the waybill numbers]]", "[[why]]"]
    assert open_places("a {customer} of {x}") == ["{customer}"]


def test_the_date_of_the_answer_is_that_of_the_last_step_before_it(asked, bring):
    days = []
    for step in (Step.ANALYSE, Step.INSTRUCT, Step.CARRY_OUT, Step.AGREE):
        bring(asked, step)
        days.append(answer_due(asked, MORNING))
    assert days == sorted(days, reverse=True) and days[-1] == asked.open_step.clock.deadline
    bring(asked, Step.FOLLOW_UP)
    assert answer_due(asked, MORNING) is None
    bring(asked, None)
    assert answer_due(asked, MORNING) is None


def test_a_calendar_that_ends_before_gives_no_date(asked):
    assert answer_due(asked, MORNING + timedelta(days=36_500)) is None
