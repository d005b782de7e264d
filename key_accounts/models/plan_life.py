"""The life of a plan: opened by the system, written, handed in, approved or returned, summed up, scored and filed.

Whoever decides says which `revision` they have read; if the plan has changed since, they are told what happened instead.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crm_site.workflow import lock
from customers.models import Activity
from deadlines.reckoning import end_of
from key_accounts import telling
from key_accounts.models.log import AccountLog
from key_accounts.models.machinery import Machinery, require, require_words
from key_accounts.models.plan_adjusting import PlanAdjusting
from key_accounts.models.policy import KeyAccountPolicy
from key_accounts.models.version import PlanVersion
from key_accounts.sections import SECTIONS
from key_accounts.snapshot import snapshot
from key_accounts.states import PLAN_MOVES, WRITING, PlanState
from visits.models import Visit

Kind = AccountLog.Kind


class PlanLife(PlanAdjusting, Machinery):
    """For `AccountPlan`. Every method returns the row that it wrote to the log."""

    moves = PLAN_MOVES

    @classmethod
    @transaction.atomic
    def open_for(cls, key_account, half, at, due_on):
        """Open the plan of a half-year with its empty sections, and tell its author by when it is due.

        None where it is open already: at most one per key account and half-year.
        """
        owner = key_account.customer.owner
        plan, is_new = cls.objects.get_or_create(
            key_account=key_account, half_start=half.first_day, defaults={"owner": owner, "opened_at": at}
        )
        if not is_new:
            return None
        plan.sections.bulk_create(plan.sections.model(plan=plan, key=section.key) for section in SECTIONS)
        plan._start_clock("plan", owner, at, due_at=end_of(due_on))
        telling.tell(plan._log(Kind.OPENED, None, at), [owner])
        return plan

    @transaction.atomic
    def submit(self, by, at):
        """Hand it in for approval: what stands there now becomes a version."""
        self._lock_for_author(by, *WRITING)
        self.require_complete()
        version = self._freeze(by, at)
        self._end_clock(at)
        self._move(PlanState.SUBMITTED, submitted_by=by, approver=self.owner.approver)
        self._start_clock("approve", self.approver, at)
        row = self._log(Kind.SUBMITTED, by, at, version=version)
        telling.tell(row, [self.approver])
        return row

    @transaction.atomic
    def take_back(self, by, at):
        """The author finds something to be mended before the supervisor has decided."""
        self._lock_for_author(by, PlanState.SUBMITTED)
        self._end_clock(at, is_done=False)
        self._move(PlanState.DRAFT)
        self._write_again(at)
        return self._log(Kind.TAKEN_BACK, by, at)

    @transaction.atomic
    def approve(self, by, at, seen, note=""):
        """The version handed in last is in force from now on, as the baseline of every later difference."""
        principal = self._decide(PlanState.SUBMITTED, by, seen)
        self._end_clock(at)
        version = self.versions.last()
        self._move(PlanState.APPROVED, baseline=version, approved_at=at)
        return self._decided(Kind.APPROVED, by, principal, at, note, version)

    @transaction.atomic
    def send_back(self, by, at, seen, reason):
        """The supervisor returns it with what is missing."""
        require_words("note", reason)
        principal = self._decide(PlanState.SUBMITTED, by, seen)
        self._end_clock(at)
        self._move(PlanState.RETURNED)
        self._write_again(at)
        return self._decided(Kind.RETURNED, by, principal, at, reason, self.versions.last())

    @transaction.atomic
    def start_closing(self, at):
        """Ask the author for the self-review; nothing happens where that is asked for already."""
        lock(self)
        if self.state != PlanState.APPROVED or self.clock is not None:
            return False
        due_on = KeyAccountPolicy.objects.in_force().closing_due_on(self.half)
        self._start_clock("close", self.owner, at, due_at=end_of(due_on))
        return True

    @transaction.atomic
    def close(self, by, at, self_review):
        """The author sums up what became of the plan; the actual figures stand with the objectives."""
        self._lock_for_author(by, PlanState.APPROVED)
        if self.adjustment is not None:
            raise ValidationError(_("First finish or withdraw the adjustment."))
        require_words("self_review", self_review)
        self._end_clock(at)
        self._move(PlanState.CLOSED, self_review=self_review, submitted_by=by, approver=self.owner.approver)
        self._start_clock("approve", self.approver, at)
        row = self._log(Kind.CLOSED, by, at, note=self_review)
        telling.tell(row, [self.approver])
        return row

    @transaction.atomic
    def send_review_back(self, by, at, seen, reason):
        """The supervisor wants the self-review done better."""
        require_words("note", reason)
        principal = self._decide(PlanState.CLOSED, by, seen)
        self._end_clock(at)
        self._move(PlanState.APPROVED)
        due_on = KeyAccountPolicy.objects.in_force().closing_due_on(self.half)
        self._start_clock("close", self.owner, at, due_at=end_of(due_on))
        return self._decided(Kind.REVIEW_RETURNED, by, principal, at, reason)

    @transaction.atomic
    def file(self, by, at, seen, score, remark):
        """The supervisor scores it, and it is filed 备案: nothing of it changes any more, in the database either."""
        require_words("remark", remark)
        if score is None or not 0 <= score <= 100:
            raise ValidationError({"score": _("From 0 to 100.")})
        principal = self._decide(PlanState.CLOSED, by, seen)
        self._end_clock(at)
        for action in self.actions.filter(done_at=None, visit__state=Visit.State.DONE).select_related("visit"):
            action.keep_what_the_visit_did()
        self._move(PlanState.FILED, score=score, remark=remark, filed_at=at)
        return self._decided(Kind.FILED, by, principal, at, remark)

    @transaction.atomic
    def hand_over(self, receiver, by, at):
        """Another account manager writes it from now on."""
        lock(self)
        approver = receiver.approver if self.approver_id == receiver.pk else self.approver
        self._set(owner=receiver, approver=approver, revision=self.revision + 1)
        waits_for = approver if self.state in (PlanState.SUBMITTED, PlanState.CLOSED) else receiver
        adjusting = self.adjustment.clock if self.adjustment is not None else None
        for clock, doer in ((self.clock, waits_for), (adjusting, approver)):
            if clock is not None and doer is not None and doer.department is not None:
                clock.give_to(doer, doer.department)
        return self._log(Kind.HANDED_OVER, by, at, person=str(receiver))

    def require_complete(self):
        """Required sections, one objective and one action; all that is missing is said at once."""
        texts = dict(self.sections.values_list("key", "text"))
        missing = [str(each.label) for each in SECTIONS if each.is_required and not texts.get(each.key, "").strip()]
        if not self.objectives.in_text().exists():
            missing.append(_("at least one objective"))
        if not self.actions.in_text().exists():
            missing.append(_("at least one action"))
        if missing:
            raise ValidationError(_("Still missing: %(parts)s.") % {"parts": " · ".join(missing)})

    def raise_revision(self):
        """One change more: whoever read the plan before would decide on something else."""
        self._set(revision=self.revision + 1)

    def _lock_for_author(self, by, *states):
        lock(self)
        require(self.is_authored_by(by))
        self._expect(*states)

    def _decide(self, state, by, seen):
        """Lock it, and refuse whoever may not decide, or has not seen what stands there now."""
        lock(self)
        principal = self.principal_of(by)
        require(principal is not None)
        self._expect(state)
        if self.revision != seen:
            self._refuse()
        return principal

    def _decided(self, kind, by, principal, at, note, version=None):
        acting_for = None if principal == by else principal
        row = self._log(kind, by, at, note=note, acting_for=acting_for, version=version)
        telling.tell(row, [self.owner, self.submitted_by])
        return row

    def _write_again(self, at):
        """The author has the usual day, or a working time of its own where that day is past."""
        since = self.key_account.since
        due_on = KeyAccountPolicy.objects.in_force().plan_due_on(self.half, since)
        self._start_clock("plan", self.owner, at, due_at=end_of(due_on))

    def _move(self, state, **changes):
        self._go_to(state, revision=self.revision + 1, **changes)

    def _freeze(self, by, at, reason=""):
        last = self.versions.last()
        number = last.number + 1 if last else 1
        return PlanVersion.objects.create(plan=self, number=number, content=snapshot(self), by=by, at=at, reason=reason)

    def _log(self, kind, by, at, note="", acting_for=None, version=None, **facts):
        facts = {"half": str(self.half)} | facts
        Activity.record(self.customer, f"key_account.{kind}", by, at, url=self.get_absolute_url(), **facts)
        return self.log.create(
            key_account=self.key_account, kind=kind, by=by, acting_for=acting_for, at=at, note=note, version=version,
            facts=facts,
        )  # fmt: skip

    def _last_row(self):
        return self.log.select_related("by").last()
