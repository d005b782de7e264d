"""An opportunity of new business 新客户开发: what a potential customer, or a present one, may give us to do.

Its stages and what each asks for: customers/business/stages.py. What people do with it: opportunity_moves.py.
"""

import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from customers.business.stages import ADDED, CLOSED, MOVES, OPEN, PLACES, Stage, facts_required
from customers.models.business_settings import LossReason
from customers.models.contact import Contact
from customers.models.customer import Customer
from customers.models.opportunity_moves import OpportunityMoves
from customers.models.opportunity_queries import OpportunityQuerySet
from customers.models.project import Project, Service
from deadlines.models import Clock
from people.models import User

BADGES = {Stage.WON: "badge-good", Stage.LOST: "badge-bad"}
# CNY per month; whoever means more has mistyped.
MOST_REVENUE = 1_000_000_000


@pghistory.track(exclude=["submission_key", "clock"])
class Opportunity(OpportunityMoves, models.Model):
    Stage = Stage

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="opportunities", verbose_name=_("customer"))
    name = models.CharField(pgettext_lazy("opportunity", "name"), max_length=100)
    services = ArrayField(
        models.CharField(max_length=20, choices=Service.choices), verbose_name=_("services"), default=list, blank=True
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="opportunities", verbose_name=_("owner"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.IDENTIFIED)
    stage_since = models.DateTimeField(_("in this stage since"))
    # The place in PLACES of the stage it came furthest to: where an opportunity went back or was lost, it had come so far.
    furthest = models.PositiveSmallIntegerField(default=0, editable=False)

    monthly_revenue = models.DecimalField(
        _("expected monthly revenue, CNY"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REVENUE)],
    )
    starts_on = models.DateField(_("expected start"), null=True, blank=True)
    own_probability = models.PositiveSmallIntegerField(
        _("own probability, %"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    probability_reason = models.CharField(_("why this probability"), max_length=200, blank=True)

    credit_opinion = models.TextField(_("credit opinion"), max_length=1000, blank=True)
    needs = models.TextField(_("needs"), max_length=4000, blank=True)
    decision_contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("who decides")
    )
    proposal = models.TextField(pgettext_lazy("opportunity", "proposal"), max_length=4000, blank=True)
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    gross_margin = models.DecimalField(
        _("expected gross margin, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
    )
    bid_due_on = models.DateField(_("bid due on"), null=True, blank=True)
    competitors = models.TextField(pgettext_lazy("opportunity", "competitors"), max_length=1000, blank=True)
    project = models.OneToOneField(
        Project, models.PROTECT, null=True, blank=True, related_name="opportunity", verbose_name=_("project")
    )
    lost_reason = models.ForeignKey(
        LossReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason of loss")
    )
    lost_to = models.CharField(_("lost to competitor"), max_length=100, blank=True)

    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="opportunity", editable=False)

    created_at = models.DateTimeField(pgettext_lazy("opportunity", "opened"))
    touched_at = models.DateTimeField(_("last changed"))
    closed_at = models.DateTimeField(pgettext_lazy("opportunity", "closed"), null=True, blank=True)
    # Grows with every change; who moves or edits it from an older page is told, and overwrites nothing.
    version = models.PositiveIntegerField(default=1, editable=False)
    # A form sent twice makes one opportunity.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="opportunity_has_a_name",
                violation_error_message=_("An opportunity needs a name."),
            ),
            models.CheckConstraint(
                condition=Q(monthly_revenue__gte=1, monthly_revenue__lte=MOST_REVENUE),
                name="opportunity_revenue_is_sensible",
                violation_error_message=_("The monthly revenue is at least 1 and not more than a company can earn."),
            ),
            models.CheckConstraint(
                condition=Q(gross_margin__gte=-100, gross_margin__lte=100),
                name="opportunity_margin_is_per_cent",
                violation_error_message=_("The gross margin lies between −100 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(own_probability__isnull=True, probability_reason="")
                | (Q(own_probability__lte=100) & ~Q(probability_reason="")),
                name="opportunity_own_probability_has_a_reason",
                violation_error_message=_("A probability of one's own is at most 100 per cent and has a reason."),
            ),
            models.CheckConstraint(
                condition=Q(next_step="", next_step_on__isnull=True, clock__isnull=True)
                | (~Q(next_step="") & Q(next_step_on__isnull=False, clock__isnull=False, stage__in=OPEN)),
                name="opportunity_next_step_has_a_day",
                violation_error_message=_("A next step has its day, as long as the opportunity is open."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=CLOSED, closed_at__isnull=False) | Q(stage__in=OPEN, closed_at__isnull=True),
                name="opportunity_closed_has_its_moment",
                violation_error_message=_("What is won or lost has its time."),
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.WON) | Q(project__isnull=True),
                name="opportunity_project_where_won",
                violation_error_message=_("Only what is won has a project."),
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.LOST) | Q(lost_reason__isnull=True, lost_to=""),
                name="opportunity_reason_where_lost",
                violation_error_message=_("Only what is lost has a reason of loss."),
            ),
            *(
                models.CheckConstraint(
                    condition=facts_required(stage),
                    name=f"opportunity_{stage}_facts",
                    violation_error_message=_("What this step needs is not all there yet."),
                )
                for stage in ADDED
            ),
        ]
        indexes = [
            # The columns of the board, the largest first; and the sums over all that is open.
            models.Index("stage", F("monthly_revenue").desc(nulls_last=True), F("id").desc(), name="opportunity_board"),
            # The list as it opens.
            models.Index(fields=["-touched_at", "-id"], name="opportunity_recent"),
            # The figures of those opened, and of those closed, in a stretch of days.
            models.Index(fields=["created_at"], name="opportunity_opened"),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="opportunity_closed"),
            GinIndex(fields=["services"], name="opportunity_services"),
        ]

    get_stage_display = label_of(Stage, "stage")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("customers:opportunity_detail", args=[self.pk])

    @property
    def is_open(self):
        return self.stage in OPEN

    @property
    def stage_badge(self):
        return BADGES.get(self.stage, "badge-info")

    @property
    def next_stages(self):
        """Where it may go from here, in the order of the stages."""
        return list(MOVES[self.stage])

    @property
    def following_stage(self):
        """The stage after this one; None where it is closed."""
        if not self.is_open:
            return None
        return next(stage for stage, place in PLACES.items() if place == PLACES[self.stage] + 1)

    @property
    def service_labels(self):
        labels = dict(Service.choices)
        return [str(labels.get(service, service)) for service in self.services]

    @staticmethod
    def can_be_listed_by(user):
        """Those who keep customer files, and those who see all."""
        return Customer.can_be_opened_by(user)

    def can_be_edited_by(self, user):
        """Whoever may write in the customer's file may edit and move it."""
        return self.customer.can_be_edited_by(user)

    def silent_for(self, at):
        """Whole days since it was changed or the customer was spoken with; needs `with_last_contact`."""
        return (at - max(self.touched_at, self.last_contact or self.touched_at)).days


class OpportunityMoveQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("by").order_by("-at", "-id")


class OpportunityMove(models.Model):
    """One change of stage: who, when, from where to where, and how long it had been there. Never edited."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="moves")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    # Empty: it was opened then.
    from_stage = models.CharField(_("from"), max_length=12, choices=Stage.choices, blank=True)
    to_stage = models.CharField(_("to"), max_length=12, choices=Stage.choices)
    days = models.DecimalField(_("days in the stage before"), max_digits=8, decimal_places=2, null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OpportunityMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of an opportunity")
        verbose_name_plural = _("moves of opportunities")
        indexes = [
            # The log of one opportunity, and who moved it last.
            models.Index(fields=["opportunity", "-at", "-id"], name="opportunity_moves"),
            # Mean days per stage, of the stays that ended in a stretch of days.
            models.Index(fields=["at", "from_stage"], name="opportunity_move_stay"),
        ]
        triggers = [pgtrigger.ReadOnly(name="opportunity_move_is_never_edited")]

    get_from_stage_display = label_of(Stage, "from_stage")
    get_to_stage_display = label_of(Stage, "to_stage")

    def __str__(self):
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"
