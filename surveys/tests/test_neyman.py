"""Neyman's allocation: deviations of the wave before or entered, both ways beside each other before the draw."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from crm_site.workflow import InvalidTransition
from surveys.answer_factories import closed_wave
from surveys.factories import MORNING, make_wave, people_to_ask, small_questionnaire
from surveys.strata import plan

BEFORE = MORNING - timedelta(days=365)
# Overall satisfaction in the wave before: A differ little, B much, of C too few answered.
RATINGS = {"A": [8, 8, 8, 8, 9, 9], "B": [1, 10, 2, 9, 1, 10], "C": [5, 6]}


@pytest.fixture
def wave(analyst):
    """60 customers of A, 30 of B and 10 of C, of whom 20 shall be drawn by Neyman; framed after such a wave."""
    questionnaire = small_questionnaire()
    sheets = [{"answers": {"M1": rating}, "grade": grade} for grade in RATINGS for rating in RATINGS[grade]]
    closed_wave(analyst, sheets, BEFORE, questionnaire=questionnaire)
    for grade, count in (("A", 60), ("B", 30), ("C", 10)):
        people_to_ask(count, grade=grade, size="large")
    made = make_wave(
        analyst,
        questionnaire=questionnaire,
        method="neyman",
        sample_size=20,
        strata=["grade"],
        population={"grade": list(RATINGS)},
    )
    # Whom the wave before was about has no contact here, so the frame holds them but they cannot be asked.
    made.make_frame(analyst, MORNING)
    return made


def sizes(wave, method):
    return {share.key: share.by_method[method] for share in plan(wave).shares}


def test_the_frame_takes_down_how_far_the_answers_of_each_stratum_lay_apart(wave):
    assert wave.stratum_deviations == {"A": 0.52, "B": 4.59}


def test_more_are_asked_where_answers_lie_apart_and_both_ways_are_compared(wave):
    # C is taken for the mean of the others, (0.52 + 4.59) / 2; 20 are shared out by 60 × 0.52, 30 × 4.59, 10 × 2.515.
    assert sizes(wave, "neyman") == {"A": 3, "B": 14, "C": 3}
    assert sizes(wave, "proportional") == {"A": 12, "B": 6, "C": 2}
    assert plan(wave).counts == sizes(wave, "neyman")


def test_what_is_drawn_is_what_was_shown(wave, analyst):
    shown = plan(wave).counts
    wave.draw_sample(analyst, MORNING)
    drawn = list(wave.units.drawn().values_list("stratum", flat=True))
    assert {grade: drawn.count(grade) for grade in RATINGS} == shown


def test_what_was_entered_stays_when_the_frame_is_checked_again_until_the_design_changes(wave, analyst):
    wave.enter_deviations(analyst, MORNING, wave.version, {"A": 3.0, "C": 1.0})
    wave.make_frame(analyst, MORNING)
    assert wave.stratum_deviations == {"A": 3.0, "B": 4.59, "C": 1.0}
    wave.edit_design(analyst, MORNING, wave.version, strata=["size"])
    assert wave.stratum_deviations == {}


def test_without_any_deviation_neyman_shares_out_in_proportion_and_says_so(wave, analyst, as_user):
    wave.enter_deviations(analyst, MORNING, wave.version, {})
    assert sizes(wave, "neyman") == sizes(wave, "proportional")
    page = as_user(analyst).get(f"{wave.get_absolute_url()}frame/").content.decode()
    assert "No standard deviation is known" in page


def test_the_analyst_enters_them_on_a_page_and_sees_the_sizes(wave, analyst, as_user):
    client, address = as_user(analyst), f"/surveys/{wave.pk}/deviations/"
    assert 'value="4.59"' in client.get(address).content.decode()
    given = {"version": wave.version, "stratum-0": "2", "stratum-1": "2", "stratum-2": "2"}
    page = client.post(address, given, follow=True).content.decode()
    assert "the sizes follow from them" in page and "By Neyman" in page and "In proportion" in page
    wave.refresh_from_db()
    assert wave.stratum_deviations == {"A": 2.0, "B": 2.0, "C": 2.0}


@pytest.mark.parametrize("wrong", ["-1", "0", "many", "1e9", "nan"])
def test_a_senseless_deviation_is_refused_and_what_was_typed_is_kept(wave, analyst, as_user, wrong):
    given = {"version": wave.version, "stratum-0": wrong, "stratum-1": "3.33"}
    answer = as_user(analyst).post(f"/surveys/{wave.pk}/deviations/", given)
    assert answer.status_code == 422 and 'value="3.33"' in answer.content.decode()


def test_whoever_comes_after_another_or_after_the_draw_is_told(wave, analyst, director, as_user, desk):
    wave.enter_deviations(director, MORNING, wave.version, {"A": 1.0})
    answer = as_user(analyst).post(f"/surveys/{wave.pk}/deviations/", {"version": 1, "stratum-0": "2.22"})
    assert answer.status_code == 409
    assert "Director" in answer.content.decode() and 'value="2.22"' in answer.content.decode()
    wave.draw_sample(analyst, MORNING)
    with pytest.raises(InvalidTransition, match="drawn with seed"):
        wave.enter_deviations(analyst, MORNING, wave.version, {})
    with pytest.raises(PermissionDenied):
        wave.enter_deviations(desk, MORNING, wave.version, {})
