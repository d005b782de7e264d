"""The questionnaire behind a personal link: guessed, shared between browsers, answered late, in two languages."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from surveys import links
from surveys.factories import MORNING, items_of, wave_in_fieldwork
from surveys.models import DoNotAsk, Response
from surveys.views.web import WRONG_LINKS


@pytest.fixture
def items(wave):
    return items_of(wave)


@pytest.fixture
def address(client, unit):
    """The personal link; the browser asks for English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    cache.clear()
    return links.address_of(unit)


def form(shown=None, **given):
    """What the form of a section sends: `given` {item id: value}, `shown` {item id: (value, version)} when it was drawn."""
    data = {}
    for pk, (was, seen) in (shown or {}).items():
        data |= {f"was-a{pk}": json.dumps(was), f"seen-a{pk}": seen}
    for pk, value in given.items():
        data.setdefault(f"was-{pk}", "[]")
        data[pk] = value
    return data


def answer(client, address, section, item, value, shown=([], 0), **more):
    data = form({item.pk: shown}, **{f"a{item.pk}": value}) | {"only": item.pk}
    return client.post(f"{address}part/{section}/save/", data, **more)


def test_the_link_is_long_the_same_every_time_and_only_its_hash_is_kept(unit):
    token = links.token_of(unit)
    assert len(token) == 32 and token == links.token_of(unit)
    assert token not in str(vars(unit)) and unit.token_hash == links.hash_of(token)


def test_no_two_people_have_the_same_link(wave):
    assert len({links.token_of(unit) for unit in wave.units.all()}) == 3


@pytest.mark.parametrize("token", ["1", "A" * 32, "../../admin", "ж" * 32, "x" * 500])
def test_a_guessed_link_finds_nothing(client, db, token):
    cache.clear()
    assert client.get(f"/s/{token}/").status_code == 404


def test_whoever_guesses_often_is_slowed_but_nobody_with_a_link(client, address):
    statuses = {client.get(f"/s/{number:032}/").status_code for number in range(WRONG_LINKS)}
    assert statuses == {404}
    assert client.get(f"/s/{'z' * 32}/").status_code == 429
    assert client.get(address).status_code == 200
    cache.clear()


def test_the_page_is_in_no_cache_and_no_search_engine(client, address):
    page = client.get(address)
    assert "noindex" in page.headers["X-Robots-Tag"] and "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.content.decode()


def test_it_shows_nothing_of_others(client, wave, unit, address):
    page = client.get(address).content.decode()
    assert unit.name in page
    for other in wave.units.exclude(pk=unit.pk):
        assert other.name not in page and other.customer.name not in page


def test_answers_are_saved_one_by_one_and_found_again_on_another_device(client, unit, items, address):
    saved = answer(client, address, "A", items["A1"], "8")
    assert saved.status_code == 200 and "Saved" in saved.content.decode()
    page = client.get(f"{address}part/A/").content.decode()
    assert 'value="8" checked' in page
    assert "Go on" in client.get(address).content.decode()


def test_a_section_works_without_javascript_up_to_the_end(client, unit, items, address):
    first = form(**{f"a{items['A1'].pk}": "9", f"a{items['A2'].pk}": "na"}) | {"go": "next"}
    assert client.post(f"{address}part/A/", first).url == f"{address}part/M/"
    last = form(**{f"a{items['M1'].pk}": "9", f"a{items['M5'].pk}": ["time", "care"]}) | {"go": "next"}
    assert client.post(f"{address}part/M/", last).url == address
    assert "Thank you" in client.get(address).content.decode()
    response = Response.objects.get(unit=unit)
    assert (response.state, response.mode, response.answers.count()) == ("complete", "web", 4)


def test_a_required_answer_that_is_missing_leads_back_to_it(client, items, address):
    client.post(f"{address}part/A/", form(**{f"a{items['A1'].pk}": "9"}))
    page = client.post(f"{address}part/M/", form(**{f"a{items['P1'].pk}": "9"}) | {"go": "next"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{address}part/M/" and "M1" in page.content.decode()


def test_what_is_no_answer_is_said_beside_it_and_the_rest_is_kept(client, unit, items, address):
    given = form(**{f"a{items['P3'].pk}": "viel", f"a{items['M1'].pk}": "7"})
    page = client.post(f"{address}part/M/", given)
    assert page.status_code == 422 and "is not a number" in page.content.decode() and "viel" in page.content.decode()
    assert unit.response.answers.get().item == items["M1"]


def test_a_page_that_shows_something_older_does_not_undo_what_another_browser_answered(client, unit, items, address):
    a1, a2 = items["A1"], items["A2"]
    answer(client, address, "A", a1, "9")
    stale = form({a1.pk: ([], 0), a2.pk: ([], 0)}, **{f"a{a2.pk}": "4"})
    client.post(f"{address}part/A/", stale)
    numbers = dict(unit.response.answers.values_list("item__key", "number"))
    assert numbers == {"A1": 9, "A2": 4}


def test_of_two_browsers_the_last_answer_counts_and_says_what_it_replaced(client, unit, items, address):
    answer(client, address, "A", items["A1"], "9")
    page = answer(client, address, "A", items["A1"], "3").content.decode()
    assert "Meanwhile “9” had been answered" in page
    assert unit.response.answers.get().number == 3


def test_it_is_completed_once(client, unit, items, address):
    answer(client, address, "M", items["M1"], "9")
    client.post(f"{address}part/M/", {"go": "next"})
    completed_at = Response.objects.get(unit=unit).completed_at
    late = answer(client, address, "M", items["M1"], "1")
    assert late.status_code == 409 and "completed already" in late.content.decode()
    again = client.post(f"{address}part/M/", {"go": "next"}, follow=True)
    assert "Thank you" in again.content.decode()
    response = Response.objects.get(unit=unit)
    assert response.completed_at == completed_at and response.answers.get().number == 9


@pytest.mark.parametrize(("step", "words"), [("close", "has ended"), ("pause", "is resting")])
def test_when_the_wave_does_not_ask_the_link_says_so(client, wave, unit, items, analyst, address, step, words):
    getattr(wave, step)(analyst, MORNING)
    assert words in client.get(address).content.decode()
    assert client.get(f"{address}part/A/").url == address
    assert answer(client, address, "A", items["A1"], "9").status_code == 409
    assert client.post(f"{address}part/A/", form(**{f"a{items['A1'].pk}": "9"})).url == address
    assert not unit.response.answers.exists()


def test_the_language_is_chosen_and_kept(client, unit, address):
    assert client.post(f"{address}language/", {"language": "zh-hans", "section": "A"}).url == f"{address}part/A/"
    page = client.get(f"{address}part/A/", headers={"accept-language": "en"}).content.decode()
    assert "礼貌" in page and 'lang="zh-hans"' in page
    client.post(f"{address}language/", {"language": "xx"})
    assert Response.objects.get(unit=unit).language == "zh-hans"


def test_senseless_addresses_and_forms_are_answered(client, items, address):
    assert client.get(f"{address}part/nothing/").status_code == 404
    assert client.post(f"{address}part/A/save/", {}).status_code == 400
    wrong = {
        "only": items["A1"].pk,
        f"was-a{items['A1'].pk}": "{",
        f"seen-a{items['A1'].pk}": "x",
        f"a{items['A1'].pk}": "99",
    }
    assert client.post(f"{address}part/A/save/", wrong).status_code == 200
    assert client.get(f"{address}part/A/save/").status_code == 405


def test_whoever_opts_out_is_asked_once_whether_they_mean_it(client, unit, address):
    assert client.get(f"{address}opt-out/").status_code == 200
    assert not DoNotAsk.objects.exists()
    client.post(f"{address}opt-out/")
    client.post(f"{address}opt-out/")
    assert DoNotAsk.objects.get().contact == unit.contact
    unit.refresh_from_db()
    assert (unit.disposition, unit.next_call_at) == ("R", None)
    assert "Taken down" in client.get(f"{address}opt-out/").content.decode()
    assert "Do not ask me again" not in client.get(address).content.decode()
    assert "do not ask you any more" in client.get(address).content.decode()


def test_a_wish_not_to_be_asked_is_kept_also_after_the_end(client, wave, unit, analyst, address):
    wave.close(analyst, MORNING)
    client.post(f"{address}opt-out/")
    assert DoNotAsk.objects.get().contact == unit.contact


def test_a_section_costs_the_same_whatever_was_answered(client, analyst, django_assert_num_queries):
    wave = wave_in_fieldwork(analyst, 1)
    unit, items = wave.units.get(), items_of(wave)
    page = f"{links.address_of(unit)}part/M/"
    client.get(page)
    with django_assert_num_queries(4):
        client.get(page)
    for key in ("M1", "P1"):
        answer(client, links.address_of(unit), "M", items[key], "9")
    with django_assert_num_queries(4):
        client.get(page)


def test_no_page_of_it_asks_for_a_login(client, address):
    names = ["start", "opt_out"]
    token = address.split("/")[2]
    assert {client.get(reverse(f"survey:{name}", args=[token])).status_code for name in names} == {200}
