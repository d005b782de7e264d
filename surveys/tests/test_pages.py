"""The pages of a wave: made, framed, drawn, opened, watched and closed by those who may."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from customers.factories import ContactFactory, CustomerFactory, RegionFactory
from surveys.factories import MORNING, bring_to, make_wave, people_to_ask, small_questionnaire, wave_in_fieldwork
from surveys.models import DoNotAsk, FrameUnit, Wave
from surveys.states import WaveState


def design(questionnaire, **changes):
    """What the form of a design sends."""
    return {
        "name": "2026 满意度",
        "questionnaire": questionnaire.pk,
        "modes": ["telephone", "web"],
        "method": "census",
        "seed": "7",
        "stratum_minimum": "0",
        "contact_rule_days": "90",
        "max_attempts": "4",
        "retry_hours": "4",
        "reminder_days": "5, 10",
        "submission_key": uuid.uuid4(),
        "version": "1",
    } | changes


def act(client, wave, action):
    return client.post(reverse(f"surveys:wave_{action}", args=[wave.pk]), follow=True)


def text(answer):
    return answer.content.decode()


def test_a_wave_goes_from_the_design_to_the_end(as_user, analyst):
    client = as_user(analyst)
    people_to_ask(3, grade="A")
    people_to_ask(2, grade="B")
    client.post("/surveys/new/", design(small_questionnaire(), grade=["A"]))
    wave = Wave.objects.get()
    assert wave.population == {"grade": ["A"]} and wave.reminder_days == [5, 10]
    assert "There is no frame yet" in text(client.get(f"{wave.get_absolute_url()}frame/"))
    assert "Frame of 3 made, 0 with problems" in text(act(client, wave, "make_frame"))
    assert "3 drawn with seed 7" in text(act(client, wave, "draw_sample"))
    assert "Fieldwork opened" in text(act(client, wave, "open_fieldwork"))
    assert "May be called now" in text(client.get(wave.get_absolute_url()))
    for action, words in (("pause", "paused"), ("resume", "resumed"), ("remind", "0 reminded"), ("close", "closed")):
        assert words in text(act(client, wave, action))
    assert "Fieldwork closed" in text(client.get(f"{wave.get_absolute_url()}design/"))


def test_a_form_sent_twice_makes_one_wave(as_user, analyst):
    client, data = as_user(analyst), design(small_questionnaire())
    for _time in range(2):
        client.post("/surveys/new/", data)
    assert Wave.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": "simple"}, "How many shall be drawn?"),
        ({"method": "proportional", "sample_size": "10"}, "By what shall the sample be stratified?"),
        ({"sample_size": "-5", "method": "simple"}, "greater than or equal to 1"),
        ({"seed": "9" * 20}, "less than or equal to"),
        ({"seed": "x"}, "whole number"),
        ({"modes": []}, "required"),
        ({"reminder_days": "tomorrow"}, "days from 1 to 90"),
        ({"reminder_days": "1,2,3,4"}, "Three reminders at most"),
        ({"grade": ["Z"]}, "valid choice"),
        ({"region": ["999999"]}, "valid choice"),
        ({"questionnaire": "0"}, "valid choice"),
        ({"name": ""}, "required"),
    ],
)
def test_a_senseless_design_is_refused_and_what_was_typed_is_kept(as_user, analyst, changes, words):
    data = design(small_questionnaire(), contact_rule_days="77") | changes
    answer = as_user(analyst).post("/surveys/new/", data)
    assert answer.status_code == 422 and words in text(answer) and 'value="77"' in text(answer)
    assert not Wave.objects.exists()


def test_the_population_is_counted_while_it_is_chosen(as_user, analyst):
    people_to_ask(2, grade="A", region=RegionFactory())
    people_to_ask(1, grade="B")
    client = as_user(analyst)

    def count(query):
        return text(client.get(f"/surveys/population/?{query}"))

    assert "3 customers fit" in count("") and "2 customers fit" in count("grade=A")
    assert "No customer fits" in count("grade=C") and "3 customers fit" in count("grade=nonsense")


def test_a_retired_region_stays_in_the_population_of_a_wave(as_user, analyst):
    region, other = RegionFactory(is_active=False), RegionFactory(is_active=False)
    wave = make_wave(analyst, population={"region": [region.pk]})
    form = as_user(analyst).get(f"/surveys/{wave.pk}/edit/").context["form"]
    assert f'value="{region.pk}" selected' in str(form["region"]) and f'value="{other.pk}"' not in str(form["region"])
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None} | {"name": "新名称"}
    assert as_user(analyst).post(f"/surveys/{wave.pk}/edit/", sent).status_code == 302
    wave.refresh_from_db()
    assert (wave.name, wave.population) == ("新名称", {"region": [region.pk]})


def test_two_who_change_the_design_the_second_sees_both(as_user, analyst, director):
    wave = make_wave(analyst)
    data = design(wave.questionnaire, name="Mine")
    wave.edit_design(director, MORNING, 1, name="Theirs")
    answer = as_user(analyst).post(f"/surveys/{wave.pk}/edit/", data)
    assert answer.status_code == 409 and "Director" in text(answer) and "Mine" in text(answer)
    as_user(analyst).post(f"/surveys/{wave.pk}/edit/", data | {"version": "2"})
    wave.refresh_from_db()
    assert wave.name == "Mine"


def test_whoever_presses_a_button_too_late_is_told(as_user, analyst, director, wave):
    wave.close(director, MORNING)
    answer = act(as_user(analyst), wave, "pause")
    assert answer.status_code == 200 and "Director" in text(answer) and "Fieldwork closed" in text(answer)


def test_problems_are_listed_with_the_way_to_mend_them(as_user, analyst):
    contact, customer = ContactFactory(mobile=""), CustomerFactory(name="无联系人公司")
    wave = make_wave(analyst)
    wave.make_frame(analyst, MORNING)
    client = as_user(analyst)
    page = text(client.get(wave.get_absolute_url()))
    assert "Neither telephone nor e-mail" in page and f"{contact.customer.get_absolute_url()}?tab=contacts" in page
    only = text(client.get(f"{wave.get_absolute_url()}?problem=no_contact"))
    assert customer.name in only and contact.customer.name not in only
    assert "Nobody of the frame can be asked" in text(act(client, wave, "draw_sample"))


def test_only_what_is_missing_is_mended_in_the_file_and_only_before_the_draw(as_user, analyst):
    people_to_ask(1)
    missing, unwilling = ContactFactory(mobile=""), ContactFactory()
    DoNotAsk.objects.create(contact=unwilling, at=MORNING)
    wave = make_wave(analyst)
    wave.make_frame(analyst, MORNING)
    client = as_user(analyst)
    page = text(client.get(wave.get_absolute_url()))
    assert "Does not want to be asked" in page and "To be drawn" in page
    assert page.count("Mend in the file") == 1 and f"{missing.customer.get_absolute_url()}?tab=contacts" in page
    wave.draw_sample(analyst, MORNING)
    page = text(client.get(wave.get_absolute_url()))
    assert "Mend in the file" not in page and "To be drawn" not in page and "Does not want to be asked" in page


def test_while_fieldwork_rests_no_next_call_is_shown(as_user, analyst, wave):
    client = as_user(analyst)
    address = f"{wave.get_absolute_url()}fieldwork/"
    assert text(client.get(address)).count('"Next call">now') == 3
    wave.pause(analyst, MORNING)
    assert text(client.get(address)).count('"Next call"></td>') == 3


def test_the_drawn_list_is_printed_and_taken_as_excel_and_that_is_logged(as_user, analyst):
    people_to_ask(2, grade="A")
    wave = bring_to(
        make_wave(analyst, method="proportional", sample_size=2, strata=["grade"]), WaveState.FRAME, analyst
    )
    FrameUnit.objects.filter(order=1).update(name="=1+1")
    client = as_user(analyst)
    assert "seed 1" in text(client.get(f"/surveys/{wave.pk}/sample/"))
    answer = client.post(f"/surveys/{wave.pk}/sample.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert len(rows) == 3 and rows[1][3] == "=1+1" and rows[1][6] == "A"
    assert load_workbook(BytesIO(answer.content)).active["D2"].data_type == "s"
    assert wave.log.last().sentence == "List of 2 taken as Excel"


def test_the_list_of_waves_shows_how_far_they_are(as_user, analyst, wave, desk):
    wave.units.first().end_call(desk, MORNING, "R")
    page = text(as_user(analyst).get("/surveys/"))
    assert wave.name in page and "Fieldwork" in page
    assert wave.name not in text(as_user(analyst).get("/surveys/?state=closed"))


def test_who_only_reads_results_finds_only_what_ended(as_user, manager, supervisor, analyst, wave):
    for person in (manager, supervisor):
        client = as_user(person)
        assert wave.name not in text(client.get("/surveys/"))
        assert client.get(wave.get_absolute_url()).status_code == 404
        assert client.post(f"/surveys/{wave.pk}/close/").status_code == 404
    wave.close(analyst, MORNING)
    client = as_user(manager)
    assert wave.name in text(client.get("/surveys/"))
    assert client.get(wave.get_absolute_url()).url == f"{wave.get_absolute_url()}results/"
    for path in ("sample/", "edit/"):
        assert client.get(f"/surveys/{wave.pk}/{path}").status_code == 403


@pytest.mark.parametrize("tab", ["design", "frame", "fieldwork"])
def test_a_wave_costs_the_same_for_few_and_many(as_user, analyst, tab, django_assert_max_num_queries, desk):
    client = as_user(analyst)
    few = wave_in_fieldwork(analyst, 1, name="few")
    FrameUnit.objects.update(contact=None)
    many = wave_in_fieldwork(analyst, 12, name="many", contact_rule_days=0)
    for person in many.units.drawn():
        person.end_call(desk, MORNING + timedelta(hours=1), "NC")
    for wave in (few, many):
        with django_assert_max_num_queries(14):
            client.get(f"{wave.get_absolute_url()}{tab}/")


def test_the_list_of_waves_costs_the_same_for_one_and_many(as_user, analyst, django_assert_max_num_queries):
    client = as_user(analyst)
    for number in range(8):
        make_wave(analyst, name=f"Wave {number}")
        with django_assert_max_num_queries(7):
            client.get("/surveys/")


def test_questionnaires_are_read_versioned_and_retired(as_user, analyst, wave):
    client, questionnaire = as_user(analyst), wave.questionnaire
    assert questionnaire.name_en in text(client.get("/surveys/questionnaires/"))
    page = text(client.get(questionnaire.get_absolute_url()))
    assert "总体满意度" in page and "Overall" in page and "stays as it is" in page
    answer = client.post(f"{questionnaire.get_absolute_url()}version/", follow=True)
    assert "Version 2 is a draft" in text(answer)
    assert "retired" in text(client.post(f"{questionnaire.get_absolute_url()}retire/", follow=True))
    assert "can be retired" in text(client.post(f"{questionnaire.get_absolute_url()}retire/", follow=True))
