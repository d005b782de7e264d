"""The strata of a wave's frame: their keys, their names, and how many of each can be asked and shall be drawn."""

from dataclasses import dataclass

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
    wished: int = 0


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
    def counts(self):
        return {share.key: share.wished for share in self.shares}


def key_of(unit, fields):
    """Such as "A|17": the values of the strata fields; regions and industries by their numbers."""
    return "|".join(
        str(getattr(unit, f"{field}_id" if field in ("region", "industry") else field) or "") for field in fields
    )


def plan(wave):
    """How many will be drawn of each stratum, by the design of `wave`, from those of the frame who can be asked."""
    rows = (
        wave.units.order_by("stratum")
        .values_list("stratum")
        .annotate(everybody=Count("id"), askable=Count("id", filter=Q(problems=[])))
    )
    labels = Labels(wave.strata)
    shares = [Share(key, labels.of(key), everybody, askable) for key, everybody, askable in rows]
    planned = Plan(shares)
    sizes = [share.can_be_asked for share in shares]
    if not sum(sizes):
        planned.refusal = _("Nobody of the frame can be asked. Mend the problems or widen the population.")
        return planned
    try:
        allocation = _allocation(wave, sizes)
    except sampling.MinimumTooHigh as error:
        planned.refusal = _(
            "At least %(minimum)s of each of %(strata)s strata needs a sample of %(needed)s; the size is %(size)s."
        ) % {
            "minimum": wave.stratum_minimum,
            "strata": len(shares),
            "needed": error.needed,
            "size": wave.sample_size,
        }
        return planned
    for share, count in zip(shares, allocation.counts, strict=True):
        share.wished = count
    planned.missing = allocation.missing
    return planned


def _allocation(wave, sizes):
    if wave.method == Method.CENSUS:
        return sampling.Allocation(sizes)
    minimum = wave.stratum_minimum if wave.method == Method.PROPORTIONAL else 0
    return sampling.proportional(wave.sample_size, sizes, minimum)


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
