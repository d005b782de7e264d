"""Outcome rates of a survey by the Standard Definitions of AAPOR, the American Association for Public Opinion Research."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Outcomes:
    """How many of the people drawn ended in which way, and the rates that follow; None where a rate is not defined.

    `eligible_share` is e, the share of those of unknown eligibility that is taken as eligible: by default the share
    among those whose eligibility is known.
    """

    complete: int = 0
    partial: int = 0
    refusal: int = 0
    non_contact: int = 0
    other: int = 0
    unknown_household: int = 0
    unknown_other: int = 0
    not_eligible: int = 0
    eligible_share: float | None = None

    @cached_property
    def e(self):
        if self.eligible_share is not None:
            return self.eligible_share
        return rate(self.known_eligible, self.known_eligible + self.not_eligible)

    @property
    def interviewed(self):
        return self.complete + self.partial

    @property
    def contacted(self):
        """Reached and eligible: I + P + R + O."""
        return self.interviewed + self.refusal + self.other

    @property
    def known_eligible(self):
        return self.contacted + self.non_contact

    @property
    def unknown(self):
        return self.unknown_household + self.unknown_other

    @cached_property
    def bases(self):
        """The three denominators of RR1, RR3 and RR5: all unknowns, the share e of them, none of them."""
        known = self.known_eligible
        # Where no eligibility is known, e is not; the unknowns then all count.
        expected = self.unknown if self.e is None else self.e * self.unknown
        return known + self.unknown, known + expected, known

    def response_rates(self):
        """RR1 … RR6: interviews complete (odd) or at least partial (even) over the three bases."""
        return [rate(top, base) for base in self.bases for top in (self.complete, self.interviewed)]

    def cooperation_rates(self):
        """COOP1 … COOP4: interviews over those reached; 3 and 4 leave aside those who could not answer."""
        bases = (self.contacted, self.contacted - self.other)
        return [rate(top, base) for base in bases for top in (self.complete, self.interviewed)]

    def refusal_rates(self):
        """REF1 … REF3."""
        return [rate(self.refusal, base) for base in self.bases]

    def contact_rates(self):
        """CON1 … CON3."""
        return [rate(self.contacted, base) for base in self.bases]


def rate(part, whole):
    return part / whole if whole else None
