"""The credit light 信用灯 of a customer: how much of the limit is used, and for how long debt has been overdue.

Receivable and overdue come by the month. What is overdue at the end of the newest month only counts as up to 30 days
overdue; at the end of two or more months in a row as longer than 30 days.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import CharField, Func, Sum, Value
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.amounts import grouped
from customers.figures.months import shift
from customers.models import CreditPolicy, MonthlyFigure

# Older figures say nothing about today's credit.
MONTHS = 12


class Colour(models.TextChoices):
    NONE = "none", gettext_lazy("Credit not reviewed")
    GREEN = "green", gettext_lazy("Credit green")
    AMBER = "amber", gettext_lazy("Credit amber")
    RED = "red", gettext_lazy("Credit red")


BADGES = {
    Colour.NONE: "badge-plain",
    Colour.GREEN: "badge-good",
    Colour.AMBER: "badge-warn",
    Colour.RED: "badge-bad",
}
ICONS = {
    Colour.NONE: "dash-circle",
    Colour.GREEN: "check-circle-fill",
    Colour.AMBER: "exclamation-triangle-fill",
    Colour.RED: "x-octagon-fill",
}


class Debt(NamedTuple):
    """What a customer owed at the end of a month, in CNY, over all projects."""

    month: date
    receivable: Decimal
    overdue: Decimal


@dataclass(frozen=True)
class CreditLight:
    """`share` is the used part of the limit in per cent, None without a limit; `months` counts those overdue in a row."""

    colour: Colour
    limit: Decimal | None
    newest: Debt | None
    share: Decimal | None
    months: int

    @property
    def badge(self):
        return BADGES[self.colour]

    @property
    def icon(self):
        return ICONS[self.colour]

    @property
    def label(self):
        return self.colour.label

    @property
    def reason(self):
        """Why, in words and without amounts: who sees only the head of a file reads it too."""
        return " ".join(filter(None, (self.limit_in_words, self.overdue_in_words)))

    @property
    def limit_in_words(self):
        if self.limit is None:
            return _("No credit limit has been set.")
        if self.newest is None:
            return _("There are no figures of the last 12 months.")
        if self.newest.receivable > self.limit:
            return _("The limit is exceeded.")
        return _("%(share)s %% of the limit is used.") % {"share": grouped(self.share or 0, 0)}

    @property
    def overdue_in_words(self):
        if self.newest is None:
            return ""
        facts = {"month": f"{self.newest.month:%Y-%m}", "count": self.months}
        if not self.months and self.newest.overdue:
            return _("What is overdue at the end of %(month)s is too little to count.") % facts
        if not self.months:
            return _("Nothing is overdue at the end of %(month)s.") % facts
        if self.months == 1:
            return _("Overdue at the end of %(month)s, not the month before: up to 30 days.") % facts
        return _("Overdue at the end of %(count)s months in a row, the last %(month)s: longer than 30 days.") % facts


def judge(limit, debts, policy):
    """The light for `limit` (None: there is none) and `debts`, the newest first, by a CreditPolicy."""
    newest = debts[0] if debts else None
    used = newest.receivable if newest else Decimal(0)
    share = share_used(limit, used)
    months = months_overdue(debts, policy.tolerance)
    if limit is None and newest is None:
        colour = Colour.NONE
    elif (limit is not None and used > limit) or months >= policy.red_months:
        colour = Colour.RED
    elif months or (share is not None and share >= policy.amber_share):
        colour = Colour.AMBER
    else:
        colour = Colour.GREEN
    return CreditLight(colour, limit, newest, share, months)


def share_used(limit, receivable):
    """In per cent; None without a limit, or one of zero."""
    return 100 * receivable / limit if limit else None


def months_overdue(debts, tolerance):
    """For how many months in a row, back from the newest, more than `tolerance` per cent of the receivable is overdue.

    A month without figures ends the row.
    """
    count = 0
    for debt in debts:
        if debt.overdue <= debt.receivable * tolerance / 100 or debt.month != shift(debts[0].month, -count):
            break
        count += 1
    return count


def debts_of(customers, day):
    """{customer id: [Debt]}, the newest first, of the year before `day`: one query for however many customers."""
    rows = MonthlyFigure.objects.filter(customer__in=customers).between(shift(day, 1 - MONTHS), day)
    months = rows.order_by("-month").values_list("customer", "month")
    found = {}
    for customer, *debt in months.annotate(owed=Sum("receivable"), late=Sum("overdue")):
        found.setdefault(customer, []).append(Debt(*debt))
    return found


def lights(customers):
    """{customer id: CreditLight} of today."""
    day = localdate()
    policy = CreditPolicy.objects.valid_on(day)
    debts = debts_of([customer.pk for customer in customers], day)
    return {customer.pk: judge(customer.credit_limit, debts.get(customer.pk, []), policy) for customer in customers}


def of_colour(customers, colour):
    """Those of the queryset whose light is of the `colour` today.

    The database judges customer by customer, in the order in which they are asked for (customers_credit_colour, whose
    text stands in a migration; tests hold it against `judge`).
    """
    day = localdate()
    policy = CreditPolicy.objects.valid_on(day)
    months = Value(shift(day, 1 - MONTHS)), Value(day.replace(day=1))
    rules = Value(policy.amber_share), Value(policy.red_months), Value(policy.tolerance)
    judged = Func("pk", "credit_limit", *months, *rules, function="customers_credit_colour", output_field=CharField())
    return customers.alias(credit_colour=judged).filter(credit_colour=colour)


def light_of(customer):
    """The light of one customer, for the head of a page; None where a page is about nobody on file."""
    return lights([customer])[customer.pk] if customer is not None else None
