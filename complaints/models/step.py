"""One step of one cycle of a complaint: who must do it by when, and once done, what was done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ComplaintStep(models.Model):
    class Step(models.TextChoices):
        SEND = "send", _("Send to the department")
        ANALYSE = "analyse", _("Analysis and measures")
        INSTRUCT = "instruct", _("Instruction")
        CARRY_OUT = "carry_out", _("Carrying out")
        AGREE = "agree", _("Agreement with the customer")
        FOLLOW_UP = "follow_up", _("Follow-up call")
        CLOSE = "close", _("Closing")

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        AGREED = "agreed", _("Agreed")
        NOT_AGREED = "not_agreed", _("Not agreed")
        SATISFIED = "satisfied", _("Satisfied")
        PARTLY = "partly", _("Partly satisfied")
        NOT_SATISFIED = "not_satisfied", _("Not satisfied")

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    department = models.ForeignKey("people.Department", models.PROTECT, related_name="+", verbose_name=_("department"))
    doer = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaint_steps",
        verbose_name=_("waits for"),
    )
    clock = models.OneToOneField("deadlines.Clock", models.PROTECT, related_name="complaint_step")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    # The absent person in whose place a deputy did it.
    done_for = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    outcome = models.CharField(_("result"), max_length=15, choices=Outcome.choices, blank=True)
    # The analysis, comment, account or summary; and beside it the measures proposed or the lesson learnt.
    text = models.TextField(_("text"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    lesson = models.TextField(_("lesson"), blank=True)

    class Meta:
        verbose_name = _("step of a complaint")
        verbose_name_plural = _("steps of complaints")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "step", "cycle"], name="complaint_step_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="complaint_step_done_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.complaint} · {self.get_step_display()}"
