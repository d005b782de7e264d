"""The strata of a wave's frame: their keys, their names, and how many of each can be asked and shall be drawn."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from customers.models import Customer, Industry, Region
from surveys import sampling
from surveys.states import Method, Stratum

ALL = ""


@dataclass
class Share:
    """One line of the sampling plan."""

    key: str
    label: str
    in_frame: int
    can_be_asked: int
    # Of overall satisfaction; None where nothing is known.
    deviation: float | None = None
    wished: int = 0
    by_method: dict = field(default_factory=dict)


@dataclass
class Plan:
    shares: list
    missing: int = 0
    # In words, why nothing can be drawn like this; empty where it can.
    refusal: str = ""

    @property
    def total(self):
        return sum(share.wished for share in self.shares)

    @property
    def can_be_asked(self):
        return sum(share.can_be_asked for share in self.shares)

    @property
    def empty(self):
        """Strata of which nobody can be asked: they would be missing from the results."""
        return [share for share in self.shares if not share.can_be_asked]

    @property
    def compares(self):
        """Whether the ways of sharing out a stratified sample stand beside each other."""
        return all(len(share.by_method) > 1 for share in self.shares)

    @property
    def knows_deviations(self):
        return any(share.deviation for share in self.shares)

    @property
    def counts(self):
        return {share.key: share.wished for share in self.shares}


def column(field):
    """The column of a unit that holds a strata field: regions and industries by their numbers."""
    return f"{field}_id" if field in (Stratum.REGION, Stratum.INDUSTRY) else field


def key_of(unit, fields):
    """Such as "A|17"."""
    return key_of_values(getattr(unit, column(field)) for field in fields)


def key_of_values(values):
    return "|".join(str(value or "") for value in values)


def plan(wave):
    """How many will be drawn of each stratum, by the design of `wave`, from those of the frame who can be asked."""
    planned = Plan(_shares(wave))
    if not planned.can_be_asked:
        planned.refusal = _("Nobody of the frame can be asked. Mend the problems or widen the population.")
        return planned
    try:
        allocations = _allocations(wave, planned.shares)
    except sampling.MinimumTooHigh as error:
        planned.refusal = _(
            "At least %(minimum)s of each of %(strata)s strata needs a sample of %(needed)s; the size is %(size)s."
        ) % {
            "minimum": wave.stratum_minimum,
            "strata": len(planned.shares),
            "needed": error.needed,
            "size": wave.sample_size,
        }
        return planned
    for place, share in enumerate(planned.shares):
        share.by_method = {method: allocation.counts[place] for method, allocation in allocations.items()}
        share.wished = share.by_method[wave.method]
    planned.missing = allocations[wave.method].missing
    return planned


def _shares(wave):
    rows = (
        wave.units.order_by("stratum")
        .values_list("stratum")
        .annotate(everybody=Count("id"), askable=Count("id", filter=Q(problems=[])))
    )
    labels = Labels(wave.strata)
    return [Share(key, labels.of(key), *counts, wave.stratum_deviations.get(key)) for key, *counts in rows]


def _allocations(wave, shares):
    """{method: allocation}: that of the design, and of a stratified sample both ways, to be compared."""
    sizes = [share.can_be_asked for share in shares]
    if wave.method == Method.CENSUS:
        return {Method.CENSUS: sampling.Allocation(sizes)}
    if wave.method == Method.SIMPLE:
        return {Method.SIMPLE: sampling.proportional(wave.sample_size, sizes)}
    rules = wave.sample_size, sizes
    return {
        Method.PROPORTIONAL: sampling.proportional(*rules, wave.stratum_minimum),
        Method.NEYMAN: sampling.neyman(*rules, _deviations(shares), wave.stratum_minimum),
    }


def _deviations(shares):
    """Of strata of which nothing is known the mean of the others; of none at all: all alike, so in proportion."""
    known = [share.deviation for share in shares if share.deviation]
    middle = sum(known) / len(known) if known else 1.0
    return [share.deviation or middle for share in shares]


class Labels:
    """The names of strata in the reader's language."""

    def __init__(self, fields):
        self.names = [self._names_of(field) for field in fields]

    def of(self, key):
        if not self.names:
            return _("All")
        values = key.split("|")
        return " · ".join(names.get(value, value) or "—" for names, value in zip(self.names, values, strict=False))

    @staticmethod
    def _names_of(field):
        unknown = {"": _("unknown")}
        catalogues = {Stratum.REGION: Region, Stratum.INDUSTRY: Industry}
        if field in catalogues:
            return unknown | {str(entry.pk): str(entry) for entry in catalogues[field].objects.filter(parent=None)}
        if field == Stratum.TIER:
            return {"": _("no key account")} | {value: str(label) for value, label in Customer.Tier.choices}
        if field == Stratum.SIZE:
            return unknown | {value: str(label) for value, label in Customer.Size.choices}
        return {"": _("no grade")} | dict(Customer.Grade.choices)
