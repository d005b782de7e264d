"""Everything that was done to a key account and its plans, in order; the database refuses to change or remove a row."""

import pgtrigger
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from crm_site.naming import told


class AccountLog(models.Model):
    """`by` is empty where the system acted by the policy. `version` is the handed-in text that a decision was about."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", _("Proposed as key account")
        PROPOSED_BY_RULE = "proposed_by_rule", _("Proposed as key account by its revenue")
        DESIGNATED = "designated", _("Designated as key account")
        DECLINED = "declined", _("Not designated as key account")
        CONFIRMED = "confirmed", _("Confirmed as key account at the yearly review")
        TIER_CHANGED = "tier_changed", _("Tier of the key account changed")
        ENDED = "ended", _("Key account ended")
        OPENED = "opened", _("Plan %(half)s opened")
        SUBMITTED = "submitted", _("Plan %(half)s handed in for approval")
        TAKEN_BACK = "taken_back", _("Plan %(half)s taken back")
        APPROVED = "approved", _("Plan %(half)s approved")
        RETURNED = "returned", _("Plan %(half)s returned")
        ADJUSTMENT_BEGUN = "adj_begun", _("Adjustment of plan %(half)s begun")
        ADJUSTMENT_SUBMITTED = "adj_submitted", _("Adjustment of plan %(half)s handed in for approval")
        ADJUSTMENT_TAKEN_BACK = "adj_taken_back", _("Adjustment of plan %(half)s taken back")
        ADJUSTMENT_APPROVED = "adj_approved", _("Adjustment of plan %(half)s approved")
        ADJUSTMENT_RETURNED = "adj_returned", _("Adjustment of plan %(half)s returned")
        ADJUSTMENT_WITHDRAWN = "adj_withdrawn", _("Adjustment of plan %(half)s withdrawn")
        CLOSED = "closed", _("Self-review of plan %(half)s handed in")
        REVIEW_RETURNED = "review_returned", _("Self-review of plan %(half)s returned")
        FILED = "filed", _("Plan %(half)s scored and filed")
        HANDED_OVER = "handed_over", _("Plan %(half)s handed over to %(person)s")

    key_account = models.ForeignKey("key_accounts.KeyAccount", models.PROTECT, related_name="log")
    plan = models.ForeignKey("key_accounts.AccountPlan", models.PROTECT, null=True, blank=True, related_name="log")
    version = models.ForeignKey("key_accounts.PlanVersion", models.PROTECT, null=True, blank=True, related_name="log")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
    acting_for = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("entry of a key account's log")
        verbose_name_plural = _("log of key accounts")
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(name="key_account_log_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.key_account} · {self.kind}"

    @property
    def sentence(self):
        """What was done, in the reader's language."""
        return self.get_kind_display() % told(self.facts)

    @property
    def meanwhile(self):
        """The answer to whoever comes too late: who did what, and when."""
        facts = {
            "person": self.by or _text("the system"),
            "time": date_format(localtime(self.at), "SHORT_DATETIME_FORMAT"),
            "what": self.sentence,
        }
        return _text("Meanwhile, by %(person)s on %(time)s: %(what)s.") % facts
