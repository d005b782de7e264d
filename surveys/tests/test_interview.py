"""A telephone interview on its pages: next call, script, answers saved as they are given, how the call ended."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.answers import Value
from surveys.factories import items_of, wave_in_fieldwork
from surveys.models import Attempt, DoNotAsk, FrameUnit
from surveys.models.calling import LEASE


@pytest.fixture
def calling(as_user, desk, wave):
    """The desk has the first person of the wave on the line."""
    client = as_user(desk)
    address = client.post(f"/surveys/{wave.pk}/calls/next/").url
    return client, address, FrameUnit.objects.get(claimed_by=desk)


def text(answer):
    return answer.content.decode()


def save(client, unit, section, item, value, was=()):
    data = {"only": item.pk, f"was-a{item.pk}": json.dumps(list(was)), f"a{item.pk}": value}
    return client.post(reverse("surveys:interview_save", args=[unit.pk, section]), data)


def end(client, unit, **given):
    return client.post(reverse("surveys:interview_end", args=[unit.pk]), given, follow=True)


def test_an_interview_is_made_from_the_opening_to_the_thanks(calling, wave, desk):
    client, address, unit = calling
    items = items_of(wave)
    page = text(client.get(address))
    assert unit.name in page and "The right person?" in page and f"tel:{unit.phone}" in page
    assert "Saved" in text(save(client, unit, "A", items["A1"], "8"))
    section = client.post(reverse("surveys:interview_section", args=[unit.pk, "A"]), {"go": "next"})
    assert section.url == f"{address}?section=M"
    refused = text(client.post(f"{address}complete/", follow=True))
    assert "Please answer these questions too: “Overall”" in refused and "M · Overall" in refused
    save(client, unit, "M", items["M1"], "9")
    assert "Thank you very much" in text(client.get(f"{address}?section=end"))
    assert "is complete" in text(client.post(f"{address}complete/", {"note": "nett"}, follow=True))
    unit.response.refresh_from_db()
    assert (unit.response.state, unit.response.interviewer, unit.response.mode) == ("complete", desk, "telephone")
    assert Attempt.objects.get().note == "nett"


def test_the_question_is_shown_in_both_languages(calling):
    client, address, _unit = calling
    page = text(client.get(f"{address}?section=A"))
    assert "Polite" in page and "礼貌" in page


def test_the_end_names_what_is_unanswered_and_leads_back_first(calling, wave):
    client, address, unit = calling
    items = items_of(wave)
    save(client, unit, "A", items["A1"], "8")
    page = text(client.get(f"{address}?section=end"))
    assert "Go on with “Staff”" in page and "5 questions have no answer yet" in page
    assert "such as A2 Responsible · M1 Overall" in page and "data-confirm" in page
    for section, key, value in (("A", "A2", "7"), *(("M", key, "na") for key in ("M1", "P1", "T1", "P3"))):
        save(client, unit, section, items[key], value)
    page = text(client.get(f"{address}?section=end"))
    assert "no answer" not in page and "data-confirm" not in page


def test_a_call_back_is_agreed_and_stands_on_the_page_of_the_interviewers(calling, wave):
    client, _address, unit = calling
    later = timezone.localtime() + timedelta(hours=3)
    answer = end(client, unit, result="NC", call_back_at=f"{later:%Y-%m-%dT%H:%M}", note="in a meeting")
    page = text(answer)
    assert "Agreed call-backs" in page and unit.name in page and "in a meeting" in page
    assert client.post(reverse("surveys:call_claim", args=[unit.pk])).url == reverse(
        "surveys:interview", args=[unit.pk]
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"result": "NC", "call_back_at": "2020-01-01T10:00"}, "lies in the future"),
        ({"result": "R", "call_back_at": "2030-01-01T10:00"}, "nobody calls back"),
        ({"result": "X"}, "valid choice"),
        ({"result": "NC", "call_back_at": "tomorrow"}, "valid date"),
        ({"result": "I"}, "valid choice"),
    ],
)
def test_a_senseless_end_is_refused_and_what_was_typed_is_kept(calling, given, words):
    client, _address, unit = calling
    answer = end(client, unit, note="kept note", **given)
    assert answer.status_code == 422 and words in text(answer) and "kept note" in text(answer)
    assert not Attempt.objects.exists()


def test_who_never_wants_to_be_asked_again_is_taken_down(calling, desk):
    client, _address, unit = calling
    end(client, unit, result="R", never_again="on")
    row = DoNotAsk.objects.get()
    assert (row.contact, row.by) == (unit.contact, desk)


def test_who_said_so_by_the_link_is_not_asked_about_it_once_more(calling):
    client, address, unit = calling
    assert "never_again" in text(client.get(address))
    DoNotAsk.objects.create(contact=unit.contact, at=timezone.now())
    assert "never_again" not in text(client.get(address))


def test_nobody_else_gets_the_person_on_the_line(calling, client, analyst, wave):
    _client, address, unit = calling
    client.force_login(analyst)
    page = client.post(reverse("surveys:call_claim", args=[unit.pk]), follow=True)
    assert "Desk has" in text(page)
    assert client.get(address).url == f"/surveys/{wave.pk}/calls/"
    assert "Desk has" in text(save(client, unit, "A", items_of(wave)["A1"], "1"))
    assert client.post(reverse("surveys:interview_keep", args=[unit.pk])).status_code == 409
    assert not unit.response.answers.exists()


def test_an_open_page_keeps_the_person(calling, desk):
    client, address, unit = calling
    FrameUnit.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert client.post(f"{address}keep/").status_code == 204
    unit.refresh_from_db()
    assert unit.claimed_until > timezone.now() + LEASE / 2


def test_when_there_is_nobody_to_call_that_is_said(as_user, desk, wave):
    client = as_user(desk)
    wave.units.update(next_call_at=None)
    assert "Nobody is to be called now" in text(client.post(f"/surveys/{wave.pk}/calls/next/", follow=True))


def test_somebody_who_answers_by_the_link_meanwhile_is_not_lost(calling, wave):
    client, _address, unit = calling
    sheet = FrameUnit.objects.get(pk=unit.pk).response
    item = items_of(wave)["M1"]
    sheet.save_answers({item: Value(number=9)}, "web", timezone.now())
    sheet.complete("web", timezone.now())
    page = text(end(client, unit, result="NC"))
    assert "need not be called any more: Complete interview" in page
    assert not Attempt.objects.exists()


def test_a_wave_by_web_alone_has_no_calls(as_user, analyst):
    wave = wave_in_fieldwork(analyst, modes=["web"])
    assert as_user(analyst).get(f"/surveys/{wave.pk}/calls/").status_code == 404


def test_an_interviewers_page_costs_the_same_for_few_and_many(as_user, analyst, desk, django_assert_max_num_queries):
    wave = wave_in_fieldwork(analyst, 15)
    client = as_user(desk)
    for number, unit in enumerate(wave.units.drawn()):
        if number in (1, 14):
            with django_assert_max_num_queries(12):
                client.get(f"/surveys/{wave.pk}/calls/")
        unit.end_call(desk, timezone.now(), "NC", call_back_at=timezone.now() + timedelta(hours=1))
