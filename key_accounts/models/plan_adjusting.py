"""Changes of an approved plan: begun with a reason, written, handed in, approved or returned, or withdrawn.

The baseline stays in force meanwhile. The moves of the adjustment are `key_accounts.states.ADJUSTMENT_MOVES`.
"""

from django.db import transaction

from deadlines.models import Clock
from key_accounts import telling
from key_accounts.models.log import AccountLog
from key_accounts.models.machinery import require_words
from key_accounts.snapshot import restore
from key_accounts.states import WRITING, AdjustmentState, PlanState
from people.models import DepartmentTree

Kind = AccountLog.Kind


class PlanAdjusting:
    """For `AccountPlan`. Every method returns the row that it wrote to the log."""

    @transaction.atomic
    def begin_adjustment(self, by, at, reason):
        """From now on the author writes again; what is in force stays the baseline."""
        self._lock_for_author(by, PlanState.APPROVED)
        if self.adjustment is not None:
            self._refuse()
        require_words("reason", reason)
        self.adjustments.create(reason=reason, opened_by=by, opened_at=at)
        self.raise_revision()
        return self._log(Kind.ADJUSTMENT_BEGUN, by, at, note=reason)

    @transaction.atomic
    def submit_adjustment(self, by, at):
        """Hand the changed text in; it becomes a version with the reason of the adjustment."""
        adjustment = self._lock_adjustment_for_author(by, *WRITING)
        self.require_complete()
        version = self._freeze(by, at, adjustment.reason)
        self._set(submitted_by=by, approver=self.owner.approver, revision=self.revision + 1)
        clock = Clock.start(
            step="key_account.approve",
            title=str(self),
            url=self.get_absolute_url(),
            doer=self.approver,
            department=(self.approver and self.approver.department) or DepartmentTree.load().root,
            grade=self.customer.grade,
            at=at,
        )
        self._move_adjustment(adjustment, AdjustmentState.SUBMITTED, version=version, clock=clock)
        row = self._log(Kind.ADJUSTMENT_SUBMITTED, by, at, note=adjustment.reason, version=version)
        telling.tell(row, [self.approver])
        return row

    @transaction.atomic
    def take_adjustment_back(self, by, at):
        adjustment = self._lock_adjustment_for_author(by, AdjustmentState.SUBMITTED)
        adjustment.clock.cancel(at)
        self._move_adjustment(adjustment, AdjustmentState.DRAFT, clock=None)
        self.raise_revision()
        return self._log(Kind.ADJUSTMENT_TAKEN_BACK, by, at)

    @transaction.atomic
    def approve_adjustment(self, by, at, seen, note=""):
        """The changed text is in force from now on."""
        adjustment, principal = self._decide_adjustment(by, seen)
        adjustment.clock.complete(at)
        version = adjustment.version
        self._move_adjustment(adjustment, AdjustmentState.APPROVED, clock=None, ended_at=at)
        self._set(baseline=version, revision=self.revision + 1)
        return self._decided(Kind.ADJUSTMENT_APPROVED, by, principal, at, note, version)

    @transaction.atomic
    def return_adjustment(self, by, at, seen, reason):
        """The supervisor returns it with what is missing."""
        require_words("note", reason)
        adjustment, principal = self._decide_adjustment(by, seen)
        adjustment.clock.complete(at)
        version = adjustment.version
        self._move_adjustment(adjustment, AdjustmentState.RETURNED, clock=None)
        self.raise_revision()
        return self._decided(Kind.ADJUSTMENT_RETURNED, by, principal, at, reason, version)

    @transaction.atomic
    def withdraw_adjustment(self, by, at):
        """The author leaves it at the plan in force, whose text comes back."""
        adjustment = self._lock_adjustment_for_author(by, *WRITING)
        self._move_adjustment(adjustment, AdjustmentState.WITHDRAWN, ended_at=at)
        restore(self, self.baseline.content)
        self.raise_revision()
        return self._log(Kind.ADJUSTMENT_WITHDRAWN, by, at)

    def _lock_adjustment_for_author(self, by, *states):
        """The open adjustment, which the plan's lock guards as well."""
        self._lock_for_author(by, PlanState.APPROVED)
        return self._adjustment_in(*states)

    def _decide_adjustment(self, by, seen):
        principal = self._decide(PlanState.APPROVED, by, seen)
        return self._adjustment_in(AdjustmentState.SUBMITTED), principal

    def _adjustment_in(self, *states):
        adjustment = self.adjustment
        if adjustment is None or adjustment.state not in states:
            self._refuse()
        return adjustment

    def _move_adjustment(self, adjustment, state, **changes):
        assert state in adjustment.moves[adjustment.state], f"{adjustment.state} → {state}"
        for name, value in {"state": state, **changes}.items():
            setattr(adjustment, name, value)
        adjustment.save(update_fields=["state", *changes])
