"""What a valuation found of one customer: everything by which it was graded, line by line."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from customers.models.valuation import ValuationRun
from customers.valuation import Criterion

# Against the run before: "A" sorts before "B", and who has no grade any more has fallen.
RISEN = Q(previous_grade__gt=F("grade")) & ~Q(grade="")
FALLEN = ~Q(previous_grade="") & (Q(previous_grade__lt=F("grade")) | Q(grade=""))


def amount(label, **options):
    return models.DecimalField(label, max_digits=18, decimal_places=2, **options)


def per_cent(label, digits=7, **options):
    return models.DecimalField(label, max_digits=digits, decimal_places=4, **options)


def points():
    return models.PositiveSmallIntegerField()


def mark(criterion):
    return models.PositiveSmallIntegerField(criterion.label, null=True)


class CustomerValueQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.sees_all else self.filter(customer__in=Customer.objects.readable_by(user))

    def newest_of(self, customer):
        """What the newest run found of the customer, or None."""
        return (
            self.filter(customer=customer, run__state=ValuationRun.State.DONE).order_by("-run__as_of", "-run").first()
        )

    def history_of(self, customer):
        """One row per run, the newest first."""
        done = self.filter(customer=customer, run__state=ValuationRun.State.DONE)
        return done.select_related("run", "override__by").order_by("-run__as_of", "-run")

    def for_list(self):
        owner = ("customer__owner__name", "customer__owner__username")
        return self.select_related("customer__owner", "override").only(
            *(
                "run_id",
                "rank",
                "revenue",
                "contribution",
                "previous_contribution",
                "growth",
                "share",
                "cumulative_share",
            ),
            *("score", "grade", "previous_grade", "lifetime_value", "override__grade", "override__ends_on"),
            *("customer__code", "customer__name", "customer__short_name", "customer__grade", *owner),
        )


class CustomerValue(models.Model):
    # Constraints and indexes below begin with each of the two.
    run = models.ForeignKey(
        ValuationRun, models.CASCADE, related_name="values", db_index=False, verbose_name=_("valuation")
    )
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="values", db_index=False, verbose_name=_("customer")
    )
    # 1 contributes most; of equal ones the older file comes first.
    rank = models.PositiveIntegerField(_("rank"))
    has_figures = models.BooleanField(_("figures in these months"))

    revenue = amount(_("revenue"))
    gross_profit = amount(_("gross profit"))
    contact_costs = amount(_("contact costs"))
    compensation = amount(_("compensation paid"))
    contribution = amount(_("contribution"))
    previous_contribution = amount(_("contribution in the months before"))
    receivable = amount(_("receivable, sum of the months"))
    overdue = amount(_("overdue, sum of the months"))

    # Per cent; empty where there is nothing to compare with.
    share = per_cent(_("share of all"))
    share_before = per_cent(_("share of those that contribute more"))
    cumulative_share = per_cent(_("cumulative share"))
    growth = per_cent(_("growth, %"), digits=24, null=True)
    payment = per_cent(_("paid in time, %"), null=True)
    position = mark(Criterion.POSITION)
    potential = mark(Criterion.POTENTIAL)
    loyalty = mark(Criterion.LOYALTY)
    cooperation = mark(Criterion.COOPERATION)
    assessment = models.ForeignKey(
        "customers.StrategicAssessment", models.SET_NULL, null=True, db_index=False, related_name="+"
    )

    amount_points, share_points, growth_points, payment_points = points(), points(), points(), points()
    position_points, potential_points, loyalty_points, cooperation_points = points(), points(), points(), points()
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("grade"), max_length=1, blank=True, choices=Customer.Grade.choices)
    previous_grade = models.CharField(_("grade before"), max_length=1, blank=True, choices=Customer.Grade.choices)
    # The one in force that day; the customer then has its grade instead.
    override = models.ForeignKey(
        "customers.GradeOverride", models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    lifetime_value = amount(_("lifetime value"))

    objects = CustomerValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer value")
        verbose_name_plural = _("customer values")
        constraints = [
            models.UniqueConstraint(fields=["run", "customer"], name="value_once_per_run"),
            models.UniqueConstraint(fields=["run", "rank"], name="value_rank_once_per_run"),
            models.CheckConstraint(
                condition=Q(contribution=F("gross_profit") - F("contact_costs") - F("compensation")),
                name="value_contribution_is_computed",
            ),
        ]
        indexes = [
            # The portfolio page, filtered by grade.
            models.Index(fields=["run", "grade", "rank"], name="value_of_grade"),
            # The history of grades on a customer's page.
            models.Index(fields=["customer", "run"], name="value_of_customer"),
            # Deleting an assessment or an override, with its customer.
            models.Index(fields=["assessment"], condition=Q(assessment__isnull=False), name="value_by_assessment"),
            models.Index(fields=["override"], condition=Q(override__isnull=False), name="value_by_override"),
        ]

    def points_of(self, criterion):
        return getattr(self, f"{criterion}_points")

    def input_of(self, criterion):
        """What the points were given for; None where it is not known."""
        return self.contribution if criterion == Criterion.AMOUNT else getattr(self, criterion)

    @property
    def in_force(self):
        """The grade that the customer had by this run."""
        return self.override.grade if self.override else self.grade
