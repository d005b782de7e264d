"""The notice of claim 索赔通知 to the carrier, which must be given within a legal time where goods are damaged, lost or late.

waiting → sent | not needed        the complaint ends: nothing is owed any more; it is reopened: owed again
"""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.loop import DEPARTMENT_STEPS
from complaints.models.claim_notice_limit import ClaimNoticeLimit
from complaints.models.machinery import Kind, require_words
from crm_site.workflow import InvalidTransition, lock
from deadlines.models import Clock
from people.models import DepartmentTree, Role

STEP = "complaint.claim_notice"
# The facts by which it is owed.
FACTS = frozenset({"transport_mode", "loss", "event_date"})


class ClaimNotice(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        NOT_NEEDED = "not_needed", _("Not needed")

    complaint = models.OneToOneField("complaints.Complaint", models.CASCADE, related_name="claim_notice")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    due = models.DateField(_("due"), null=True)
    limit = models.ForeignKey(
        ClaimNoticeLimit, models.SET_NULL, null=True, related_name="+", verbose_name=_("limit for notices of claim")
    )
    # Empty where the day had passed before it was known.
    clock = models.OneToOneField("deadlines.Clock", models.PROTECT, null=True, related_name="claim_notice")
    sent_on = models.DateField(_("sent on"), null=True)
    sent_to = models.CharField(_("sent to"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), null=True)

    class Meta:
        verbose_name = _("notice of claim")
        verbose_name_plural = _("notices of claim")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", by__isnull=True, sent_on__isnull=True)
                | (Q(state="sent", by__isnull=False, sent_on__isnull=False) & ~Q(sent_to=""))
                | (Q(state="not_needed", by__isnull=False, sent_on__isnull=True) & ~Q(reason="")),
                name="claim_notice_is_complete",
            ),
        ]

    def __str__(self):
        return f"{self.complaint} · {self.get_state_display()}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def was_late(self):
        return self.sent_on is not None and self.due is not None and self.sent_on > self.due


class ComplaintClaimNotice:
    """For `Complaint`."""

    @property
    def notice(self):
        """Its notice of claim, or None; few complaints have one."""
        notices = ClaimNotice.objects.select_related("limit", "by")
        return notices.filter(complaint=self).first() if self.loss else None

    def can_settle_notice_by(self, user):
        """Those who work on the complaint, and the customer-relations office, while a notice is owed."""
        if self.claim_notice_due is None or user.pk == self.against_id:
            return False
        return self.is_worked_on_by(user) or any(person.role == Role.ANALYST for person in user.principals)

    @transaction.atomic
    def send_notice(self, by, at, sent_on, sent_to):
        """The carrier was notified, on that day and in writing."""
        notice = self._expect_notice(by)
        require_words(sent_to=sent_to)
        if not self.event_date <= sent_on <= localdate(at):
            raise ValidationError({"sent_on": gettext("Not before the event, and not later than today.")})
        notice.sent_on, notice.sent_to = sent_on, sent_to
        if notice.clock is not None:
            notice.clock.complete(at)
        self._settle(notice, ClaimNotice.State.SENT, by, at)
        return self._write(Kind.NOTICE_SENT, by, None, at, whom=sent_to, day=sent_on.isoformat())

    @transaction.atomic
    def waive_notice(self, by, at, reason):
        """Nobody must be notified: we carried the goods ourselves, the carrier admitted it, or nothing is claimed."""
        notice = self._expect_notice(by)
        require_words(reason=reason)
        notice.reason = reason
        if notice.clock is not None:
            notice.clock.cancel(at)
        self._settle(notice, ClaimNotice.State.NOT_NEEDED, by, at)
        return self._write(Kind.NOTICE_NOT_NEEDED, by, None, at, note=reason)

    @transaction.atomic
    def reckon_notice(self, at):
        """A limit was edited: the day is another one now. Returns whether it moved."""
        lock(self)
        before = self.claim_notice_due
        self._reckon_notice(at)
        return self.claim_notice_due != before

    def _take_notice_of(self, merged, by, at):
        """The notice that a complaint owes is not lost with it when it is merged into this one, which owes none yet."""
        if merged.claim_notice_due is not None and self.claim_notice_due is None and self.notice is None:
            for name in FACTS:
                setattr(self, name, getattr(merged, name))
            self.version += 1
            self.save(update_fields=[*FACTS, "version"])
            self._write(Kind.EDITED, by, None, at, fields=sorted(FACTS))
            self._reckon_notice(at)

    def _expect_notice(self, by):
        lock(self)
        if self.claim_notice_due is None:
            raise InvalidTransition(self._present())
        self._require(self.can_settle_notice_by(by))
        return ClaimNotice.objects.select_related("clock").get(complaint=self)

    def _settle(self, notice, state, by, at):
        notice.state, notice.by, notice.at = state, by, at
        notice.save()
        self._owe_notice_until(None)

    def _owe_notice_until(self, day):
        self.claim_notice_due = day
        self.save(update_fields=["claim_notice_due"])

    def _reckon_notice(self, at):
        """Owe the notice until the day that facts and limits say; asked whenever one of them changed or it ended."""
        limit = ClaimNoticeLimit.objects.fitting(self) if self.is_open else None
        due = limit and limit.due_on(self.event_date)
        if due == self.claim_notice_due:
            return
        notice, _is_new = ClaimNotice.objects.select_related("clock").get_or_create(complaint=self)
        if not notice.is_waiting:
            return
        cycle = 1
        if notice.clock is not None:
            notice.clock.cancel(at)
            cycle += notice.clock.cycle
        notice.due, notice.limit = due, limit
        notice.clock = due and self._start_notice_clock(due, cycle, at)
        notice.save()
        self._owe_notice_until(due)
        if due:
            self._write(Kind.NOTICE_DUE, None, None, at, day=due.isoformat())

    def _start_notice_clock(self, due, cycle, at):
        """Until the end of the day by the company's clocks; none where that has passed, because it would give more time."""
        deadline = datetime.combine(due, time(23, 59), timezone.get_default_timezone())
        if deadline <= at:
            return None
        return Clock.start(
            step=STEP,
            title=f"{self.number} {self.complainant}",
            url=self.get_absolute_url(),
            at=at,
            due_at=deadline,
            cycle=cycle,
            severity=self.severity,
            grade=self._grade,
            **self._notice_lies_with(DepartmentTree.load()),
        )

    def _pass_notice_on(self, tree):
        """The complaint lies with somebody else now, and with it the notice that is still owed."""
        if self.claim_notice_due is not None:
            clocks = Clock.objects.open().filter(claim_notice__complaint=self)
            clocks.update(**self._notice_lies_with(tree))

    def _notice_lies_with(self, tree):
        """With whom a step of the department waits for alone, else the head of the department; before it is sent, the desk."""
        step = self.open_step
        is_named = step.step in DEPARTMENT_STEPS and step.doer is not None
        if is_named or self.department is None:
            department, doer = step.department, step.doer
        else:
            department, doer = self.department, tree.head_of(self.department_id)
        if doer is not None and doer.pk == self.against_id:
            doer = None
        return {"department": department, "doer": doer, "kept_from": self.against}
