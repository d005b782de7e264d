"""The figures of new business: how many come how far and how long it takes, why some are lost, what is to be expected.

Each row carries the filter `query` of the list that finds the opportunities behind it.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, F, Sum
from django.db.models.functions import TruncMonth

from customers.business.list_filter import within
from customers.business.stages import OPEN, PLACES, Stage
from customers.models import LossReason, OpportunityMove
from customers.models.opportunity_queries import AMOUNT

MONTHS = 12
STAGES = list(PLACES)


def first_of(day, months_later):
    """The first day of the month so many months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months_later, 12)
    return date(year, month + 1, 1)


def default_period(today):
    """The last twelve months."""
    return first_of(today, 1 - MONTHS), today


def funnel_of(opportunities, since, until):
    """Of those opened in these days, how many came as far as each stage, and what per cent went on from there; with the
    mean days of the stays in the stage that ended in these days."""
    days = {"since": since, "until": until}
    opened = opportunities.filter(**within("created_at", since, until)).order_by()
    by_furthest = dict(opened.values_list("furthest").annotate(Count("pk")))
    reached = [sum(count for place, count in by_furthest.items() if place >= PLACES[stage]) for stage in STAGES]
    stays = stays_in(opportunities, since, until)
    rows = []
    for place, stage in enumerate(STAGES):
        onward = reached[place + 1] if stage != Stage.WON else None
        mean, left = stays.get(stage, (None, 0))
        rows.append(
            {
                "stage": stage,
                "reached": reached[place],
                "query": {"happened": f"reached_{stage}", **days},
                "onward": per_cent(onward, reached[place]),
                "of_all": per_cent(reached[place], reached[0]),
                "days": mean,
                "left": left,
                "left_query": {"happened": f"left_{stage}", **days},
            }
        )
    return rows


def stays_in(opportunities, since, until):
    """{stage: (mean days, opportunities)} of the stays in open stages that ended in these days."""
    ended = OpportunityMove.objects.filter(from_stage__in=OPEN, **within("at", since, until))
    rows = ended.filter(opportunity__in=opportunities.order_by().values("pk")).order_by().values("from_stage")
    rows = rows.annotate(mean=Avg("days"), left=Count("opportunity", distinct=True))
    return {row["from_stage"]: (row["mean"], row["left"]) for row in rows}


def results_of(opportunities, since, until):
    """What was won and lost in these days: number, revenue per month, and the share won of both."""
    closed = opportunities.closed().filter(**within("closed_at", since, until)).order_by()
    rows = closed.values("stage").annotate(count=Count("pk"), revenue=Sum("monthly_revenue", default=0))
    found = {row["stage"]: row for row in rows}
    results = {
        stage: found.get(stage, {"count": 0, "revenue": Decimal(0)})
        | {"query": {"happened": str(stage), "since": since, "until": until}}
        for stage in (Stage.WON, Stage.LOST)
    }
    won, lost = results[Stage.WON]["count"], results[Stage.LOST]["count"]
    return {"won": results[Stage.WON], "lost": results[Stage.LOST], "rate": per_cent(won, won + lost)}


def losses_of(opportunities, since, until):
    """Why those lost in these days were, the most frequent reason first."""
    lost = opportunities.filter(stage=Stage.LOST, **within("closed_at", since, until)).order_by()
    rows = lost.values("lost_reason").annotate(count=Count("pk"), revenue=Sum("monthly_revenue", default=0))
    rows = sorted(rows, key=lambda row: (-row["count"], row["lost_reason"]))
    names = LossReason.objects.in_bulk([row["lost_reason"] for row in rows])
    total = sum(row["count"] for row in rows)
    for row in rows:
        row["reason"] = names[row["lost_reason"]]
        row["share"] = per_cent(row["count"], total)
        row["query"] = {"happened": "lost", "since": since, "until": until, "reason": row["lost_reason"]}
    return rows


def forecast_of(opportunities, settings, today):
    """For the present month and the eleven after it: the revenue per month of all open opportunities that are to have
    started by then, weighted by their probability and in full. Whose month of start is over counts from now on."""
    expected = opportunities.open().filter(starts_on__isnull=False).with_chance(settings).order_by()
    rows = expected.values(month=TruncMonth("starts_on")).annotate(
        count=Count("pk"),
        revenue=Sum("monthly_revenue", default=0),
        weighted=Sum(F("monthly_revenue") * F("chance") / 100, default=0, output_field=AMOUNT),
    )
    starting = list(rows)
    forecast = []
    for number in range(MONTHS):
        month = first_of(today, number)
        by_then = [row for row in starting if row["month"] <= month]
        then = [row for row in by_then if number == 0 or row["month"] == month]
        forecast.append(
            {
                "month": month,
                "starting": sum(row["count"] for row in then),
                "starting_query": {"stage": "open", "to_month": f"{month:%Y-%m}"}
                | ({"from_month": f"{month:%Y-%m}"} if number else {}),
                "count": sum(row["count"] for row in by_then),
                "query": {"stage": "open", "to_month": f"{month:%Y-%m}"},
                "revenue": sum((row["revenue"] for row in by_then), Decimal(0)),
                "weighted": sum((row["weighted"] for row in by_then), Decimal(0)),
            }
        )
    return forecast


def unforeseen(opportunities):
    """How many open ones are in no month of the forecast, because nobody has said when they start."""
    return opportunities.open().filter(starts_on=None).count()


def per_cent(part, whole):
    """None where there is nothing to compare with."""
    return 100 * Decimal(part) / whole if whole and part is not None else None
