"""Monthly figures 月度数据 of a customer: what was earned, spent, moved and is still owed, one row per month and project."""

import pghistory
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer

# Beyond these a figure of one customer and month is a slip of the keyboard or of the unit, not business.
MAX_AMOUNT = 1_000_000_000
MAX_COUNT = 10_000_000
AMOUNTS = ("revenue", "cost", "receivable", "overdue")
COUNTS = ("shipments", "orders")
# The figures that are entered, in the order of every page and file; the gross profit follows from them.
FIGURES = ("revenue", "cost", "shipments", "orders", "receivable", "overdue")


class MonthlyFigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the files that `user` may read whole."""
        return self.filter(customer__in=Customer.objects.readable_by(user))

    def of(self, customer):
        return self.filter(customer=customer)

    def between(self, first, last):
        """From the month of the day `first` to that of the day `last`, both included."""
        return self.filter(month__gte=first.replace(day=1), month__lte=last)

    def by_month(self):
        """{"month": …, each figure: …}: one entry per month, the sum of its rows, the oldest first."""
        return self.order_by("month").values("month").annotate(**_sums())

    def totals(self):
        """{figure: sum over all rows}; zeros where there is none."""
        return self.aggregate(**_sums())


def _sums():
    return {name: Coalesce(Sum(name), 0, output_field=_field_of(name)) for name in (*FIGURES, "gross_profit")}


def _field_of(name):
    return models.BigIntegerField() if name in COUNTS else models.DecimalField(max_digits=20, decimal_places=2)


# By statement: an import writes hundreds of thousands of rows at once.
@pghistory.track(
    pghistory.InsertEvent(level=pghistory.Statement),
    pghistory.UpdateEvent(level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
    exclude=["gross_profit"],
)
class MonthlyFigure(models.Model):
    """A row without project holds what belongs to no project; the month of a customer is the sum of its rows.

    Amounts are CNY. Revenue or cost below zero is a reversal (credit note 红冲) and stands in a month without shipments
    and orders.
    """

    # The unique index begins with it.
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="figures", db_index=False, verbose_name=_("customer")
    )
    project = models.ForeignKey(
        "customers.Project",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("project"),
        help_text=_("Empty: what belongs to no project."),
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    revenue = models.DecimalField(_("revenue"), max_digits=14, decimal_places=2, default=0)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, default=0)
    gross_profit = models.GeneratedField(
        expression=F("revenue") - F("cost"),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
        verbose_name=_("gross profit"),
    )
    shipments = models.PositiveIntegerField(_("shipments"), default=0)
    orders = models.PositiveIntegerField(_("orders"), default=0)
    receivable = models.DecimalField(_("receivable"), max_digits=14, decimal_places=2, default=0)
    overdue = models.DecimalField(_("overdue"), max_digits=14, decimal_places=2, default=0)

    objects = MonthlyFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly figures")
        verbose_name_plural = _("monthly figures")
        constraints = [
            # Its index also finds the months of one customer: its page, its value, its yearly revenue.
            models.UniqueConstraint(
                fields=["customer", "month", "project"], name="figure_once_per_month", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(month__day=1, month__year__gte=2000), name="figure_of_a_month"),
            models.CheckConstraint(
                condition=Q(revenue__gte=0, cost__gte=0) | Q(shipments=0, orders=0), name="figure_reversal_stands_alone"
            ),
            models.CheckConstraint(condition=Q(receivable__gte=0, overdue__gte=0), name="figure_debt_is_not_negative"),
            models.CheckConstraint(
                condition=Q(revenue__range=(-MAX_AMOUNT, MAX_AMOUNT), cost__range=(-MAX_AMOUNT, MAX_AMOUNT))
                & Q(receivable__lte=MAX_AMOUNT, overdue__lte=MAX_AMOUNT)
                & Q(shipments__lte=MAX_COUNT, orders__lte=MAX_COUNT),
                name="figure_is_credible",
            ),
        ]

    def __str__(self):
        return f"{self.customer} · {self.month:%Y-%m}"
