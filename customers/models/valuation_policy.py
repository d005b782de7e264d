"""How customers are valued: weights, bands, grade rule and rates, from a day on."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.valuation import Criterion, GradeRule, Parameters
from deadlines.models.versions import Versioned, never_lowers_version, raises_version_of


def whole(label, least, most, default, help_text=""):
    validators = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=validators, help_text=help_text)


def weight(criterion, default):
    return whole(criterion.label, 0, 100, default)


def rate(label, default, help_text):
    validators = [MinValueValidator(0), MaxValueValidator(100)]
    return models.DecimalField(
        label, max_digits=5, decimal_places=2, default=default, validators=validators, help_text=help_text
    )


class ValuationPolicyQuerySet(models.QuerySet):
    def valid_on(self, day):
        """The one in force on `day`, or None where all begin later."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class ValuationPolicy(Versioned):
    """In force from its day until the next one's. A run keeps a copy of all it used, so an edit never rewrites the past."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    valid_from = models.DateField(
        _("valid from"), unique=True, help_text=_("Until the day before the next policy begins.")
    )
    months = whole(_("months"), 1, 36, 12, _("How many full months before the day of the valuation count."))
    run_day = whole(
        *(_("day of the monthly valuation"), 1, 28, 8),
        _("From this day of the month on, when the figures of the month before are in."),
    )

    weight_amount = weight(Criterion.AMOUNT, 30)
    weight_share = weight(Criterion.SHARE, 15)
    weight_growth = weight(Criterion.GROWTH, 10)
    weight_payment = weight(Criterion.PAYMENT, 10)
    weight_position = weight(Criterion.POSITION, 10)
    weight_potential = weight(Criterion.POTENTIAL, 10)
    weight_loyalty = weight(Criterion.LOYALTY, 10)
    weight_cooperation = weight(Criterion.COOPERATION, 5)

    grade_rule = models.CharField(
        _("grade rule"), max_length=12, choices=GradeRule.choices, default=GradeRule.CUMULATIVE
    )
    share_a = whole(_("grade A: the first"), 1, 100, 80, _("Per cent of the contribution of all."))
    share_b = whole(_("grade B: the next"), 0, 99, 15, _("Per cent; the rest is C."))
    score_a = whole(_("grade A from a score of"), 1, 100, 70)
    score_b = whole(_("grade B from a score of"), 1, 100, 45, _("Below it: C."))

    retention_rate = rate(_("retention rate"), 80, _("Per cent of customers who stay from one year to the next."))
    horizon_years = whole(_("horizon in years"), 1, 20, 5)
    discount_rate = rate(_("discount rate"), 10, _("Per cent a year."))

    objects = ValuationPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("valuation policy")
        verbose_name_plural = _("valuation policies")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight_amount=100 - sum(F(f"weight_{name}") for name in Criterion.values[1:])),
                name="valuation_weights_make_100",
                violation_error_message=_("The eight weights must make 100 together."),
            ),
            models.CheckConstraint(
                condition=Q(share_a__gte=1, share_a__lte=100 - F("share_b")),
                name="valuation_shares_in_order",
                violation_error_message=_("The shares of A and B together are at most 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(score_b__gte=1, score_b__lte=F("score_a"), score_a__lte=100),
                name="valuation_scores_in_order",
                violation_error_message=_("The score for A must not lie below that for B."),
            ),
            models.CheckConstraint(
                condition=Q(months__range=(1, 36), horizon_years__range=(1, 20), run_day__range=(1, 28)),
                name="valuation_periods_are_credible",
                violation_error_message=_(
                    "From 1 to 36 months, a horizon of 1 to 20 years, a day of the month from 1 to 28."
                ),
            ),
            models.CheckConstraint(
                condition=Q(retention_rate__range=(0, 100), discount_rate__range=(0, 100)),
                name="valuation_rates_are_per_cent",
                violation_error_message=_("Retention and discount lie between 0 and 100 per cent."),
            ),
        ]
        triggers = [
            never_lowers_version(
                *("name", "valid_from", "months", "run_day"),
                *(f"weight_{name}" for name in Criterion.values),
                *("grade_rule", "share_a", "share_b", "score_a", "score_b"),
                *("retention_rate", "horizon_years", "discount_rate"),
            )
        ]

    def __str__(self):
        return self.name

    def parameters(self):
        bands = {name: [] for name in Criterion.values}
        for band in self.bands.order_by("criterion", "at_least"):
            bands[band.criterion].append([str(band.at_least), band.points])
        kept = ("months", "grade_rule", "share_a", "share_b", "score_a", "score_b", "horizon_years")
        return Parameters(
            policy=self.name,
            version=self.version,
            weights={name: getattr(self, f"weight_{name}") for name in Criterion.values},
            bands=bands,
            retention_rate=str(self.retention_rate),
            discount_rate=str(self.discount_rate),
            **{name: getattr(self, name) for name in kept},
        )


class ValuationBand(models.Model):
    """From this value on, so many points. Amounts in yuan, share, growth and payment in per cent, judgements in marks 1-5."""

    policy = models.ForeignKey(ValuationPolicy, models.CASCADE, related_name="bands", verbose_name=_("policy"))
    criterion = models.CharField(_("criterion"), max_length=12, choices=Criterion.choices)
    at_least = models.DecimalField(_("from"), max_digits=14, decimal_places=2)
    points = models.PositiveSmallIntegerField(_("points"), validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ["criterion", "at_least"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "criterion", "at_least"], name="valuation_band_once"),
            models.CheckConstraint(
                condition=Q(points__lte=100),
                name="valuation_points_up_to_100",
                violation_error_message=_("At most 100 points."),
            ),
        ]
        triggers = raises_version_of("customers_valuationpolicy", "policy_id")

    def __str__(self):
        return f"{self.get_criterion_display()} ≥ {self.at_least}"
