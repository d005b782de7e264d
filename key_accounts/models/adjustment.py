"""A change of an approved plan 调整: reasoned, written beside the plan in force, and approved like the plan itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from key_accounts.models.part import kept_with_filed_plan
from key_accounts.states import ADJUSTMENT_MOVES, BADGES, OPEN_ADJUSTMENTS, AdjustmentState


class PlanAdjustment(models.Model):
    """While it is open, the plan's sections, objectives and actions hold what is proposed, and its baseline what is in
    force. The moves are the plan's, in `key_accounts.models.plan_adjusting`."""

    State = AdjustmentState
    moves = ADJUSTMENT_MOVES

    plan = models.ForeignKey("key_accounts.AccountPlan", models.PROTECT, related_name="adjustments")
    state = models.CharField(_("state"), max_length=10, choices=AdjustmentState.choices, default=AdjustmentState.DRAFT)
    reason = models.TextField(_("reason"))
    opened_by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("begun by"))
    opened_at = models.DateTimeField(_("begun"))
    # What was handed in last.
    version = models.ForeignKey("key_accounts.PlanVersion", models.PROTECT, null=True, blank=True, related_name="+")
    clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("adjustment of a plan")
        verbose_name_plural = _("adjustments of plans")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=["draft", "submitted", "returned"]), name="adjustment_one_open"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="adjustment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "withdrawn"], ended_at__isnull=False)
                | Q(state__in=["draft", "submitted", "returned"], ended_at__isnull=True),
                name="adjustment_ended_has_its_moment",
            ),
        ]
        triggers = [kept_with_filed_plan("filed_adjustment_is_kept")]

    get_state_display = label_of(AdjustmentState, "state")

    def __str__(self):
        return f"{self.plan} · {self.get_state_display()}"

    @property
    def is_open(self):
        return self.state in OPEN_ADJUSTMENTS

    @property
    def badge(self):
        return BADGES[self.state]
