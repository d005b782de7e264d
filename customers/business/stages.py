"""The stages of new business 新客户开发, where each leads, and what must be known before one is entered.

identified → assessed → analysed → proposal → bid → won
Any open stage leads to any other, forward or back, and to lost; a bid may be skipped, for not every customer asks for
tenders. lost → any open stage. What is won is a project from then on, and stays won.
"""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    IDENTIFIED = "identified", _("Identified")
    ASSESSED = "assessed", _("Assessed")
    ANALYSED = "analysed", _("Needs analysed")
    PROPOSAL = "proposal", pgettext_lazy("stage", "Proposal")
    BID = "bid", _("Bid")
    WON = "won", pgettext_lazy("stage", "Won")
    LOST = "lost", pgettext_lazy("stage", "Lost")


OPEN = (Stage.IDENTIFIED, Stage.ASSESSED, Stage.ANALYSED, Stage.PROPOSAL, Stage.BID)
CLOSED = (Stage.WON, Stage.LOST)
# How far a stage lies along the way; what is lost had come as far as it had come.
PLACES = {stage: place for place, stage in enumerate((*OPEN, Stage.WON))}
MOVES = {
    **{stage: tuple(other for other in Stage if other != stage) for stage in OPEN},
    Stage.WON: (),
    Stage.LOST: OPEN,
}
# What each stage adds to what those before it asked for.
ADDED = {
    Stage.ASSESSED: ("monthly_revenue", "credit_opinion"),
    Stage.ANALYSED: ("needs", "decision_contact"),
    Stage.PROPOSAL: ("proposal", "proposed_on", "monthly_revenue", "gross_margin"),
    Stage.BID: ("bid_due_on", "competitors"),
    Stage.WON: ("starts_on", "monthly_revenue", "project"),
    Stage.LOST: ("lost_reason",),
}
TEXTS = {"credit_opinion", "needs", "proposal", "competitors"}


def stages_up_to(stage):
    """The stages whose facts must be known in `stage`."""
    if stage == Stage.LOST:
        return [stage]
    passed = [each for each in OPEN if PLACES[each] <= PLACES[stage]]
    return [*passed[:-1], stage] if stage == Stage.WON else passed


def required_in(stage):
    """The names of the fields that must be filled in `stage`, in the order in which they are asked for."""
    return list(dict.fromkeys(name for each in stages_up_to(stage) for name in ADDED.get(each, ())))


def facts_required(stage):
    """The same as a condition on the table: what stands in a stage that needs the facts of `stage` has them."""
    needing = [each for each in Stage if stage in stages_up_to(each)]
    known = Q()
    for name in ADDED[stage]:
        known &= ~Q(**{name: ""}) if name in TEXTS else Q(**{f"{name}__isnull": False})
    return ~Q(stage__in=needing) | known
