"""This wave against the one before with the same questionnaire's key, measure by measure.

Both ways are shown: all who answered, as two samples, and the customers who answered both times, in pairs. Since many
figures are tested at once, p is corrected by Holm within each way.
"""

from surveys.models import Wave
from surveys.results.protecting import LEAST
from surveys.statistics import (
    Estimate,
    Recommendation,
    holm,
    mcnemar,
    nps_change,
    paired_t,
    two_proportions,
    welch,
)

TESTS = ("mean", "tops", "nps", "paired_mean", "paired_tops")


def wave_before(wave):
    """The wave that closed last before this one did, of any version of its questionnaire."""
    same = Wave.objects.filter(questionnaire__key=wave.questionnaire.key, state=Wave.State.CLOSED).exclude(pk=wave.pk)
    if wave.closed_at:
        same = same.filter(closed_at__lt=wave.closed_at)
    return same.select_related("questionnaire").order_by("-closed_at", "-pk").first()


def compare(later, earlier, pairs):
    """{measure's name: {test: {"difference", "p", "corrected"}, "pairs": n}} for what both figures hold.

    `later` and `earlier` are the "measures" of kept figures; `pairs` is {name: the sums of reading.Answers.pairs}.
    """
    rows = {name: _changes(later[name], earlier[name], pairs.get(name)) for name in later if name in earlier}
    rows = {name: row for name, row in rows.items() if row}
    for test in TESTS:
        tested = [row[test] for row in rows.values() if test in row]
        for change, corrected in zip(tested, holm([change["p"] for change in tested]), strict=True):
            change["corrected"] = corrected
    return rows


def compare_by_mode(later, earlier, names):
    """The means of `names` among those who answered in the same mode, from the "segments" of both figures."""
    before = {cell["value"]: cell["measures"] for cell in earlier.get("mode", []) if "measures" in cell}
    found = {}
    for cell in later.get("mode", []):
        for name in names:
            pair = cell.get("measures", {}).get(name), before.get(cell["value"], {}).get(name)
            if all(pair):
                change = welch(*map(_mean, pair))
                found.setdefault(cell["value"], {})[name] = {"difference": change.difference, "p": change.p}
    return found


def _changes(later, earlier, pairs):
    if "mean" not in later or "mean" not in earlier:
        return None
    found = {"mean": _kept(welch(_mean(later), _mean(earlier)))}
    if "tops" in later and "tops" in earlier:
        found["tops"] = _kept(_tops(later, earlier))
    if "nps" in later and "nps" in earlier:
        found["nps"] = _kept(_nps(later, earlier))
    if pairs and pairs[0] >= LEAST:
        n, difference, variance, gained, lost = pairs
        found |= {"pairs": n, "paired_mean": _kept(paired_t(n, difference, variance))}
        if "tops" in found:
            found["paired_tops"] = _kept(mcnemar(gained, lost, n))
    return found


def _mean(figure):
    return Estimate(figure["n"], figure["mean"]["value"], figure["mean"]["error"])


def _tops(later, earlier):
    counts = [count for figure in (later, earlier) for count in (figure["tops"]["value"] * figure["n"], figure["n"])]
    return two_proportions(*counts, (later["tops"]["factor"], earlier["tops"]["factor"]))


def _nps(later, earlier):
    answers = [
        Recommendation(*(figure["nps"][part] for part in ("promoters", "passives", "detractors")))
        for figure in (later, earlier)
    ]
    return nps_change(*answers, (later["nps"]["factor"], earlier["nps"]["factor"]))


def _kept(change):
    return {"difference": change.difference, "p": change.p}
