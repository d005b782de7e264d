"""Coverage: what the rules ask for in a stretch of time against what was visited, per rule and account manager.

A rule's period counts in the stretch in which it ends: a quarter asks for three visits of a monthly rule, and for the one
of a half-yearly rule if the half-year ends with it. Each visit asked for is in exactly one state:

    done       visited in its period
    planned    not yet, but a visit is planned in it (or waits for its report)
    overdue    neither, and the period is over
    remaining  neither, and there is still time

Customers count under the rule and account manager of today. Beside the visits asked for
stand the customers who got fewer (under: one is overdue) or more (over), and what the visits of the stretch cost by the
contact log. Two statements, however many customers there are.
"""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from customers.models import Customer
from visits.coverage_sql import (
    BASE,
    COUNT_CUSTOMERS,
    COUNT_OBLIGATIONS,
    CUSTOMER_ROWS,
    CUSTOMERS,
    OBLIGATION_ROWS,
    OBLIGATIONS,
    UNDER_ROWS,
)
from visits.models import VisitRule
from visits.periods import ONE_DAY, periods_ending, start_of

STATES = ("done", "planned", "overdue", "remaining")
# What rows can be asked for behind a figure, told by visit or by customer.
OF_VISITS = ("due", *STATES, "wrong_level")
OF_CUSTOMERS = ("customers", "under", "never", "over", "visited")


class Cell(NamedTuple):
    """The figures of one rule and one account manager, or a sum of such."""

    due: int = 0
    done: int = 0
    planned: int = 0
    overdue: int = 0
    remaining: int = 0
    wrong_level: int = 0
    under: int = 0
    customers: int = 0
    never: int = 0
    over: int = 0
    visited: int = 0
    visits: int = 0
    cost: Decimal = 0

    def __add__(self, other):
        return Cell(*(mine + others for mine, others in zip(self, other, strict=True)))

    @property
    def share(self):
        """Per cent of what has come due that is done; None where nothing has."""
        come = self.done + self.overdue
        return round(100 * self.done / come) if come else None

    @property
    def cost_per_visit(self):
        """CNY of a visit made in the stretch; None where none was."""
        return round(self.cost / self.visits, 2) if self.visits else None


class Coverage:
    """Of the customers whose files `user` may read, from `first` to `last`, as of `at`."""

    def __init__(self, user, first, last, at, rule=None, owner=None):
        self.rules = list(VisitRule.objects.in_force())
        self.visible, self.values = _visible_to(user)
        self.values |= self._parameters(first, last)
        self.values |= {"today": timezone.localdate(at), "rule": rule, "owner": owner}

    def cells(self):
        """{(rule id, owner id): Cell}"""
        found = {}
        for rule, owner, *counts in self._ask(OBLIGATIONS, COUNT_OBLIGATIONS):
            found[rule, owner] = Cell(*counts)
        for rule, owner, *counts in self._ask(CUSTOMERS, COUNT_CUSTOMERS):
            found[rule, owner] = found.get((rule, owner), Cell()) + Cell(0, 0, 0, 0, 0, 0, 0, *counts)
        return found

    def rows(self, kind, limit, offset=0):
        """(customer id, rule id, owner id, first and last day of the period, state) of what a figure counts."""
        values = {"kind": kind, "limit": limit, "offset": offset}
        if kind == "under":
            return self._ask(OBLIGATIONS, UNDER_ROWS, **values)
        if kind in OF_CUSTOMERS:
            return self._ask(CUSTOMERS, CUSTOMER_ROWS, **values)
        return self._ask(OBLIGATIONS, OBLIGATION_ROWS, **values)

    def asked_for(self, rule):
        """How many visits of each customer the rule (an id) asks for in the stretch."""
        return self.values["rules"].count(rule)

    def _ask(self, *parts, **values):
        if not self.rules:
            return []
        statement = "".join((BASE.replace("{visible}", self.visible), *parts))
        with connection.cursor() as cursor:
            cursor.execute(statement, self.values | values)
            return cursor.fetchall()

    def _parameters(self, first, last):
        """The rules, most specific first, and their periods that end in the stretch, as arrays."""
        by_rule = {rule: list(periods_ending(first, last, rule.every, rule.unit)) for rule in self.rules}
        periods = [(rule.pk, period) for rule, found in by_rule.items() for period in found]
        starts = [start_of(period.first) for _rule, period in periods]
        return {
            "ids": [rule.pk for rule in self.rules],
            "tiers": [rule.tier for rule in self.rules],
            "grades": [rule.grade for rule in self.rules],
            "counts": [len(found) for found in by_rule.values()],
            "rules": [rule for rule, _period in periods],
            "firsts": [period.first for _rule, period in periods],
            "lasts": [period.last for _rule, period in periods],
            "starts": starts,
            "ends": [start_of(period.last + ONE_DAY) for _rule, period in periods],
            "earliest": min(starts, default=start_of(first)),
            "start": start_of(first),
            "end": start_of(last + timedelta(days=1)),
        }


def _visible_to(user):
    """The customers of which `user` may read the file, as a statement with named parameters."""
    statement, values = Customer.objects.readable_by(user).order_by().values("pk").query.sql_with_params()
    names = [f"visible_{number}" for number in range(len(values))]
    return statement % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True))
