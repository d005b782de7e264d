from datetime import timedelta
from statistics import mean, stdev

import pytest

from customers.factories import CustomerFactory
from surveys.answer_factories import add_sheet, closed_wave
from surveys.factories import MORNING, items_of, small_questionnaire
from surveys.models import ResultSnapshot
from surveys.results.comparing import wave_before
from surveys.statistics.distributions import two_sided_t

pytestmark = pytest.mark.django_db
BEFORE = MORNING - timedelta(days=365)
# Overall satisfaction of the same twelve customers in both years.
EARLIER = [5, 6, 7, 5, 8, 6, 7, 9, 4, 6, 7, 5]
LATER = [7, 8, 8, 6, 9, 8, 7, 10, 7, 8, 9, 6]


@pytest.fixture
def waves(analyst):
    """Two waves of one questionnaire: twelve customers answered both, eight others only one of them."""
    questionnaire = small_questionnaire()
    same = [CustomerFactory() for _number in EARLIER]

    def sheets(scores, others):
        given = zip(same, scores, strict=True)
        answered = [
            {"customer": who, "answers": dict.fromkeys(("M1", "P1", "A1", "A2"), score)} for who, score in given
        ]
        return answered + [
            {"answers": {"M1": score, "P1": score, "A1": score}, "mode": "telephone"} for score in others
        ]

    early = closed_wave(analyst, sheets(EARLIER, [6, 7, 8, 6, 7, 5, 6, 7]), BEFORE, questionnaire=questionnaire)
    return early, closed_wave(analyst, sheets(LATER, [7, 6, 8, 7, 9, 6, 7, 8]), questionnaire=questionnaire)


@pytest.fixture
def compared(waves):
    return ResultSnapshot.compute(waves[1], waves[1].closed_at).figures["comparison"]


def test_the_wave_before_is_the_last_that_closed_with_the_same_questionnaire(waves, analyst):
    early, late = waves
    stranger = closed_wave(analyst, [])
    assert wave_before(late) == early
    assert wave_before(early) is None and wave_before(stranger) is None


def test_whoever_answered_twice_is_compared_in_pairs(compared):
    row = compared["measures"]["item:M1"]
    changes = [later - earlier for later, earlier in zip(LATER, EARLIER, strict=True)]
    assert row["pairs"] == 12
    assert row["paired_mean"]["difference"] == pytest.approx(mean(changes), abs=1e-6)
    assert row["paired_mean"]["p"] == pytest.approx(
        two_sided_t(mean(changes) / (stdev(changes) / 12**0.5), 11), abs=1e-6
    )
    gained = sum(later >= 9 > earlier for later, earlier in zip(LATER, EARLIER, strict=True))
    assert row["paired_tops"]["difference"] == pytest.approx(gained / 12, abs=1e-6)


def test_everybody_is_compared_as_two_samples_and_p_is_corrected_for_many_tests(waves):
    silent = [{"answers": None} for _number in range(20)]
    early, late = waves
    for wave in waves:
        items = items_of(wave)
        for order, sheet in enumerate(silent, 100):
            add_sheet(wave, items, order, MORNING, **sheet)
    compared = ResultSnapshot.compute(late, late.closed_at).figures["comparison"]
    tests = [row["mean"] for row in compared["measures"].values()]
    assert len(tests) >= 4
    assert all(0 < test["p"] <= test["corrected"] <= 1 for test in tests)
    assert compared["measures"]["item:P1"]["nps"]["p"] < 0.05 and compared["wave"] == early.pk


def test_modes_are_printed_beside_and_compared_each_by_itself(compared):
    assert compared["modes"] == {"web": 12, "telephone": 8}
    assert compared["by_mode"]["telephone"]["item:M1"]["difference"] == pytest.approx(58 / 8 - 52 / 8)


def test_where_everybody_answered_both_times_the_difference_is_what_it_is(compared):
    """Two censuses leave nothing to test between them; the same customers still tell whether a change is more than noise."""
    row = compared["measures"]["item:M1"]
    assert row["mean"]["p"] is None and row["tops"]["p"] is None
    assert row["paired_mean"]["p"] < 0.001


def test_few_pairs_are_not_shown(analyst):
    questionnaire, both = small_questionnaire(), [CustomerFactory() for _number in range(4)]
    answers = [{"answers": {"M1": 7}} for _number in range(6)]
    again = [{"customer": who, "answers": {"M1": 7}} for who in both]
    closed_wave(analyst, answers + again, BEFORE, questionnaire=questionnaire)
    wave = closed_wave(analyst, answers + again, questionnaire=questionnaire)
    row = ResultSnapshot.compute(wave, wave.closed_at).figures["comparison"]["measures"]["item:M1"]
    assert "pairs" not in row and row["mean"]["difference"] == 0


def test_the_page_and_the_workbook_show_both_tests(as_user, analyst, waves):
    ResultSnapshot.compute(waves[1], waves[1].closed_at)
    page = as_user(analyst).get(f"/surveys/{waves[1].pk}/results/?part=change").content.decode()
    assert "p, all answers" in page and "p, in pairs" in page and "Within each mode" in page
