"""What people do with a solution: propose, review, edit, say that it is out of date, and use it for a complaint."""

import unicodedata

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from complaints import solution_news as news
from complaints.models.log import ComplaintLog
from complaints.models.machinery import require_words
from crm_site.workflow import InvalidTransition, differs, lock
from deadlines.models import Clock

REVIEW = "complaint.solution"


class SolutionSteps:
    """For `Solution`."""

    @classmethod
    @transaction.atomic
    def propose(cls, by, at, submission_key, complaint=None, **facts):
        """Write down what helped; a second person reviews it. The same `submission_key` again returns the first one."""
        if not cls.can_be_proposed_by(by, complaint):
            raise PermissionDenied
        known = cls.objects.filter(submission_key=submission_key, by=by).first()
        if known is not None:
            return known
        solution = cls(by=by, at=at, submission_key=submission_key, complaint=complaint)
        solution._write(facts)
        solution.save(force_insert=True)
        solution._wait_for_review(at)
        news.proposed(solution, at)
        return solution

    @transaction.atomic
    def edit(self, by, at, version, **facts):
        """Write it anew; whoever read an older version is told who changed it meanwhile."""
        self._lock()
        self._expect(version, self.State.PROPOSED, self.State.PUBLISHED)
        self._require(self.can_be_edited_by(by))
        changed = {name: value for name, value in facts.items() if differs(getattr(self, name), value)}
        if not changed:
            return
        self._write(changed)
        self.version, self.edited_by, self.edited_at = version + 1, by, at
        self.save(update_fields=[*changed, "version", "edited_by", "edited_at"])

    @transaction.atomic
    def publish(self, by, at, version):
        """From now on it is proposed to whoever has the same problem."""
        self._review(self.State.PUBLISHED, by, at, version)

    @transaction.atomic
    def decline(self, by, at, version, reason):
        """It does not come into the base, for a reason that the proposer reads."""
        self._review(self.State.DECLINED, by, at, version, reason)

    @transaction.atomic
    def withdraw(self, by, at, reason):
        """It is not found any more."""
        self._lock()
        self._expect(self.version, self.State.PUBLISHED)
        self._require(self.can_be_withdrawn_by(by))
        self._decide(self.State.WITHDRAWN, by, at, reason)

    @transaction.atomic
    def flag(self, by, at, reason):
        """Say what is out of date in it; reviewers are told."""
        self._lock()
        self._expect(self.version, self.State.PUBLISHED)
        self._require(self.is_outdated or self.can_be_flagged_by(by))
        if self.is_outdated:
            raise InvalidTransition(self._told(self.outdated_by, self.outdated_at, _("out of date")))
        require_words(reason=reason)
        self._save_flag(by, at, reason.strip())
        news.flagged(self, at)

    @transaction.atomic
    def clear(self, by, at):
        """It is right, or has been brought up to date."""
        self._lock()
        self._expect(self.version, self.State.PUBLISHED)
        if not self.is_outdated:
            raise InvalidTransition(self._present())
        self._require(self.can_be_cleared_by(by))
        self._save_flag(None, None, "")

    @transaction.atomic
    def use(self, complaint, by, at):
        """It is used for `complaint`, whose log says so; a second time changes nothing."""
        lock(complaint)
        self._lock()
        self._expect(self.version, self.State.PUBLISHED)
        self._require(self.can_be_used_by(by, complaint))
        use, is_new = self.uses.get_or_create(complaint=complaint, defaults={"by": by, "at": at})
        if is_new:
            complaint._write(ComplaintLog.Kind.SOLUTION, by, None, at, title=self.title)
        return use

    def _write(self, facts):
        require_words(**{name: facts[name] for name in ("title", "problem", "remedy") if name in facts})
        for name, value in facts.items():
            setattr(self, name, value)
        self._require_no_names()

    def _require_no_names(self):
        """Everybody reads it: what tells of whom it was has no place in it."""
        if self.complaint is None:
            return
        text = unicodedata.normalize("NFKC", f"{self.title}\n{self.problem}\n{self.remedy}").casefold()
        known = [*_names_in(self.complaint), *self.complaint.waybills]
        named = [name for name in known if len(name) > 1 and unicodedata.normalize("NFKC", name).casefold() in text]
        if named:
            raise ValidationError(_("Everybody reads it, so please leave out: %(names)s") % {"names": ", ".join(named)})

    def _wait_for_review(self, at):
        """For the supervising leader of the proposer, else the general manager; any other reviewer may be faster."""
        tree = self.by.tree
        asked = (tree.leader_of(self.by.department_id), tree.general_manager)
        doer = next((who for who in asked if who is not None and self.can_be_reviewed_by(who)), None)
        self.clock = Clock.start(
            step=REVIEW,
            title=self.title,
            url=self.get_absolute_url(),
            doer=doer,
            department=(doer and doer.department) or tree.root,
            at=at,
        )
        self.save(update_fields=["clock"])

    def _review(self, state, by, at, version, reason=""):
        self._lock()
        self._expect(version, self.State.PROPOSED)
        self._require(self.can_be_reviewed_by(by))
        self.clock.complete(at)
        self.clock = None
        self._decide(state, by, at, reason)

    def _decide(self, state, by, at, reason):
        if state != self.State.PUBLISHED:
            require_words(reason=reason)
        self.state, self.reviewed_by, self.reviewed_at, self.reason = state, by, at, reason.strip()
        self.save(update_fields=["state", "reviewed_by", "reviewed_at", "reason", "clock"])
        news.reviewed(self, at)

    def _save_flag(self, by, at, reason):
        self.outdated_by, self.outdated_at, self.outdated_reason = by, at, reason
        self.save(update_fields=["outdated_by", "outdated_at", "outdated_reason"])

    def _lock(self):
        lock(self, "complaint__customer", "by", "reviewed_by", "edited_by", "outdated_by", "clock")

    def _expect(self, version, *states):
        if self.state not in states or self.version != version:
            raise InvalidTransition(self._present())

    def _present(self):
        if self.edited_at and self.edited_at > (self.reviewed_at or self.at):
            return self._told(self.edited_by, self.edited_at, _("changed"))
        return self._told(self.reviewed_by or self.by, self.reviewed_at or self.at, self.get_state_display())

    def _told(self, who, when, state):
        time = date_format(localtime(when), "SHORT_DATETIME_FORMAT")
        return _("Meanwhile, by %(who)s on %(when)s: %(state)s.") % {"who": who, "when": time, "state": state}

    def _require(self, allowed):
        if not allowed:
            raise PermissionDenied


def _names_in(complaint):
    """What would tell of whom a complaint is."""
    customer = complaint.customer
    known = [complaint.caller_name, complaint.caller_company, complaint.caller_phone, complaint.number]
    return [*known, customer.name, customer.short_name] if customer else known
