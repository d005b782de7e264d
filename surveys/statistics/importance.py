"""Derived importance: how much each operation link carries the overall satisfaction. The one part that needs numpy.

Three measures: the plain correlation, the Shapley value of R² (LMG; Lindeman, Merenda, Gold 1980) and, as its cross-check,
Johnson's relative weights (2000). Both of the latter add up to R². Checked against the R package domir.

Shapes: `r_xx` is the k × k correlation matrix of the links, `r_xy` the k correlations with overall satisfaction.
"""

from functools import lru_cache
from itertools import combinations
from math import factorial

import numpy as np

# Smaller eigenvalues say that two links are (nearly) the same question, or that the pairs contradict one another.
LEAST_EIGENVALUE = 1e-6


def correlations(table):
    """(r_xx, r_xy, r², pairs) of `table`, persons × (links and, last, overall satisfaction), with nan for no answer.

    Every correlation is taken over those who answered both, because few customers use every link. What was never
    answered together, or does not vary, has no correlation and counts as 0. `pairs` is the matrix of those counts.
    """
    return _weighted_correlations(*_around_means(table), np.ones(len(table)))


def _around_means(table):
    """(1 where something was answered, the answers around the mean of their column and 0 where there is none): so the sums
    of squares lose nothing by cancellation."""
    known = ~np.isnan(table)
    centred = np.where(known, table - np.nanmean(np.where(known.any(axis=0), table, 0.0), axis=0), 0.0)
    return known.astype(float), centred


def _weighted_correlations(known, centred, counts):
    """As `correlations`, every person counting `counts` times."""
    times = counts[:, None]
    weighted = centred * times
    pairs = known.T @ (known * times)
    sums, squares = weighted.T @ known, (centred * weighted).T @ known
    with np.errstate(divide="ignore", invalid="ignore"):
        both = centred.T @ weighted - sums * sums.T / pairs
        spread = squares - sums * sums / pairs
        whole = both / np.sqrt(spread * spread.T)
    whole = positive_definite(np.where(np.isfinite(whole), whole, 0.0))
    return whole[:-1, :-1], whole[:-1, -1], pairs


def positive_definite(matrix):
    """The nearest matrix of correlations in which no eigenvalue falls below LEAST_EIGENVALUE."""
    matrix = np.clip(matrix, -1, 1)
    np.fill_diagonal(matrix, 1.0)
    values, vectors = np.linalg.eigh(matrix)
    if values.min() >= LEAST_EIGENVALUE:
        return matrix
    raised = (vectors * np.maximum(values, LEAST_EIGENVALUE)) @ vectors.T
    scale = 1 / np.sqrt(np.diag(raised))
    return raised * scale * scale[:, None]


def explained(r_xx, r_xy):
    """R² of the regression on all links."""
    return float(r_xy @ np.linalg.solve(r_xx, r_xy))


def coefficients(r_xx, r_xy):
    """Standardised regression coefficients; their signs are shown beside the importance."""
    return np.linalg.solve(r_xx, r_xy)


def shapley(r_xx, r_xy):
    """The gain in R² that each link brings, averaged over all orders in which the links can enter; exact.

    phi_j = Σ_S |S|! (k − |S| − 1)! / k! · (R²(S ∪ j) − R²(S)) over all S without j. 2^k regressions: fit for about 16 links.
    """
    k = len(r_xy)
    r_squared = _all_subsets(r_xx, r_xy)
    masks = np.arange(1 << k)
    sizes = sum((masks >> place) & 1 for place in range(k)) if k else masks
    weights = np.array([factorial(size) * factorial(k - size - 1) / factorial(k) for size in range(k)])
    gains = np.empty(k)
    for place in range(k):
        without = masks[(masks >> place) & 1 == 0]
        gains[place] = weights[sizes[without]] @ (r_squared[without | 1 << place] - r_squared[without])
    return gains


def _all_subsets(r_xx, r_xy):
    """R² for every subset of the links, at the place given by the bits of its members."""
    k = len(r_xy)
    r_squared = np.zeros(1 << k)
    for chosen in _choices(k):
        matrices = r_xx[chosen[:, :, None], chosen[:, None, :]]
        sides = r_xy[chosen]
        solved = np.linalg.solve(matrices, sides[:, :, None])[:, :, 0]
        r_squared[(1 << chosen).sum(axis=1)] = (sides * solved).sum(axis=1)
    return r_squared


@lru_cache(maxsize=4)
def _choices(k):
    """For every size from 1 to `k` the choices of so many of `k` places, a row each."""
    return [np.array(list(combinations(range(k), size))) for size in range(1, k + 1)]


def relative_weights(r_xx, r_xy):
    """R_xx = V D V', L = V D^½ V', b = L⁻¹ r_xy, raw weights = (L∘L)(b∘b)."""
    values, vectors = np.linalg.eigh(r_xx)
    root = (vectors * np.sqrt(np.maximum(values, LEAST_EIGENVALUE))) @ vectors.T
    b = np.linalg.solve(root, r_xy)
    return (root * root) @ (b * b)


def shapley_intervals(table, draws, seed):
    """The middle 95 % of each link's share of R² over `draws` samples of persons drawn again from `table`.

    A list of (low, high), by links; the same `seed` gives the same draws.
    """
    random, persons = np.random.default_rng(seed), len(table)
    known, centred = _around_means(table)
    shares = np.empty((draws, table.shape[1] - 1))
    for draw in range(draws):
        # How often each person is drawn is enough: nobody's answers need be copied.
        counts = np.bincount(random.integers(0, persons, persons), minlength=persons)
        r_xx, r_xy, _pairs = _weighted_correlations(known, centred, counts)
        shares[draw] = shares_of(shapley(r_xx, r_xy))
    return [tuple(ends) for ends in np.percentile(shares, [2.5, 97.5], axis=0).T.tolist()]


def shares_of(parts):
    """Parts of R² as shares of their sum; zeros where nothing is explained."""
    whole = parts.sum()
    return parts / whole if whole > 0 else np.zeros_like(parts)
