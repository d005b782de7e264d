"""The half-year plan of a key account 客户关系发展计划.

It moves as `key_accounts.states.PLAN_MOVES` says. Its sections, objectives and actions are the text that is being
written; each handing-in freezes it as a numbered `PlanVersion`, and approval makes that version the baseline in force.
"""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from key_accounts.halves import Half
from key_accounts.models.adjustment import PlanAdjustment
from key_accounts.models.key_account import KeyAccount
from key_accounts.models.plan_life import PlanLife
from key_accounts.models.plan_rights import PlanRights
from key_accounts.states import BADGES, LIVING_PLANS, PlanState
from people.deciding import asked_of
from people.models import Role


class AccountPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who sees the key account, the plan's author, and the supervisor who was asked, or their deputies."""
        if user.sees_all:
            return self
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        people = [person.pk for person in user.principals]
        accounts = KeyAccount.objects.visible_to(user)
        return self.filter(Q(key_account__in=accounts.values("pk")) | Q(owner__in=people) | Q(approver__in=people))

    def living(self):
        return self.filter(state__in=LIVING_PLANS)

    def late(self, at):
        """Those whose next step is past its day: of the author, or of the supervisor."""
        return self.filter(clock__state="running", clock__deadline__lt=at)

    def for_list(self):
        return self.select_related("key_account__customer", "owner", "approver", "clock")

    def for_detail(self):
        return self.select_related(
            "key_account__customer__owner__department",
            "owner__department",
            "submitted_by",
            "approver",
            "clock",
            "baseline",
        ).prefetch_related(
            Prefetch("adjustments", PlanAdjustment.objects.select_related("opened_by", "version", "clock"))
        )

    def waiting_for(self, user):
        """Plans, adjustments and self-reviews that were put to `user`, or to somebody absent whose deputy the user is."""
        waits = Q(state__in=[PlanState.SUBMITTED, PlanState.CLOSED]) | Q(adjustments__state=PlanState.SUBMITTED)
        return self.filter(asked_of(user), waits).exclude(Q(owner=user) | Q(submitted_by=user)).distinct()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AccountPlan(PlanRights, PlanLife, models.Model):
    State = PlanState

    key_account = models.ForeignKey(
        "key_accounts.KeyAccount", models.PROTECT, related_name="plans", verbose_name=_("key account")
    )
    half_start = models.DateField(_("half-year"), help_text=_("Its first day."))
    state = models.CharField(_("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    # The author: the customer's account manager.
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="account_plans", verbose_name=_("author"))
    budget = models.DecimalField(
        _("budget, CNY"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    # Who handed in what waits, or waited last; a deputy may have done it for the author.
    submitted_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handed in by")
    )
    approver = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decides")
    )
    clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The version in force.
    baseline = models.ForeignKey(
        "key_accounts.PlanVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    self_review = models.TextField(_("self-review"), blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True, help_text=_("0 … 100"))
    remark = models.TextField(_("supervisor's remark"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    # Grows with every change of text and every move; who decides says which one they have read.
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AccountPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a key account")
        verbose_name_plural = _("plans of key accounts")
        constraints = [
            models.UniqueConstraint(fields=["key_account", "half_start"], name="plan_once_per_half"),
            models.CheckConstraint(
                condition=Q(half_start__day=1, half_start__month__in=[1, 7]), name="plan_of_a_half_year"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned"], baseline__isnull=True)
                | Q(state__in=["approved", "closed", "filed"], baseline__isnull=False, approved_at__isnull=False),
                name="plan_approved_has_baseline",
            ),
            models.CheckConstraint(
                condition=~Q(state="filed") | Q(filed_at__isnull=False, score__isnull=False, clock__isnull=True),
                name="plan_filed_is_scored",
            ),
            models.CheckConstraint(condition=Q(score__lte=100), name="plan_score_up_to_100"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="plan_budget_not_negative"),
        ]
        indexes = [
            # The list, the newest half-year first; one author's.
            models.Index(fields=["-half_start", "-id"], name="plan_recent"),
            models.Index(fields=["owner", "-half_start"], name="plan_owner"),
            # What waits for a supervisor.
            models.Index(fields=["approver", "state"], name="plan_waiting"),
            # The job that asks for self-reviews.
            models.Index(
                fields=["half_start"], name="plan_to_close", condition=Q(state="approved", clock__isnull=True)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="filed_plan_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="filed"),
            ),
        ]

    get_state_display = label_of(PlanState, "state")

    def __str__(self):
        return f"{self.customer} · {self.half}"

    def get_absolute_url(self):
        return reverse("key_accounts:plan_detail", args=[self.pk])

    @property
    def customer(self):
        return self.key_account.customer

    @property
    def half(self):
        return Half.of(self.half_start)

    @property
    def badge(self):
        return BADGES[self.state]

    @property
    def adjustment(self):
        """The one that is open, or None."""
        return next((row for row in self.adjustments.all() if row.is_open), None)

    def is_late(self, at):
        return self.clock is not None and self.clock.ended_at is None and self.clock.deadline < at
