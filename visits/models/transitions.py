"""What people do with a visit before it takes place. Each transition locks the row, asks who may and whether it still can
be done, changes the state and writes on the customer's timeline.

Where a page was read before, `version` is the one that it showed: if the visit was changed since, the answer is by whom.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, lock
from customers.models import Activity
from visits.states import MOVES, WITH_FILES, State

FACTS = ("purpose", "place", "minutes", "owner")
PEOPLE = ("contacts", "companions")


class VisitTransitions:
    """For `Visit`. Every method returns the row that it wrote on the timeline; `plan` the visit."""

    @classmethod
    @transaction.atomic
    def plan(cls, by, at, submission_key, customer, planned_at, owner=None, contacts=(), companions=(), **facts):
        """Plan a visit; the same `submission_key` again returns the one it made before."""
        if not cls.can_be_planned_for(customer, by):
            raise PermissionDenied
        return cls._insert(by, at, submission_key, customer, planned_at, owner or by, contacts, companions, **facts)

    @classmethod
    def _insert(cls, by, at, submission_key, customer, planned_at, owner, contacts, companions, **facts):
        known = {"customer": customer, "owner": owner, "planned_at": planned_at, "created_at": at} | facts
        visit, is_new = cls.objects.get_or_create(
            submission_key=submission_key, defaults=known | {"changed_by": by, "changed_at": at}
        )
        if is_new:
            visit.contacts.set(contacts)
            visit.companions.set(companions)
            visit._record("visit.planned", by, at)
        return visit

    @transaction.atomic
    def accept(self, by, at, planned_at, version=None):
        """The proposed visit will be made at `planned_at`, to those present of the levels that the rule names."""
        self._expect(by, State.PLANNED, version, self.can_be_decided_by, sources={State.PROPOSED})
        self._save(by, at, state=State.PLANNED, planned_at=planned_at)
        if self.rule and self.rule.levels and not self.contacts.exists():
            self.contacts.set(self.customer.contacts.present().filter(level__in=self.rule.levels))
        return self._record("visit.planned", by, at)

    @transaction.atomic
    def decline(self, by, at, reason, version=None):
        """It is not made, for a reason; the customer is not proposed again in this period."""
        self._expect(by, State.DECLINED, version, self.can_be_decided_by)
        self._save(by, at, state=State.DECLINED, refusal=self._required(reason))
        return self._record("visit.declined", by, at, reason=self.refusal)

    @transaction.atomic
    def postpone(self, by, at, due_on, version=None):
        """The proposal stays one, for another day."""
        self._expect(by, State.PLANNED, version, self.can_be_decided_by, sources={State.PROPOSED})
        self._save(by, at, due_on=due_on)
        return self._record("visit.postponed", by, at, day=due_on.isoformat())

    @transaction.atomic
    def confirm(self, by, at, version=None):
        """The customer has agreed to the time."""
        self._expect(by, State.CONFIRMED, version, self.can_be_confirmed_by)
        self._save(by, at, state=State.CONFIRMED)
        return self._record("visit.confirmed", by, at)

    @transaction.atomic
    def move(self, by, at, planned_at, version=None):
        """To another time, which is to be confirmed anew; what was late for a report is so no more. Nothing happens where
        the time is the same."""
        self._expect(by, State.PLANNED, version, self.can_be_moved_by)
        if self.is_open and planned_at == self.planned_at:
            return None
        self._stop_clock(at, is_done=False)
        self._save(by, at, state=State.PLANNED, planned_at=planned_at, report_clock=None)
        return self._record("visit.moved", by, at)

    @transaction.atomic
    def cancel(self, by, at, reason, version=None):
        """It will not be made."""
        self._expect(by, State.CANCELLED, version, self.can_be_cancelled_by)
        self._stop_clock(at, is_done=False)
        self._save(by, at, state=State.CANCELLED, refusal=self._required(reason))
        return self._record("visit.cancelled", by, at, reason=self.refusal)

    @transaction.atomic
    def miss(self, by, at, reason="", version=None):
        """Its time has passed without a visit; `by` is None where nobody has said anything for too long."""
        if by is None:
            lock(self)
            if not self.is_open:
                raise InvalidTransition(self._present())
        else:
            self._expect(by, State.MISSED, version, self.can_be_cancelled_by)
        if self.planned_at > at:
            raise ValidationError(_("Its time has not come yet: cancel it or move it."))
        self._stop_clock(at, is_done=False)
        self._save(by, at, state=State.MISSED, refusal=reason.strip()[:300])
        return self._record("visit.missed", by, at, reason=self.refusal)

    @transaction.atomic
    def edit(self, by, at, version, **changes):
        """Correct what was planned; `version` is the one that the form was opened with."""
        self._expect(by, None, version, self.can_be_moved_by)
        changed = [name for name in FACTS if name in changes and changes[name] != getattr(self, name)]
        people = {name: set(changes[name]) for name in PEOPLE if name in changes}
        changed_people = [name for name, chosen in people.items() if chosen != set(getattr(self, name).all())]
        if not changed and not changed_people:
            return None
        for name in changed_people:
            getattr(self, name).set(people[name])
        self._save(by, at, **{name: changes[name] for name in changed})
        if "owner" in changed and self.report_clock:
            self.report_clock.give_to(self.owner, self._department())
        return self._record("visit.edited", by, at)

    @transaction.atomic
    def attach(self, by, at, submission_key, files):
        """Keep files that `crm_site.files` checked; the same `submission_key` again keeps them once."""
        self._expect(by, State.DONE, None, self.can_be_attached_to_by, sources=WITH_FILES)
        if self.files.filter(submission_key=submission_key).exists():
            return None
        self._keep_files(by, at, submission_key, files)
        return self._record("visit.attached", by, at, names=", ".join(file.name for file in files))

    def _keep_files(self, by, at, submission_key, files):
        for file in files:
            facts = {"name": file.name, "content_type": file.content_type, "size": file.size}
            self.files.create(file=file, by=by, at=at, submission_key=submission_key, **facts)

    @transaction.atomic
    def give_to(self, owner, by, at):
        """The customer is handed over: another person goes."""
        lock(self)
        self._save(by, at, owner=owner)
        if self.report_clock and not self.report_clock.ended_at:
            self.report_clock.give_to(owner, self._department())

    def _expect(self, by, target, version, may, sources=None):
        """Lock the row; refuse what may not be done, what cannot be done any more, and what was read before a change."""
        lock(self)
        sources = sources or MOVES.get(target, ())
        if (target and self.state not in sources) or (version is not None and version != self.version):
            raise InvalidTransition(self._present())
        if not may(by):
            raise PermissionDenied

    def _save(self, by, at, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_by, self.changed_at, self.version = by, at, self.version + 1
        self.save(update_fields=[*values, "changed_by", "changed_at", "version"])

    def _record(self, kind, by, at, **facts):
        when = {"time": f"{timezone.localtime(self.planned_at):%Y-%m-%d %H:%M}"} if self.planned_at else {}
        facts = when | {"purpose": self.purpose} | facts
        return Activity.record(self.customer, kind, by, at, url=self.get_absolute_url(), **facts)

    def _required(self, reason):
        reason = reason.strip()[:300]
        if not reason:
            raise ValidationError({"reason": _("Please give the reason.")})
        return reason

    def _present(self):
        """Who changed it last and what it is now: the answer to whoever comes too late."""
        facts = {
            "state": self.get_state_display(),
            "person": self.changed_by or _("the system"),
            "time": date_format(timezone.localtime(self.changed_at), "SHORT_DATETIME_FORMAT"),
        }
        return _("This visit is now “%(state)s”, last changed by %(person)s on %(time)s.") % facts
