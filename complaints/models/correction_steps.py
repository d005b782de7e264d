"""What people do with a corrective action: each locks the row, asks who may, moves the clock on and tells those concerned."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from complaints import correction_news as news
from complaints.models.log import ComplaintLog
from complaints.models.machinery import require_words
from crm_site.workflow import InvalidTransition, lock
from deadlines.models import Clock
from deadlines.reckoning import end_of

TO_DO, TO_CHECK = "complaint.correction", "complaint.correction_check"


class CorrectionSteps:
    """For `CorrectiveAction`."""

    @classmethod
    @transaction.atomic
    def agree_on(cls, complaint, by, at, submission_key, **facts):
        """Have something changed because of `complaint`. The same `submission_key` again returns the first one."""
        lock(complaint)
        if not cls.can_be_agreed_on_by(by, complaint):
            raise PermissionDenied
        known = cls.objects.filter(submission_key=submission_key, complaint=complaint).first()
        if known is not None:
            return known
        department = complaint.department or by.department or by.tree.root
        correction = cls(
            complaint=complaint,
            cause=complaint.cause,
            department=department,
            by=by,
            at=at,
            submission_key=submission_key,
            **facts,
        )
        correction.clean()
        correction.save(force_insert=True)
        correction.clock = correction._start(TO_DO, correction.owner, at, end_of(correction.due))
        correction.save(update_fields=["clock"])
        correction._log(by, at)
        news.agreed_on(correction, by, at)
        return correction

    @transaction.atomic
    def finish(self, by, at, account):
        """The owner did it; the effect is looked at some weeks later."""
        self._lock()
        self._require_state(self.can_be_done_by(by), self.State.OPEN)
        require_words(account=account)
        self.clock.complete(at)
        look_on = localdate(at) + timedelta(weeks=self.check_after_weeks)
        self.clock = self._start(TO_CHECK, self.checker, at, end_of(look_on))
        self._become(self.State.DONE, done_at=at, account=account.strip())
        self._log(by, at)
        news.done(self, by, at)

    @transaction.atomic
    def check_effect(self, by, at, is_effective, finding):
        """Somebody else than the owner says whether it helped."""
        self._lock()
        self._require_state(self.can_be_checked_by(by), self.State.DONE, self.State.QUESTIONED)
        require_words(finding=finding)
        self.clock.complete(at)
        self.clock = None
        state = self.State.EFFECTIVE if is_effective else self.State.INEFFECTIVE
        self._become(state, checked_at=at, checked_by=by, finding=finding.strip())
        self._log(by, at)
        news.checked(self, by, at)

    @transaction.atomic
    def change(self, by, at, owner, due):
        """Somebody else does it, or by another day; who does it by the same day is not told again."""
        self._lock()
        self._require_state(self.can_be_changed_by(by), self.State.OPEN)
        if (owner, due) == (self.owner, self.due):
            return
        self.owner, self.due = owner, due
        self.clean()
        self.clock.cancel(at)
        self.clock = self._start(TO_DO, owner, at, end_of(due))
        self.save(update_fields=["owner", "due", "clock"])
        self._log(by, at)
        news.agreed_on(self, by, at)

    @transaction.atomic
    def cancel(self, by, at, reason):
        """It is not done after all, for a reason."""
        self._lock()
        self._require_state(self.can_be_changed_by(by), self.State.OPEN)
        require_words(reason=reason)
        self.clock.cancel(at)
        self.clock = None
        self._become(self.State.CANCELLED, finding=reason.strip())
        self._log(by, at)
        news.cancelled(self, by, at)

    @classmethod
    def question_after(cls, complaint, at):
        """A complaint of the same cause came again: whether what was done helped is an open question once more."""
        if complaint.cause_id is None or complaint.department_id is None:
            return
        for correction in cls.objects.in_doubt_after(complaint, at).order_by("pk"):
            correction._question(complaint, at)

    @transaction.atomic
    def _question(self, complaint, at):
        self._lock()
        self.repeats.add(complaint)
        if self.state == self.State.EFFECTIVE:
            self.clock = self._start(TO_CHECK, self.checker, at)
            self._become(self.State.QUESTIONED)
        news.came_again(self, complaint, at)

    def _start(self, step, doer, at, due_at=None):
        return Clock.start(
            step=step,
            title=f"{self.complaint.number} {self.task}",
            url=self.get_absolute_url(),
            doer=doer,
            department=doer.department or self.department,
            severity=self.complaint.severity,
            at=at,
            due_at=due_at,
        )

    def _lock(self):
        lock(self, "complaint", "owner", "checker", "by", "clock")

    def _require_state(self, is_allowed, *states):
        if self.state not in states:
            raise InvalidTransition(
                _("Meanwhile: %(state)s (%(time)s).")
                % {
                    "state": self.get_state_display(),
                    "time": date_format(localtime(self.checked_at or self.done_at or self.at), "SHORT_DATETIME_FORMAT"),
                }
            )
        self._require(is_allowed)

    def _become(self, state, **facts):
        self.state = state
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "clock", *facts])

    def _log(self, by, at):
        self.complaint._write(ComplaintLog.Kind.CORRECTION, by, None, at, what=self.task, state=self.state)
