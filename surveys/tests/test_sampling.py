"""How many and who: the cases S and A of published sources (survey-statistics, C4), and repeatable draws."""

import pytest

from surveys import sampling


@pytest.mark.parametrize(
    ("error", "share", "population", "expected"),
    [
        (0.01, 0.5, None, 9604),
        (0.01, 0.39, None, 9139),
        (0.05, 0.5, 300, 169),
        (0.1, 0.2, 10, 9),
        (0.1, 0.3, 10, 9),
        (0.1, 0.4, 10, 10),
        (0.1, 0.5, 10, 10),
    ],
)
def test_the_sample_for_a_share_is_as_large_as_published(error, share, population, expected):
    assert sampling.size_for_share(error, share, population) == expected


@pytest.mark.parametrize(("error", "expected"), [(4, 23), (1, 169)])
def test_the_sample_for_a_mean_is_as_large_as_published(error, expected):
    assert sampling.size_for_mean(error, deviation=10, population=300) == expected


@pytest.mark.parametrize(
    ("wished", "sizes", "expected"),
    [(400, [52_000, 31_000], [251, 149]), (500, [5234, 2586, 649, 157], [303, 150, 38, 9])],
)
def test_a_proportional_sample_is_shared_out_by_largest_remainder(wished, sizes, expected):
    assert sampling.proportional(wished, sizes).counts == expected


def test_neyman_gives_more_where_people_differ_more_and_never_more_than_there_are():
    assert sampling.neyman(100, [10, 1000], [100, 1]).counts == [10, 90]
    assert sampling.neyman(100, [10, 1000], [100, 1], is_capped=False).counts == [50, 50]


def test_neyman_with_one_deviation_is_proportional():
    assert sampling.neyman(30, [100, 200], [7, 7]).counts == [10, 20]


def test_the_square_root_favours_small_strata():
    assert sampling.square_root(60, [100, 400, 900]).counts == [10, 20, 30]


def test_more_than_there_are_takes_everybody_and_says_what_is_missing():
    assert sampling.proportional(100, [10, 20]) == sampling.Allocation([10, 20], missing=70)


@pytest.mark.parametrize("wished", [7, 50, 111])
def test_the_parts_add_to_the_whole(wished):
    assert sum(sampling.neyman(wished, [300, 500, 200], [5, 2, 8]).counts) == wished
    assert sum(sampling.proportional(wished, [300, 500, 200], minimum=2).counts) == wished


def test_every_stratum_gets_its_minimum_or_all_it_has():
    assert sampling.proportional(20, [1000, 100, 3], minimum=5).counts == [12, 5, 3]


def test_a_minimum_that_needs_more_than_the_sample_is_refused():
    with pytest.raises(sampling.MinimumTooHigh) as refusal:
        sampling.proportional(10, [100, 100, 100], minimum=5)
    assert refusal.value.needed == 15


def test_an_empty_stratum_gets_nobody():
    assert sampling.proportional(10, [0, 30, 70]).counts == [0, 3, 7]


PEOPLE = {"A": [f"a{number:03}" for number in range(50)], "B": [f"b{number:03}" for number in range(20)]}


def test_the_same_seed_draws_the_same_people_in_the_same_order_however_they_are_given():
    counts = {"A": 10, "B": 4}
    turned = {name: people[::-1] for name, people in reversed(PEOPLE.items())}
    first = sampling.draw(7, PEOPLE, counts)
    assert first == sampling.draw(7, turned, counts)
    assert len(first) == len(set(first)) == 14 and sum(code.startswith("a") for code in first) == 10


def test_another_seed_draws_others():
    assert sampling.draw(7, PEOPLE, {"A": 10, "B": 4}) != sampling.draw(8, PEOPLE, {"A": 10, "B": 4})
