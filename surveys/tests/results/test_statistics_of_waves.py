"""The kept figures against a recomputation in plain Python from the raw rows."""

from collections import Counter, defaultdict
from statistics import mean, stdev

import pytest

from surveys.answer_factories import closed_wave, random_sheets
from surveys.models import Answer, ResultSnapshot
from surveys.statistics.distributions import t_quantile

pytestmark = pytest.mark.django_db


@pytest.fixture
def raw(finished):
    """{item key: {customer: number}} of the finished wave."""
    found = defaultdict(dict)
    for answer in Answer.objects.select_related("item", "response__unit").filter(response__unit__wave=finished):
        if answer.number is not None:
            found[answer.item.key][answer.response.unit.customer_id] = float(answer.number)
    return found


@pytest.fixture
def figures(finished):
    return finished.result.figures


@pytest.mark.parametrize("key", ["A1", "A2", "M1", "P1"])
def test_items_are_what_plain_python_finds(figures, finished, raw, key):
    found, values = figures["measures"][f"item:{key}"], list(raw[key].values())
    assert found["n"] == len(values)
    assert found["mean"]["value"] == pytest.approx(mean(values), abs=1e-6)
    share = figures["answered"] / figures["frame"]
    error = stdev(values) / len(values) ** 0.5 * (1 - share) ** 0.5
    assert found["mean"]["error"] == pytest.approx(error, abs=1e-6)
    assert found["mean"]["high"] - found["mean"]["value"] == pytest.approx(
        error * t_quantile(len(values) - 1), abs=1e-5
    )
    assert found["tops"]["value"] == pytest.approx(sum(value >= 9 for value in values) / len(values), abs=1e-6)
    assert {int(point): count for point, count in found["spread"].items()} == Counter(values)


def test_the_link_is_the_mean_of_what_each_person_answered(figures, raw):
    people = set(raw["A1"]) | set(raw["A2"])
    scores = [mean(100 * (raw[key][who] - 1) / 9 for key in ("A1", "A2") if who in raw[key]) for who in people]
    link = figures["measures"]["link:A"]
    assert (link["n"], link["mean"]["value"]) == (len(people), pytest.approx(mean(scores), abs=1e-5))
    tops = sum(mean(raw[key][who] for key in ("A1", "A2") if who in raw[key]) >= 9 for who in people)
    assert link["tops"]["value"] == pytest.approx(tops / len(people), abs=1e-6)
    assert figures["measures"]["csi"]["mean"]["value"] == pytest.approx(mean(scores), abs=1e-5)


def test_the_recommendation_is_promoters_less_detractors(figures, raw):
    scores = list(raw["P1"].values())
    found = figures["measures"]["item:P1"]["nps"]
    promoters, detractors = sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
    assert (found["promoters"], found["detractors"]) == (pytest.approx(promoters), pytest.approx(detractors))
    assert found["value"] == pytest.approx(100 * (promoters - detractors) / len(scores), abs=1e-5)


def test_segments_are_what_plain_python_finds(figures, finished, raw):
    grades = dict(finished.units.values_list("customer", "grade"))
    for cell in figures["segments"]["grade"]:
        values = [value for who, value in raw["M1"].items() if grades[who] == cell["value"]]
        found = cell["measures"]["item:M1"]
        assert (found["n"], found["mean"]["value"]) == (len(values), pytest.approx(mean(values), abs=1e-6))
    assert sum(cell["n"] for cell in figures["segments"]["mode"]) == figures["answered"]


def test_choices_and_those_who_could_not_judge_are_counted(figures, finished):
    picked = Counter(
        option
        for answer in Answer.objects.filter(response__unit__wave=finished, item__key="M5")
        for option in answer.choices
    )
    assert figures["choices"]["M5"] == picked
    unsure = Answer.objects.filter(response__unit__wave=finished, item__key="A2", is_not_applicable=True).count()
    assert figures["measures"]["item:A2"]["unused"] == unsure > 0


def test_reliability_is_reckoned_over_those_who_answered_the_whole_link(figures, raw):
    both = set(raw["A1"]) & set(raw["A2"])
    items = [[raw[key][who] for who in both] for key in ("A1", "A2")]
    whole = [sum(pair) for pair in zip(*items, strict=True)]
    alpha = 2 * (1 - sum(stdev(item) ** 2 for item in items) / stdev(whole) ** 2)
    assert figures["reliability"]["link:A"] == pytest.approx(alpha, abs=1e-6)


def test_invalid_scores_are_left_out_and_counted(analyst):
    good = [{"answers": {"M1": 8, "P1": 9}} for _customer in range(6)]
    bad = [{"answers": {"M1": 11, "P1": -1}}, {"answers": {"M1": 7.5, "P1": 11}}]
    figures = figures_of(closed_wave(analyst, good + bad))
    overall, recommend = figures["measures"]["item:M1"], figures["measures"]["item:P1"]
    assert (overall["n"], overall["invalid"], overall["mean"]["value"]) == (6, 2, 8)
    assert (recommend["n"], recommend["invalid"], recommend["nps"]["value"]) == (6, 2, 100)


def test_a_census_that_everybody_answered_has_no_intervals(analyst):
    sheets = random_sheets(60)
    answered = [sheet for sheet in sheets if sheet["answers"]]
    found = figures_of(closed_wave(analyst, answered))["measures"]
    for figure in (found["item:M1"]["mean"], found["item:M1"]["tops"], found["item:P1"]["nps"], found["csi"]["mean"]):
        assert figure["value"] is not None and figure["low"] is None


def figures_of(wave):
    return ResultSnapshot.compute(wave, wave.closed_at).figures


def test_all_who_do_not_know_give_no_figure_rather_than_zero(analyst):
    nobody_knows = [{"answers": dict.fromkeys(("A1", "A2", "M1", "P1"))} for _customer in range(8)]
    figures = figures_of(closed_wave(analyst, nobody_knows))
    assert figures["answered"] == 8
    assert figures["measures"]["item:M1"]["n"] == 0 and figures["measures"]["item:M1"]["unused"] == 8
    assert "mean" not in figures["measures"]["csi"] and figures["driving"] is None


def test_an_empty_wave_has_rates_and_nothing_else(analyst):
    assert figures_of(closed_wave(analyst, []))["rates"]["RR1"] is None
    figures = figures_of(closed_wave(analyst, [{"answers": None} for _customer in range(9)]))
    assert (figures["answered"], figures["rates"]["RR1"]) == (0, 0)
    assert "measures" not in figures


def test_strata_count_by_their_share_of_the_population(analyst):
    """Three of four large customers and three of sixteen small ones answered: the small ones must weigh four times."""
    large = [{"answers": {"M1": score}, "stratum": "A", "grade": "A"} for score in (2, 4, 6)]
    small = [{"answers": {"M1": score}, "stratum": "C", "grade": "C"} for score in (8, 9, 10)]
    silent = [{"stratum": "A", "grade": "A"}, *({"stratum": "C", "grade": "C"} for _customer in range(13))]
    design = {"method": "proportional", "strata": ["grade"], "sample_size": 6}
    found = figures_of(closed_wave(analyst, large + small + silent, **design))
    overall = found["measures"]["item:M1"]["mean"]
    assert overall["value"] == pytest.approx((4 * 4 + 16 * 9) / 20)
    squared = (4 / 20) ** 2 * (1 - 3 / 4) * 4 / 3 + (16 / 20) ** 2 * (1 - 3 / 16) * 1 / 3
    assert overall["error"] == pytest.approx(squared**0.5, abs=1e-6)
    assert found["is_stratified"]
