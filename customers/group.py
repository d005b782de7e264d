"""The group of a customer 集团: who stands above and below it, and the figures of all of them together.

A reader sees the customers of the group by name that the reader may see, and the figures of those whose files the reader
may read; the others are there without a name. Files in the recycle bin do not belong to it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Sum
from django.utils.timezone import localdate

from customers.credit_light import debts_of
from customers.figures.months import shift
from customers.models import Customer, MonthlyFigure

# A group with more members than this shows the first ones.
MOST = 200
MONTHS = 12
TREE = """
    WITH RECURSIVE up (id, parent_id, step) AS (
        SELECT id, parent_id, 0 FROM customers_customer WHERE id = %s
        UNION ALL SELECT above.id, above.parent_id, step + 1 FROM customers_customer AS above
        JOIN up ON above.id = up.parent_id WHERE above.removed_at IS NULL AND step < 50
    ), down (id, depth, path) AS (
        SELECT id, 0, ARRAY[(name, id)] FROM customers_customer
        WHERE id = (SELECT id FROM up ORDER BY step DESC LIMIT 1)
        UNION ALL SELECT below.id, depth + 1, path || (below.name, below.id) FROM customers_customer AS below
        JOIN down ON below.parent_id = down.id WHERE below.removed_at IS NULL AND depth < 50
    )
    SELECT id, depth FROM down ORDER BY path LIMIT %s
"""
AMOUNTS = ("revenue", "gross_profit", "receivable", "overdue")
COUNTS = []


@dataclass(frozen=True)
class Count:
    """A number of each member that another app knows: `count(customers, user)` is {customer id: number}."""

    label: str
    count: Callable


def register_group_count(label, count):
    """Show what `count(customer ids, user)` says of each member, and its sum."""
    COUNTS.append(Count(label, count))


@dataclass
class Member:
    """`customer` is None for one whom the reader may not see; its figures are None where the file may not be read."""

    depth: int
    customer: Customer | None
    amounts: dict | None = None
    counts: list = field(default_factory=list)

    @property
    def indent(self):
        return "　" * self.depth + ("└ " if self.depth else "")


@dataclass(frozen=True)
class Group:
    members: list
    first_month: object
    last_month: object
    is_cut: bool

    @property
    def readable(self):
        return [member for member in self.members if member.amounts is not None]

    @property
    def totals(self):
        """{figure: CNY}"""
        return {name: sum((member.amounts[name] for member in self.readable), Decimal(0)) for name in AMOUNTS}

    @property
    def counts(self):
        """[(label, number)], as those of each member."""
        columns = zip(*(member.counts for member in self.readable), strict=True)
        return [(column[0][0], sum(number for _label, number in column)) for column in columns]

    @property
    def labels(self):
        return [each.label for each in COUNTS]


def group_of(customer, user):
    """The whole group of `customer` from its highest parent down; the same number of queries whatever its size."""
    with connection.cursor() as cursor:
        cursor.execute(TREE, [customer.pk, MOST + 1])
        rows = cursor.fetchall()
    ids = [pk for pk, _depth in rows[:MOST]]
    seen = Customer.objects.visible_to(user).filter(pk__in=ids).select_related("owner").in_bulk()
    readable = set(Customer.objects.readable_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    today = localdate()
    first, last = shift(today, -MONTHS), shift(today, -1)
    amounts = _amounts(readable, first, last, today)
    counts = [(each.label, each.count(readable, user)) for each in COUNTS]
    members = [
        Member(
            depth,
            seen.get(pk),
            amounts.get(pk),
            [(label, known.get(pk, 0)) for label, known in counts] if pk in readable else [],
        )
        for pk, depth in rows[:MOST]
    ]
    return Group(members, first, last, len(rows) > MOST)


def _amounts(ids, first, last, today):
    """{customer id: {figure: CNY}}: earned in the twelve months that are over, owed at the end of the newest month."""
    found = {pk: dict.fromkeys(AMOUNTS, Decimal(0)) for pk in ids}
    earned = MonthlyFigure.objects.filter(customer__in=ids).between(first, last).order_by().values("customer")
    for pk, revenue, profit in earned.annotate(Sum("revenue"), Sum("gross_profit")).values_list(
        "customer", "revenue__sum", "gross_profit__sum"
    ):
        found[pk] |= {"revenue": revenue, "gross_profit": profit}
    for pk, debts in debts_of(ids, today).items():
        found[pk] |= {"receivable": debts[0].receivable, "overdue": debts[0].overdue}
    return found
