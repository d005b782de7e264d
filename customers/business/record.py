"""What the page of an opportunity shows of its way: each stage with when it came there and how long it stayed."""

from dataclasses import dataclass
from datetime import datetime

from customers.business.stages import OPEN, PLACES, Stage


@dataclass
class Part:
    """One stage in the bar: `state` is done, waiting (here it stands) or coming; `days` of all stays together."""

    stage: Stage
    state: str
    days: int | None = None
    since: datetime | None = None


def bar(opportunity, moves, at):
    """The open stages and how it ends; of one that was lost, as far as it came."""
    stays = {}
    for move in moves:
        if move.from_stage:
            stays[move.from_stage] = stays.get(move.from_stage, 0) + move.days
    here = Stage(opportunity.stage)
    reached = PLACES.get(here, opportunity.furthest + 1)
    parts = []
    for stage in (*OPEN, here if here in (Stage.WON, Stage.LOST) else Stage.WON):
        state = "waiting" if stage == here and opportunity.is_open else "done" if stage == here else "coming"
        if stage != here and PLACES.get(stage, 0) < reached:
            state = "done" if stage in stays else "skipped"
        days = stays.get(stage)
        parts.append(Part(stage, state, None if days is None else round(days)))
        if stage == here:
            parts[-1].since = opportunity.stage_since
            parts[-1].days = (at - opportunity.stage_since).days if opportunity.is_open else None
    return parts
