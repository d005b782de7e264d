"""The rules of key accounts 大客户政策, one row, edited in admin."""

import datetime
from calendar import monthrange

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import Customer

WAN = 10_000
MONTH_AND_DAY = RegexValidator(r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$", _("Write it like 01-15, up to day 28."))


class KeyAccountPolicyManager(models.Manager):
    def in_force(self):
        """The one row; a new database begins with the defaults."""
        policy, _created = self.get_or_create(pk=1)
        return policy


class KeyAccountPolicy(models.Model):
    """From which yearly revenue the system proposes a customer, and when plans and reviews are due."""

    threshold = models.DecimalField(
        _("key account from, 10,000 CNY a year"),
        max_digits=12,
        decimal_places=2,
        default=500,
        help_text=_("Yearly average revenue over all projects of the last 24 full months."),
    )
    strategic_threshold = models.DecimalField(
        _("strategic account from, 10,000 CNY a year"), max_digits=12, decimal_places=2, default=2000
    )
    declined_rest_days = models.PositiveSmallIntegerField(
        _("days until a declined customer is proposed again"), default=365
    )
    first_due = models.CharField(
        _("plans of the first half due"), max_length=5, default="01-15", validators=[MONTH_AND_DAY]
    )
    second_due = models.CharField(
        _("plans of the second half due"), max_length=5, default="07-15", validators=[MONTH_AND_DAY]
    )
    opening_lead_days = models.PositiveSmallIntegerField(_("plans are opened, days before the half-year"), default=15)
    grace_days = models.PositiveSmallIntegerField(_("days for the plan of a customer designated later"), default=20)
    closing_lead_days = models.PositiveSmallIntegerField(
        _("self-review is asked for, days before the end of the half-year"), default=5
    )
    closing_due_days = models.PositiveSmallIntegerField(
        _("self-review is due, days after the end of the half-year"), default=15
    )
    review_months = models.PositiveSmallIntegerField(_("months between reviews of a key account"), default=12)
    review_lead_days = models.PositiveSmallIntegerField(_("review is asked for, days before its date"), default=30)
    unseen_days = models.PositiveSmallIntegerField(
        _("days without meeting a decision maker that count as a gap"), default=90
    )

    objects = KeyAccountPolicyManager()

    class Meta:
        verbose_name = _("key account policy")
        verbose_name_plural = _("key account policy")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="key_account_policy_is_one",
                violation_error_message=_("There is one policy only."),
            ),
            models.CheckConstraint(
                condition=Q(threshold__gt=0, strategic_threshold__gte=F("threshold")),
                name="key_account_policy_thresholds_in_order",
                violation_error_message=_(
                    "Both thresholds are above 0, and that of strategic accounts is not below the other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(review_months__gte=1),
                name="key_account_policy_reviews",
                violation_error_message=_("At least 1 month between reviews."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        for name, months in (("first_due", ("01", "06")), ("second_due", ("07", "12"))):
            if not months[0] <= getattr(self, name)[:2] <= months[1]:
                raise ValidationError({name: _("This day does not lie in that half-year.")})

    @property
    def threshold_yuan(self):
        return self.threshold * WAN

    def tier_for(self, yearly_revenue):
        """The tier that a yearly average revenue in CNY suggests, or blank below the threshold."""
        if yearly_revenue >= self.strategic_threshold * WAN:
            return Customer.Tier.STRATEGIC
        return Customer.Tier.KEY if yearly_revenue >= self.threshold_yuan else ""

    def opens_on(self, half):
        return half.first_day - datetime.timedelta(days=self.opening_lead_days)

    def plan_due_on(self, half, since):
        """The last day for the plan of `half` of a customer that is a key account since the day `since`."""
        month, day = map(int, (self.first_due if half.number == 1 else self.second_due).split("-"))
        usual = datetime.date(half.year, month, day)
        return usual if since <= usual else since + datetime.timedelta(days=self.grace_days)

    def closing_opens_on(self, half):
        return half.last_day - datetime.timedelta(days=self.closing_lead_days)

    def closing_due_on(self, half):
        return half.last_day + datetime.timedelta(days=self.closing_due_days)

    def review_is_near(self, review_on, at):
        """Whether the review of that day is to be asked for by now."""
        return timezone.localdate(at) >= review_on - datetime.timedelta(days=self.review_lead_days)

    def next_review(self, day):
        """The day of the review after one on `day`; the 31st becomes the month's last day."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.review_months, 12)
        return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
