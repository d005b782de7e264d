"""Who may do what with a plan. Each predicate decides the button and is asserted by the transition."""

from key_accounts.states import WRITING, AdjustmentState, PlanState
from people.deciding import principal_who_decides


class PlanRights:
    """For `AccountPlan`; everything presumes that the person sees the plan."""

    def is_authored_by(self, user):
        """The author, or the deputy of an absent author."""
        return any(person.pk == self.owner_id for person in user.principals)

    @property
    def is_being_written(self):
        if self.adjustment is not None:
            return self.state == PlanState.APPROVED and self.adjustment.state in WRITING
        return self.state in WRITING

    def can_be_written_by(self, user):
        """Its text: the author, while it is a draft or returned, or while an adjustment is being written."""
        return self.is_being_written and self.is_authored_by(user)

    def can_be_submitted_by(self, user):
        return self.state in WRITING and self.is_authored_by(user)

    def can_be_taken_back_by(self, user):
        """As long as nobody has decided."""
        return self.state == PlanState.SUBMITTED and self.is_authored_by(user)

    def principal_of(self, user):
        """The person in whose right `user` may decide on this plan: the supervisor asked and those above; never the
        author or whoever handed it in, nor their deputy in their place."""
        authors = {self.owner_id, self.submitted_by_id}
        return principal_who_decides(user, self.approver_id, self.owner.department_id, authors)

    def can_be_approved_by(self, user):
        return self.state == PlanState.SUBMITTED and self.principal_of(user) is not None

    def can_be_adjusted_by(self, user):
        """An approved plan, one adjustment at a time."""
        return self.state == PlanState.APPROVED and self.adjustment is None and self.is_authored_by(user)

    def can_adjustment_be_submitted_by(self, user):
        return self.adjustment is not None and self.can_be_written_by(user)

    def can_adjustment_be_taken_back_by(self, user):
        return self._adjustment_waits and self.is_authored_by(user)

    def can_adjustment_be_withdrawn_by(self, user):
        return self.can_adjustment_be_submitted_by(user)

    def can_adjustment_be_approved_by(self, user):
        return self._adjustment_waits and self.principal_of(user) is not None

    def can_progress_be_kept_by(self, user):
        """Actual figures: the author, once the plan is approved and until it is summed up."""
        return self.state == PlanState.APPROVED and self.is_authored_by(user)

    def can_be_closed_by(self, user):
        return self.state == PlanState.APPROVED and self.adjustment is None and self.is_authored_by(user)

    def can_be_filed_by(self, user):
        return self.state == PlanState.CLOSED and self.principal_of(user) is not None

    @property
    def _adjustment_waits(self):
        return self.adjustment is not None and self.adjustment.state == AdjustmentState.SUBMITTED
