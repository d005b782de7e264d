import pytest

from surveys.statistics import Point, Quadrant, cut_at_means, is_uncertain, quadrant

POINTS = {"A": Point(4.4, 4.6), "B": Point(3.9, 4.4), "C": Point(4.2, 4.1), "D": Point(3.7, 3.9)}


def test_cut_at_the_means_of_the_data():
    cut = cut_at_means(list(POINTS.values()))
    assert cut == pytest.approx((4.05, 4.25))
    assert {name: quadrant(point, cut) for name, point in POINTS.items()} == {
        "A": Quadrant.KEEP,
        "B": Quadrant.IMPROVE,
        "C": Quadrant.EXCESS,
        "D": Quadrant.LATER,
    }


def test_cut_at_the_midpoint_everything_is_to_be_kept():
    assert {quadrant(point, (3, 3)) for point in POINTS.values()} == {Quadrant.KEEP}


def test_a_point_exactly_on_a_line_counts_as_high():
    assert quadrant(Point(4.05, 4.25), (4.05, 4.25)) == Quadrant.KEEP
    assert quadrant(Point(4.0, 4.25), (4.05, 4.25)) == Quadrant.IMPROVE
    assert quadrant(Point(4.05, 4.0), (4.05, 4.25)) == Quadrant.EXCESS


def test_a_point_whose_interval_reaches_across_a_line_is_uncertain():
    assert is_uncertain(Point(4.0, 5.0, performance_interval=(3.8, 4.2)), (4.05, 4.25))
    assert is_uncertain(Point(3.0, 4.3, importance_interval=(4.0, 4.6)), (4.05, 4.25))
    assert not is_uncertain(Point(4.2, 5.0, (4.05, 4.35), (4.9, 5.1)), (4.05, 4.25))
    assert not is_uncertain(Point(4.2, 5.0), (4.05, 4.25))


def test_lines_are_weighted_by_how_many_answered():
    assert cut_at_means([Point(2, 1, weight=3), Point(6, 5, weight=1)]) == (3, 2)
    assert cut_at_means([]) is None
