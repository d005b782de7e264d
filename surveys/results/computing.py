"""All figures of one wave, as they are kept: plain values by name, nothing in any language, no cell too small to show."""

from django.db import transaction
from django.db.models import Count

from surveys.results import comparing, driving
from surveys.results.measures import CSI, Measures, Role
from surveys.results.protecting import LEAST, hidden_cells
from surveys.results.reading import SEGMENTS, Answers, is_stratified
from surveys.results.weighing import Weighted, weights
from surveys.statistics import Outcomes, cronbach_of

WHOLE = (None, None)
DIGITS = 6
OUTCOMES = {
    "I": "complete",
    "P": "partial",
    "R": "refusal",
    "NC": "non_contact",
    "O": "other",
    "UH": "unknown_household",
    "UO": "unknown_other",
    "NE": "not_eligible",
}
RATES = {
    "response_rates": ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6"),
    "cooperation_rates": ("COOP1", "COOP2", "COOP3", "COOP4"),
    "refusal_rates": ("REF1", "REF2", "REF3"),
    "contact_rates": ("CON1", "CON2", "CON3"),
}


@transaction.atomic
def compute(wave, figures_of):
    """The figures of `wave`; `figures_of(wave)` gives the kept ones of the wave before, where there is one."""
    before = comparing.wave_before(wave)
    # First of all, because reckoning them would clear the tables that are laid out next.
    earlier = figures_of(before) if before else {}
    measures = Measures.of(wave.questionnaire)
    answers = Answers(wave, measures)
    cells = Cells(answers, measures)
    found = outcomes(wave) | cells.counts() | {"is_stratified": is_stratified(wave)}
    if found["answered"] >= LEAST:
        found |= indices(answers, measures)
        answers.add_csi(found["csi_weights"]["links"])
        found |= cells.figures() | {"reliability": reliability(measures, answers.variances())}
        found["comparison"] = comparison(before, earlier, answers, found)
    return rounded(found)


def indices(answers, measures):
    """What was chosen, importance derived and stated, and the weights that the index takes from them."""
    driven, chosen = driving.derive(answers, measures), answers.chosen()
    stated = stated_importance(measures, chosen)
    return {
        "choices": {item.key: chosen.get(item.pk, {}) for item in measures.choices},
        "driving": driven,
        "stated": stated,
        "csi_weights": csi_weights(measures, driven, stated),
    }


def outcomes(wave):
    """Counts of the drawn by result, and the rates of AAPOR; whoever was not tried yet is of unknown eligibility."""
    drawn = wave.units.drawn().order_by().values_list("disposition").annotate(Count("id"))
    counts = dict.fromkeys(OUTCOMES, 0) | {code or "UO": 0 for code, _count in drawn}
    for code, count in drawn:
        counts[code or "UO"] += count
    reckoned = Outcomes(**{OUTCOMES[code]: count for code, count in counts.items()})
    rates = {
        name: rate for kind, names in RATES.items() for name, rate in zip(names, getattr(reckoned, kind)(), strict=True)
    }
    return {"dispositions": counts, "drawn": sum(counts.values()), "rates": rates, "eligible_share": reckoned.e}


def stated_importance(measures, chosen):
    """{link's name: share of those asked who named it among the most important}; empty where nobody was asked."""
    item = measures.roles.get(Role.STATED_IMPORTANCE)
    counts = chosen.get(item.pk, {}) if item else {}
    whole = sum(counts.values())
    if whole < LEAST:
        return {}
    return {name: counts.get(name.removeprefix("link:"), 0) / whole for name in measures.links}


def csi_weights(measures, driven, stated):
    """By derived importance; where there are too few answers for it by stated importance, else all alike."""
    if driven:
        return {
            "source": "derived",
            "links": dict.fromkeys(measures.links, 0.0) | {name: row["share"] for name, row in driven["links"].items()},
        }
    if stated:
        return {"source": "stated", "links": stated}
    return {"source": "equal", "links": dict.fromkeys(measures.links, 1.0)}


def reliability(measures, variances):
    """{link's name: Cronbach's alpha}"""
    found = {name: variances.get(measures.named(name).number) for name in measures.links}
    return {name: cronbach_of(*parts) if parts and parts[1] else None for name, parts in found.items()}


def comparison(before, earlier, answers, found):
    """Against the wave `before` with the figures `earlier`; None where there is none, or where too few answered it.

    The index of the earlier wave is reckoned by this wave's weights, so that only the scores can make a difference.
    """
    if "measures" not in earlier:
        return None
    laid = answers.beside(before, Measures.of(before.questionnaire))
    laid.add_csi(found["csi_weights"]["links"])
    measured = earlier["measures"] | {CSI: _csi_of(laid)}
    names = {measure.number: measure.name for measure in answers.measures}
    pairs = {names[number]: sums for number, sums in answers.pairs(laid).items()}
    return {
        "wave": before.pk,
        "modes": earlier["modes"],
        "csi_before": measured[CSI],
        "measures": comparing.compare(found["measures"], measured, pairs),
        "by_mode": comparing.compare_by_mode(found["segments"], earlier["segments"], _main_items(answers.measures)),
    }


def _csi_of(answers):
    """The index of an earlier wave that is laid beside."""
    number = answers.measures.named(CSI).number
    groups = answers.groups([number]).get(WHOLE, {}).get(number, [])
    n = sum(group.n for group in groups)
    if n < LEAST:
        return {"few": True}
    weighted = Weighted(groups, weights(answers.sheets()[WHOLE], answers.frame()[WHOLE]))
    return {"n": n, "mean": interval(weighted.mean())}


def _main_items(measures):
    """The names of overall satisfaction and recommendation."""
    items = [measures.of_role(role) for role in (Role.OVERALL, Role.RECOMMEND)]
    return [measure.name for measure in items if measure]


class Cells:
    """Estimates of every measure for the whole wave and for each cell of each segment."""

    def __init__(self, answers, measures):
        self.answers, self.measures = answers, measures
        self.sheets, self.frame = answers.sheets(), answers.frame()
        self.groups = self.spread = self.unused = {}

    def counts(self):
        """How many answered completely, of how many of the population, in which mode."""
        modes = {value: sum(by.values()) for (segment, value), by in self.sheets.items() if segment == "mode"}
        answered, frame = (sum(counts.get(WHOLE, {}).values()) for counts in (self.sheets, self.frame))
        return {"answered": answered, "frame": frame, "modes": modes}

    def figures(self):
        """Of all measures that the answers hold by now."""
        self.groups = self.answers.groups()
        self.spread, self.unused = self.answers.spread(), self.answers.unused()
        return {"measures": self.whole(), "segments": self.segments()}

    def whole(self):
        """{measure's name: its figures}"""
        found = {}
        for measure in self.measures:
            groups = self.groups.get(WHOLE, {}).get(measure.number, [])
            found[measure.name] = self._figure(measure, groups, self._weights(WHOLE)) | self._counts(measure)
        return found

    def segments(self):
        """{segment: [{"value", "n" and "measures", or "hidden"}]}; a measure may be hidden in a cell that is shown."""
        found = {}
        for segment in SEGMENTS:
            counts = {value: sum(by.values()) for (name, value), by in self.sheets.items() if name == segment}
            hidden = hidden_cells(counts)
            if len(counts) > 1:
                by_measure = self._hidden_by_measure(segment, counts, hidden)
                found[segment] = [
                    self._cell(segment, value, counts[value], value in hidden, by_measure) for value in sorted(counts)
                ]
        return found

    def _hidden_by_measure(self, segment, cells, hidden):
        found = {}
        for measure in self.measures:
            counts = {value: self._n(measure, (segment, value)) for value in cells}
            found[measure.number] = hidden_cells(counts, hidden)
        return found

    def _n(self, measure, cell):
        return sum(group.n for group in self.groups.get(cell, {}).get(measure.number, []))

    def _cell(self, segment, value, n, is_hidden, hidden_by_measure):
        if is_hidden:
            return {"value": value, "hidden": True}
        groups, weights = self.groups.get((segment, value), {}), self._weights((segment, value))
        shown = (measure for measure in self.measures if value not in hidden_by_measure[measure.number])
        figures = {measure.name: self._figure(measure, groups.get(measure.number, []), weights) for measure in shown}
        return {
            "value": value,
            "n": n,
            "measures": {name: figure for name, figure in figures.items() if "mean" in figure},
        }

    def _weights(self, cell):
        """Of a segment of the frame by its own counts; the mode is nobody's in the frame, so there by those of the wave."""
        if cell in self.frame:
            return weights(self.sheets[cell], self.frame[cell])
        return weights(self.sheets[WHOLE], self.frame[WHOLE])

    def _figure(self, measure, groups, weights):
        n = sum(group.n for group in groups)
        if n < LEAST:
            return {"n": n} if n == 0 else {"few": True}
        weighted = Weighted(groups, weights)
        figure = {"n": n, "mean": interval(weighted.mean())}
        if measure.is_rated or measure.name in self.measures.links:
            figure["tops"] = interval(weighted.tops()) | {"factor": weighted.tops_factor}
        if measure.item and measure.item.kind == "nps":
            answers = weighted.recommendation()
            shares = {part: getattr(answers, part) for part in ("promoters", "passives", "detractors")}
            figure["nps"] = interval(weighted.nps()) | {"factor": weighted.nps_factor} | shares
        return figure

    def _counts(self, measure):
        """How the answers spread, how many could not judge, and how many were no valid answers."""
        if not measure.item:
            return {"spread": self.spread.get(measure.number, {})} if measure.name in self.measures.links else {}
        unused, numbers = self.unused.get(measure.item.pk, (0, 0))
        valid = self._n(measure, WHOLE)
        spread = self.spread.get(measure.number, {}) if valid >= LEAST else {}
        return {"unused": unused, "invalid": numbers - valid, "spread": spread}


def interval(estimate):
    return {"value": estimate.value, "error": estimate.error, "low": estimate.low, "high": estimate.high}


def rounded(value):
    """The figures with numbers of so many digits, and with texts as names, as JSON keeps them."""
    if isinstance(value, dict):
        return {str(name): rounded(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return round(float(value), DIGITS) if isinstance(value, float) else value
