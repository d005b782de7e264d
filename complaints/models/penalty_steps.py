"""What people do with a penalty: propose, decide, appeal, decide on the appeal."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from complaints import quality_news as news
from complaints.models.machinery import require_words
from crm_site.workflow import InvalidTransition, lock
from deadlines.models import Clock, DeadlinePolicy, WorkingCalendar
from deadlines.reckoning import reckon

DECISION, APPEAL, APPEAL_DECISION = "complaint.penalty", "complaint.appeal", "complaint.appeal_decision"


class PenaltySteps:
    """For `Penalty`."""

    @classmethod
    @transaction.atomic
    def propose(cls, complaint, by, at, submission_key, **facts):
        """Propose a penalty; the supervising leader of the department, of a person theirs, decides. The same key returns the
        first one.
        """
        lock(complaint)
        if not cls.can_be_proposed_by(by, complaint):
            raise PermissionDenied
        known = cls.objects.filter(submission_key=submission_key, complaint=complaint).first()
        if known is not None:
            return known
        penalty = cls(complaint=complaint, by=by, at=at, submission_key=submission_key, **facts)
        require_words(reason=penalty.reason)
        if penalty.person and penalty.person.department_id:
            penalty.department = penalty.person.department
        if penalty.person == by:
            raise ValidationError({"person": _("Nobody proposes a penalty against themself.")})
        penalty.approver = penalty._asked(by.tree, {by.pk, penalty.person_id})
        penalty.save(force_insert=True)
        penalty._wait_for(DECISION, penalty.approver, by.tree, at)
        news.penalty_proposed(penalty, at)
        return penalty

    @transaction.atomic
    def put_in_force(self, by, at, note=""):
        """It is in force, and whom it is against learns of it with the day until which they may appeal."""
        self._end_decision(self.State.PROPOSED, self.can_be_decided_by, by, at)
        self.appeal_until = _time_limit(APPEAL, at)
        self._decide(self.State.IN_FORCE, by, at, note)

    @transaction.atomic
    def refuse(self, by, at, note):
        """It does not come into force, for a reason; whom it would have been against never learns of it."""
        self._end_decision(self.State.PROPOSED, self.can_be_decided_by, by, at)
        require_words(note=note)
        self._decide(self.State.REFUSED, by, at, note)

    @transaction.atomic
    def appeal_against(self, by, at, appeal):
        """Once, within the time limit; somebody who has had no part in it decides."""
        self._lock()
        self._expect(self.State.IN_FORCE)
        if at > self.appeal_until:
            day = date_format(localtime(self.appeal_until), "SHORT_DATETIME_FORMAT")
            raise InvalidTransition(_("The time for an appeal ended on %(day)s.") % {"day": day})
        if not self.can_be_appealed_by(by, at):
            raise PermissionDenied
        require_words(appeal=appeal)
        self.state, self.appeal, self.appealed_by, self.appealed_at = self.State.APPEALED, appeal.strip(), by, at
        parties = {self.by_id, self.person_id, self.decided_by_id, by.pk}
        self.appeal_approver = self._asked(by.tree, parties)
        self.save(update_fields=["state", "appeal", "appealed_by", "appealed_at", "appeal_approver"])
        self._wait_for(APPEAL_DECISION, self.appeal_approver, by.tree, at)
        news.penalty_appealed(self, at)

    def uphold(self, by, at, note):
        """The appeal is not followed, for a reason."""
        self._answer_appeal(self.State.UPHELD, by, at, note)

    def reduce(self, by, at, note, amount):
        """The amount is lowered."""
        self._answer_appeal(self.State.REDUCED, by, at, note, amount)

    def lift(self, by, at, note):
        """The appeal is followed: there is no penalty any more."""
        self._answer_appeal(self.State.LIFTED, by, at, note)

    @transaction.atomic
    def _answer_appeal(self, state, by, at, note, amount=None):
        self._end_decision(self.State.APPEALED, self.can_appeal_be_decided_by, by, at)
        require_words(note=note)
        if state == self.State.REDUCED:
            if amount is None or self.amount is None or not 0 <= amount < self.amount:
                raise ValidationError({"amount": _("Give an amount below the present one.")})
            self.amount = amount
        self.state, self.appeal_decided_by, self.appeal_decided_at, self.appeal_note = state, by, at, note.strip()
        self.save()
        news.appeal_decided(self, by, at)

    def _decide(self, state, by, at, note):
        self.state, self.decided_by, self.decided_at, self.note = state, by, at, note.strip()
        self.save(update_fields=["state", "decided_by", "decided_at", "note", "appeal_until", "clock"])
        news.penalty_decided(self, by, at)

    def _end_decision(self, state, may, by, at):
        self._lock()
        self._expect(state)
        if not may(by):
            raise PermissionDenied
        self.clock.complete(at)
        self.clock = None

    def _asked(self, tree, parties):
        """The supervising leader of the department, else the general manager; nobody who is a party."""
        asked = (tree.leader_of(self.department_id), tree.general_manager)
        return next((who for who in asked if who is not None and who.pk not in parties), None)

    def _wait_for(self, step, doer, tree, at):
        self.clock = Clock.start(
            step=step,
            title=self.complaint.number,
            url=self.get_absolute_url(),
            doer=doer,
            department=(doer and doer.department) or tree.root,
            kept_from=self.person,
            at=at,
        )
        self.save(update_fields=["clock"])

    def _lock(self):
        lock(self, "complaint", "person", "by", "decided_by", "appeal_decided_by", "clock")

    def _expect(self, state):
        if self.state == state:
            return
        facts = {
            "who": self.appeal_decided_by or self.decided_by or self.by,
            "when": date_format(
                localtime(self.appeal_decided_at or self.appealed_at or self.decided_at or self.at),
                "SHORT_DATETIME_FORMAT",
            ),
            "state": self.get_state_display(),
        }
        raise InvalidTransition(_("Meanwhile, by %(who)s on %(when)s: %(state)s.") % facts)


def _time_limit(step, at):
    """The end of the time that the table of time limits gives for `step`."""
    policy, calendar = DeadlinePolicy.objects.default(), WorkingCalendar.objects.default()
    return reckon(policy.rule_for(step, "", ""), calendar.working_time(), at).deadline
