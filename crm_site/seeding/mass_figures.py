"""Monthly figures of any number of customers: seasons, growth and decline, margins and payment habits, to be copied.

An A customer moves by the hundred thousand a month, a C customer by the thousand, so that few of them carry most of it.
"""

from dataclasses import dataclass
from functools import cache
from math import exp

from borax.calendars.lunardate import LunarDate
from django.utils import timezone

from crm_site.seeding.copying import copy, without_triggers
from customers.figures.months import shift
from customers.models import Customer, MonthlyFigure

Grade, Lifecycle = Customer.Grade, Customer.Lifecycle
COLUMNS = (
    *("customer_id", "project_id", "month", "revenue", "cost", "shipments", "orders"),
    *("receivable", "overdue"),
)
# Median revenue of a month in CNY.
SIZES = {Grade.A: 620_000, Grade.B: 58_000, Grade.C: 7_500, "": 5_000}
# January to December: quiet after the new year, the peak of November.
SEASON = (0.98, 0.86, 1.0, 1.0, 1.02, 1.08, 0.96, 0.97, 1.06, 0.98, 1.34, 1.16)
SPRING_FESTIVAL = 0.62
PRICES = (380, 650, 1_200, 2_600)
# Months of revenue that are still owed.
TERMS = (0, 1, 1, 2, 3)


@dataclass
class Business:
    """What a customer's months are made of: size, yearly growth, margin, price of a shipment, terms, share paid late."""

    size: float
    growth: float
    margin: float
    price: int
    terms: int
    lateness: float
    months_since_end: int
    pause: range


def add_figures(customers, months, random, at):
    """Copy `months` months up to the last one that is over for `customers`, (id, grade, lifecycle) each.

    Nothing for who never shipped: potential customers. A lost or sleeping one ends some months ago.
    """
    last = shift(timezone.localdate(at), -1)
    with without_triggers(MonthlyFigure):
        copy(MonthlyFigure, COLUMNS, figures(customers, [shift(last, -ago) for ago in reversed(range(months))], random))


def figures(customers, months, random):
    """The rows in the order of COLUMNS; an amount is in CNY with two decimals."""
    for pk, grade, lifecycle in customers:
        if lifecycle != Lifecycle.POTENTIAL:
            for month, *values in figures_of(business(grade, lifecycle, random), months, random):
                yield (pk, None, month, *values)


def business(grade, lifecycle, random):
    is_over = lifecycle in (Lifecycle.LOST, Lifecycle.DORMANT)
    # One in nine shrinks fast, wherever it stands.
    growth = random.uniform(-0.6, -0.3) if is_over or random.random() < 0.11 else random.gauss(0.07, 0.16)
    return Business(
        size=SIZES[grade] * exp(random.gauss(0, 0.45)),
        growth=growth,
        margin=min(0.38, max(0.02, random.gauss(0.165, 0.06))),
        price=random.choice(PRICES),
        terms=random.choice(TERMS),
        lateness=random.uniform(0.3, 0.8)
        if random.random() < 0.08
        else random.uniform(0, 0.1) * (random.random() < 0.5),
        months_since_end=random.randint(4, 14) if is_over else 0,
        pause=range(6, random.randint(9, 15)) if lifecycle == Lifecycle.WON_BACK else range(0),
    )


def figures_of(customer, months, random):
    """(month, revenue, cost, shipments, orders, receivable, overdue) of each month with business."""
    before = [0.0] * 3
    for ago, month in zip(reversed(range(len(months))), months, strict=True):
        if ago < customer.months_since_end or ago in customer.pause:
            continue
        # Its size is that of a year ago, so that who shrinks was not a giant before.
        trend = (1 + customer.growth) ** (1 - ago / 12)
        revenue = round(customer.size * trend * season(month) * random.uniform(0.88, 1.12), 2)
        cost = round(revenue * (1 - customer.margin + random.uniform(-0.035, 0.035)), 2)
        shipments = max(1, round(revenue / customer.price))
        before = [*before[-2:], revenue]
        receivable = round(sum(before[3 - customer.terms :]), 2)
        yield (
            month,
            revenue,
            cost,
            shipments,
            round(shipments * 1.4),
            receivable,
            round(receivable * customer.lateness, 2),
        )


@cache
def season(month):
    holiday = LunarDate(month.year, 1, 1).to_solar_date()
    # Shops and factories rest the week before and the two after.
    return SPRING_FESTIVAL if (holiday.year, holiday.month) == (month.year, month.month) else SEASON[month.month - 1]
