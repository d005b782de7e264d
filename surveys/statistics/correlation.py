"""Correlation of two columns of answers. A pair counts only where both values are there; correlation is not cause."""

from math import sqrt


def pearson(xs, ys):
    """Pearson's r; None for fewer than two pairs or where one column does not vary. With 0/1 it is point-biserial."""
    return _product_moment(_pairs(xs, ys))


def spearman(xs, ys):
    """Spearman's rho: Pearson's r of the ranks, equal values sharing their mean rank."""
    pairs = _pairs(xs, ys)
    return _product_moment(list(zip(ranks([x for x, _y in pairs]), ranks([y for _x, y in pairs]), strict=True)))


def ranks(values):
    """Ranks from 1, equal values sharing the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + end + 1) / 2
        start = end
    return found


def _pairs(xs, ys):
    return [(x, y) for x, y in zip(xs, ys, strict=True) if x is not None and y is not None]


def _product_moment(pairs):
    n = len(pairs)
    if n < 2:
        return None
    middle_x, middle_y = (sum(column) / n for column in zip(*pairs, strict=True))
    both = sum((x - middle_x) * (y - middle_y) for x, y in pairs)
    own_x, own_y = sum((x - middle_x) ** 2 for x, _y in pairs), sum((y - middle_y) ** 2 for _x, y in pairs)
    return both / sqrt(own_x * own_y) if own_x and own_y else None
