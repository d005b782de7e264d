"""Which operation links carry the overall satisfaction, from the answers themselves."""

import numpy as np

from surveys.results.measures import Role
from surveys.statistics import importance

# Fewer people who judged a link and the whole say nothing about their connection.
LEAST_PAIRS = 30
# More links would take too many regressions; then relative weights stand alone.
MOST_FOR_SHAPLEY = 16
SEED = 1


def derive(answers, measures):
    """Derived importance of the links that enough people judged; None where there are too few answers.

    {"n": …, "r_squared": …, "links": {name: {"share", "low", "high", "relative", "correlation", "coefficient", "pairs"}}};
    shares add up to 1 and are those of R², by Shapley and by relative weights.
    """
    overall = measures.of_role(Role.OVERALL)
    names, table = _matrix(answers, measures, overall) if overall else ([], None)
    if not names:
        return None
    r_xx, r_xy, pairs = importance.correlations(table)
    relative = importance.shares_of(importance.relative_weights(r_xx, r_xy))
    shares, intervals = relative, [(None, None)] * len(names)
    if len(names) <= MOST_FOR_SHAPLEY:
        shares = importance.shares_of(importance.shapley(r_xx, r_xy))
        intervals = importance.shapley_intervals(table, draws=_draws(len(table)), seed=SEED)
    coefficients = importance.coefficients(r_xx, r_xy)
    links = {
        name: {
            "share": float(shares[place]),
            "low": intervals[place][0],
            "high": intervals[place][1],
            "relative": float(relative[place]),
            "correlation": float(r_xy[place]),
            "coefficient": float(coefficients[place]),
            "pairs": int(pairs[place, -1]),
        }
        for place, name in enumerate(names)
    }
    return {"n": len(table), "r_squared": importance.explained(r_xx, r_xy), "links": links}


def _matrix(answers, measures, overall):
    """The links judged by enough people, and persons × (those links, overall) with nan for no answer."""
    columns = {measures.named(name).number: place for place, name in enumerate(measures.links)}
    columns[overall.number] = len(columns)
    rows = np.array(answers.scores(list(columns)), dtype=float).reshape(-1, 3)
    _sheets, places = np.unique(rows[:, 0], return_inverse=True)
    table = np.full((places.max(initial=-1) + 1, len(columns)), np.nan)
    by_number = np.zeros(max(columns) + 1, dtype=int)
    by_number[list(columns)] = list(columns.values())
    table[places, by_number[rows[:, 1].astype(int)]] = rows[:, 2]
    table = table[~np.isnan(table[:, -1])]
    counts = (~np.isnan(table[:, :-1])).sum(axis=0)
    kept = [place for place, count in enumerate(counts) if count >= LEAST_PAIRS]
    names = [name for place, name in enumerate(measures.links) if place in kept]
    return names, table[:, [*kept, -1]]


def _draws(persons):
    """Many for few people, whose chance matters; fewer for many, whose intervals are narrow and take time."""
    return min(500, max(50, 2_000_000 // persons))
