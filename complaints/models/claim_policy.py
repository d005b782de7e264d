"""Up to which amounts a claim may be settled, and by whom: rows with a first day, edited in admin."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClaimPolicyQuerySet(models.QuerySet):
    def valid_on(self, day):
        """The one in force on `day`; a database without any goes by the usual amounts."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first() or ClaimPolicy(valid_from=day)


class ClaimPolicy(models.Model):
    """In force from its day until the day before the next one begins."""

    valid_from = models.DateField(_("valid from"), unique=True, default=timezone.localdate)
    free_limit = models.DecimalField(
        _("without approval up to, CNY"),
        max_digits=12,
        decimal_places=2,
        default=2_000,
        help_text=_("The responsible department settles by itself."),
    )
    leader_limit = models.DecimalField(
        _("approved by the supervising leader up to, CNY"),
        max_digits=12,
        decimal_places=2,
        default=50_000,
        help_text=_("Above it the general manager approves too."),
    )

    objects = ClaimPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("limits of claims")
        verbose_name_plural = _("limits of claims")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(free_limit__gte=0, free_limit__lte=F("leader_limit")),
                name="claim_policy_limits_in_order",
                violation_error_message=_("The first limit is not above the second one, and not below 0."),
            ),
        ]

    def __str__(self):
        return f"{self.valid_from:%Y-%m-%d}"

    def levels_for(self, amount):
        """How many posts approve an agreed amount: none, the supervising leader, or the general manager after them."""
        return (amount > self.free_limit) + (amount > self.leader_limit)
