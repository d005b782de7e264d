"""What was handed in, word for word: every version is kept as it was, numbered per plan."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from key_accounts.models.part import kept_with_filed_plan


class PlanVersion(models.Model):
    """`content` is what `key_accounts.content.snapshot` makes of a plan; what became of it stands in the log."""

    plan = models.ForeignKey("key_accounts.AccountPlan", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("handed in by"))
    at = models.DateTimeField(_("handed in"))
    # Why an adjustment became necessary; empty for the plan itself.
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_numbered_once")]
        triggers = [
            pgtrigger.Protect(name="plan_version_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            kept_with_filed_plan("filed_plan_gets_no_version"),
        ]

    def __str__(self):
        return f"{self.plan} · {self.number}"
