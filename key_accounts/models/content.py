"""The text of a plan: its sections, its objectives and its actions."""

import uuid

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.workflow import lock
from key_accounts.models.machinery import require
from key_accounts.models.part import PlanPart, PlanRow, kept_with_filed_plan
from key_accounts.sections import BY_KEY, CHOICES
from key_accounts.states import PlanState
from visits.models import Visit


class PlanSection(PlanPart):
    plan = models.ForeignKey("key_accounts.AccountPlan", models.CASCADE, related_name="sections")
    key = models.CharField(_("section"), max_length=20, choices=CHOICES)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("section of a plan")
        verbose_name_plural = _("sections of plans")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="plan_section_once")]
        triggers = [kept_with_filed_plan("filed_section_is_kept")]

    def __str__(self):
        return str(BY_KEY[self.key].label)

    @transaction.atomic
    def write(self, by, at, version, text, **of_plan):
        """Write the words, and with those on the budget its sum, which stands on the plan."""
        self._lock(by, version)
        changed = {name: value for name, value in of_plan.items() if getattr(self.plan, name) != value}
        if changed:
            self.plan._set(**changed)
        self._write(by, at, {"text": text}, is_changed=bool(changed))


class PlanObjective(PlanRow):
    """A goal 目标: measured (metric, base, target, actual), or in words where it cannot be."""

    plan = models.ForeignKey("key_accounts.AccountPlan", models.CASCADE, related_name="objectives")
    metric = models.CharField(_("objective"), max_length=120)
    unit = models.CharField(pgettext_lazy("measure", "unit"), max_length=20, blank=True)
    base = models.DecimalField(_("base"), max_digits=16, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2, null=True, blank=True)
    target_words = models.CharField(_("target in words"), max_length=300, blank=True)
    actual = models.DecimalField(_("actual"), max_digits=16, decimal_places=2, null=True, blank=True)
    actual_words = models.CharField(_("result in words"), max_length=300, blank=True)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(target_words=""),
                name="objective_has_a_target",
                violation_error_message=_("Give a target, in figures or in words."),
            ),
        ]
        triggers = [kept_with_filed_plan("filed_objective_is_kept")]

    def __str__(self):
        return self.metric

    @property
    def achieved(self):
        """Per cent of the way from base to target that was gone; None where that cannot be said."""
        if self.actual is None or self.target is None:
            return None
        way = self.target - (self.base or 0)
        return round((self.actual - (self.base or 0)) / way * 100) if way else None

    @transaction.atomic
    def record(self, by, at, actual, actual_words=""):
        """Where it stands: written by the author while the plan is in force; no change of the plan itself."""
        self.plan._lock_for_author(by, PlanState.APPROVED)
        lock(self)
        self.actual, self.actual_words = actual, actual_words
        self.save(update_fields=["actual", "actual_words"])


class PlanAction(PlanRow):
    """What will be done 行动: by whom, until when, perhaps by a visit; it is done once that visit is, or ticked."""

    plan = models.ForeignKey("key_accounts.AccountPlan", models.CASCADE, related_name="actions")
    what = models.CharField(_("action"), max_length=300)
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="plan_actions", verbose_name=_("responsible"))
    due_on = models.DateField(_("due"))
    visit = models.ForeignKey(
        "visits.Visit", models.PROTECT, null=True, blank=True, related_name="plan_actions", verbose_name=_("visit")
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    result = models.CharField(_("result"), max_length=300, blank=True)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("action of a plan")
        verbose_name_plural = _("actions of plans")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True) | Q(done_at__isnull=False),
                name="action_done_at_a_moment",
                violation_error_message=_("An action that is done has its day."),
            ),
        ]
        indexes = [
            # A person's open actions: hand-over.
            models.Index(fields=["owner"], name="plan_action_open", condition=Q(done_at__isnull=True)),
        ]
        triggers = [kept_with_filed_plan("filed_action_is_kept")]

    def __str__(self):
        return self.what

    @property
    def is_done(self):
        return self.done_at is not None or self._is_done_by_visit

    @property
    def done_day(self):
        moment = self.visit.planned_at if self._is_done_by_visit else self.done_at
        return moment and localdate(moment)

    @property
    def _is_done_by_visit(self):
        return self.visit is not None and self.visit.state == Visit.State.DONE

    def can_be_ticked_by(self, user):
        """Its owner and the plan's author, while the plan is in force."""
        return self.plan.state == PlanState.APPROVED and self.lies_with(user)

    def lies_with(self, user):
        people = [person.pk for person in user.principals]
        return self.owner_id in people or self.plan.owner_id in people

    @transaction.atomic
    def tick(self, by, at, is_done, result="", visit=None):
        """Done, or not done after all, or to be done by a visit; no change of the plan itself. When it was done stays when
        the result is written anew."""
        lock(self.plan)
        require(self.lies_with(by))
        self.plan._expect(PlanState.APPROVED)
        lock(self)
        if is_done != bool(self.done_at):
            self.done_at, self.done_by = (at, by) if is_done else (None, None)
        self.result, self.visit = result, visit
        self.save(update_fields=["done_at", "done_by", "result", "visit"])

    def keep_what_the_visit_did(self):
        """Write down as done what is done by its visit, so that a filed plan depends on nothing outside it."""
        self.done_at, self.done_by = self.visit.planned_at, self.visit.reported_by
        self.save(update_fields=["done_at", "done_by"])
