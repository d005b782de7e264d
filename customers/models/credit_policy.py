"""From when on a credit limit needs a second pair of eyes, and how the credit light is judged: from a day on."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def per_cent(label, least, most, default, help_text):
    validators = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=validators, help_text=help_text)


class CreditPolicyQuerySet(models.QuerySet):
    def valid_on(self, day):
        """The one in force on `day`; a database without any judges by the usual rules."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first() or CreditPolicy(valid_from=day)


class CreditPolicy(models.Model):
    """In force from its day until the day before the next one begins. Figures come by the month, so overdue debt is
    told by months: overdue in the newest month only counts as up to 30 days."""

    valid_from = models.DateField(_("valid from"), unique=True, default=timezone.localdate)
    approval_limit = models.DecimalField(
        _("approval needed above, CNY"),
        max_digits=14,
        decimal_places=2,
        default=500_000,
        help_text=_("A credit review with a limit above this is in force only once a supervisor has approved it."),
    )
    approval_raise = per_cent(
        _("approval needed for a raise above, %"), 0, 1000, 50, _("Of the limit in force, whatever its height.")
    )
    amber_share = per_cent(_("amber from, % of the limit"), 1, 100, 80, _("Above the limit itself the light is red."))
    red_months = models.PositiveSmallIntegerField(
        _("red from, months overdue in a row"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Counted back from the newest month with figures: 1 is up to 30 days, 2 is longer than 30 days."),
    )
    tolerance = per_cent(
        _("overdue debt that does not count, up to % of the receivable"), 0, 100, 0, _("0: every cent counts.")
    )
    review_months = models.PositiveSmallIntegerField(
        _("months until the next credit review"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Proposed in a new review, and may be changed there."),
    )

    objects = CreditPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit policy")
        verbose_name_plural = _("credit policies")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approval_limit__gte=0),
                name="credit_policy_limit_is_not_negative",
                violation_error_message=_("The limit is not below 0."),
            ),
            models.CheckConstraint(
                condition=Q(approval_raise__lte=1000),
                name="credit_policy_raise_is_credible",
                violation_error_message=_("At most 1,000 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(amber_share__range=(1, 100)),
                name="credit_policy_amber_is_a_share",
                violation_error_message=_("The share lies between 1 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance__lte=100),
                name="credit_policy_tolerance_is_a_share",
                violation_error_message=_("At most 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(red_months__range=(1, 12), review_months__range=(1, 60)),
                name="credit_policy_months_are_credible",
                violation_error_message=_("From 1 to 12 months until red, from 1 to 60 between reviews."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.valid_from:%Y-%m-%d}"

    def needs_approval(self, limit, former):
        """Whether a limit of `limit` in place of `former` (None: there was none) is to be decided on by a supervisor."""
        is_raised = bool(former) and limit > former * (1 + Decimal(self.approval_raise) / 100)
        return limit > self.approval_limit or is_raised
