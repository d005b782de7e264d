"""The board: a column for each stage with how many there are, what they would bring, and the largest of them."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from customers.business.stages import OPEN, Stage
from customers.models.opportunity_queries import BY_REVENUE

CARDS = 20
# What was closed longer ago is found in the list.
CLOSED_DAYS = 90
NOTHING = {"count": 0, "revenue": 0, "weighted": 0}


@dataclass
class Column:
    """`more` are those without a card; `query` finds all of them in the list."""

    stage: Stage
    count: int
    revenue: int
    weighted: int
    cards: list
    query: str

    @property
    def more(self):
        return self.count - len(self.cards)


def board_of(opportunities, settings, at, query):
    """The columns for `opportunities`; `query` is the query string of the filter that chose them."""
    since = at - timedelta(days=CLOSED_DAYS)
    shown = opportunities.filter(Q(stage__in=OPEN) | Q(closed_at__gte=since))
    sums = shown.sums_by_stage(settings)
    columns = []
    for stage in Stage:
        cards = []
        if stage in sums:
            cards = list(shown.filter(stage=stage).for_cards(settings).order_by(*BY_REVENUE)[:CARDS])
        for card in cards:
            card.silent_days = silent_days(card, settings, at)
        place = f"stage={stage}" if stage in OPEN else f"happened={stage}&since={since:%Y-%m-%d}"
        columns.append(
            Column(stage, **sums.get(stage, NOTHING), cards=cards, query="&".join(filter(None, [query, place])))
        )
    return columns


def silent_days(opportunity, settings, at):
    """For how many days nothing happened, where that is longer than its stage allows; else None."""
    setting = settings.get(opportunity.stage)
    days = opportunity.silent_for(at)
    return days if setting and days >= setting.silent_days else None
