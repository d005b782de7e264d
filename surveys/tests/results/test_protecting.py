import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answer_factories import closed_wave
from surveys.models import ResultSnapshot
from surveys.results.protecting import LEAST, hidden_cells


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8))
def test_no_small_cell_is_shown_and_none_can_be_reckoned_from_the_total(counts):
    hidden = hidden_cells(counts)
    assert all(count >= LEAST or count == 0 for cell, count in counts.items() if cell not in hidden)
    if hidden and any(counts[cell] for cell in counts if cell not in hidden):
        assert len(hidden) >= 2 and sum(counts[cell] for cell in hidden) >= LEAST


def test_nothing_is_hidden_without_need():
    assert hidden_cells({"A": 5, "B": 80, "": 0}) == set()


def test_the_smallest_other_cell_goes_with_a_small_one():
    assert hidden_cells({"A": 4, "B": 80, "C": 12}) == {"A", "C"}
    assert hidden_cells({"A": 1, "B": 1, "C": 6, "D": 9}) == {"A", "B", "C"}
    assert hidden_cells({"A": 3, "B": 3, "C": 40}) == {"A", "B"}


def test_what_is_hidden_as_a_whole_stays_hidden_in_every_figure():
    assert hidden_cells({"A": 9, "B": 80, "C": 12}, hidden={"A", "C"}) == {"A", "C"}


@pytest.mark.django_db
def test_a_small_segment_is_not_among_the_kept_figures(analyst):
    groups = {"A": 3, "B": 6, "C": 20}
    sheets = [{"answers": {"M1": 8, "A1": 7}, "grade": grade} for grade, count in groups.items() for _n in range(count)]
    figures = ResultSnapshot.compute(wave := closed_wave(analyst, sheets), wave.closed_at).figures
    cells = {cell["value"]: cell for cell in figures["segments"]["grade"]}
    assert cells["A"] == {"value": "A", "hidden": True} and cells["B"] == {"value": "B", "hidden": True}
    assert cells["C"]["n"] == 20


@pytest.mark.django_db
def test_a_figure_that_few_of_a_segment_could_judge_is_hidden_in_one_other_too(analyst):
    sheets = [{"answers": {"M1": 8, "A1": 7 if n < 2 else None}, "grade": "A"} for n in range(10)]
    sheets += [
        {"answers": {"M1": 8, "A1": 6}, "grade": grade} for grade in "BC" for _n in range(10 if grade == "B" else 20)
    ]
    figures = ResultSnapshot.compute(wave := closed_wave(analyst, sheets), wave.closed_at).figures
    shown = {cell["value"] for cell in figures["segments"]["grade"] if "item:A1" in cell["measures"]}
    assert shown == {"C"}
    assert all("item:M1" in cell["measures"] for cell in figures["segments"]["grade"])


@pytest.mark.django_db
def test_a_wave_of_four_shows_nothing_but_its_rates(analyst):
    wave = closed_wave(analyst, [{"answers": {"M1": 3}} for _n in range(4)])
    figures = ResultSnapshot.compute(wave, wave.closed_at).figures
    assert "measures" not in figures and figures["rates"]["RR1"] == 1
