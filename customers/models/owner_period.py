"""The owners 客户经理 of a customer one after the other. The database itself keeps them, whoever changes the owner and how."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.models.customer import Customer


class OwnerPeriodQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(customer__in=Customer.objects.readable_by(user))

    def for_list(self):
        """Newest first, with the person."""
        return self.select_related("owner__department").order_by("-since", "-id")


class OwnerPeriod(models.Model):
    """From `since` on, before `until` (empty: still). While a file lies in the public pool it has no period.

    Triggers on the customers write the rows (migration owner_periods_kept), nothing else does.
    """

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="owner_periods", db_index=False, verbose_name=_("customer")
    )
    owner = models.ForeignKey(
        "people.User", models.PROTECT, related_name="owner_periods", verbose_name=_("account manager")
    )
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(pgettext_lazy("period", "until"), null=True)

    objects = OwnerPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("account manager of a time")
        verbose_name_plural = _("account managers one after the other")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="owner_period_ends_after_its_start"),
            models.UniqueConstraint(
                fields=["customer"], condition=Q(until__isnull=True), name="owner_period_one_at_present"
            ),
            # Ranges on both sides need no extension. Periods still running are held apart by the constraint above and
            # always begin last, so that opening many files at once costs no range index.
            ExclusionConstraint(
                name="owner_period_no_overlap",
                expressions=[
                    (
                        Func(
                            *(F("customer"), F("customer"), Value("[]")),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("since", "until", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(until__isnull=False),
            ),
        ]
        indexes = [
            # The owners of one file, and the trigger's look for the last of them.
            models.Index(fields=["customer", "-since"], name="owner_period_of_customer"),
        ]

    def __str__(self):
        return f"{self.customer} · {self.owner}"
