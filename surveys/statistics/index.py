"""Indices on 0 to 100, and how far the items of one operation link measure the same.

Sources: the American Customer Satisfaction Index as described by its users, whose own weights are not public: ours is
“ACSI-style”; GB/T 19038-2009 for reliability.
"""

from surveys.statistics.estimates import sample_variance

ACSI_WEIGHTS = (1 / 3, 1 / 3, 1 / 3)


def rescaled(value, lowest, highest):
    """s = 100 (x − min) / (max − min); None stays None."""
    return None if value is None else 100 * (value - lowest) / (highest - lowest)


def weighted_index(scores, weights):
    """CSI = Σ w s / Σ w over the scores that are there; None where none is, or where those have no weight.

    Whoever could not judge an item is measured by the others: its weight is dropped and the rest count in proportion.
    """
    answered = [(weight, score) for weight, score in zip(weights, scores, strict=True) if score is not None]
    whole = sum(weight for weight, _score in answered)
    return sum(weight * score for weight, score in answered) / whole if whole else None


def acsi_style(satisfaction, expectations, ideal, weights=ACSI_WEIGHTS):
    """100 [w1 (x1 − 1) + w2 (x2 − 1) + w3 (x3 − 1)] / 9 for three answers of 1 to 10."""
    return weighted_index([rescaled(answer, 1, 10) for answer in (satisfaction, expectations, ideal)], weights)


def wallet_share(rank, providers):
    """Share of wallet, 0 to 1, of the provider on place `rank` among `providers`: (1 − rank/(n + 1)) · 2/n.

    The Wallet Allocation Rule as commonly written.
    """
    return (1 - rank / (providers + 1)) * 2 / providers


def cronbach(rows):
    """Cronbach's alpha of answers, one row per person and one column per item, all answered."""
    columns = list(zip(*rows, strict=True))
    variances = [_variance(column) for column in columns] if len(rows) > 1 else []
    return cronbach_of(variances, _variance([sum(row) for row in rows]) if len(rows) > 1 else 0)


def cronbach_of(item_variances, variance_of_sum):
    """alpha = k/(k − 1) (1 − Σ variances of the items / variance of their sum).

    None for a single item, or where nobody differs from anybody.
    """
    k = len(item_variances)
    return k / (k - 1) * (1 - sum(item_variances) / variance_of_sum) if k > 1 and variance_of_sum else None


def _variance(values):
    return sample_variance(len(values), sum(values), sum(value * value for value in values))
