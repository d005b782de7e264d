"""What people do with a care task; the states are drawn in visits/models/care_task.py."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, lock
from customers.models import Activity, ContactCost, ContactEntry
from deadlines.models import Clock
from visits.models.care_states import APPROVAL, CATEGORIES, CHANNELS, PLAN, TO_DO, CareState
from visits.models.rule import VisitSettings


class CareTransitions:
    """For `CareTask`. Where a page was read before, `version` is the one that it showed."""

    def can_be_done_by(self, user):
        """Whose task it is, their deputy while they are away, and who may write in the customer's file."""
        return self.state in TO_DO and (self.doer in user.principals or self.customer.can_be_edited_by(user))

    def can_be_approved_by(self, user):
        """The supervisor of whose task it is, or who acts for them; without one, whoever sees everything. Never the
        person themself, nor somebody who acts for the person."""
        if self.state != CareState.ASKED or user.pk == self.doer_id:
            return False
        approver = self.doer.approver
        if approver is None:
            return user.sees_all
        return any(person.pk == approver.pk for person in user.principals)

    def needs_approval(self, amount):
        """Whether so much is more than the limit and than what was approved."""
        return amount > max(VisitSettings.current().gift_limit, self.approved_budget or 0)

    @transaction.atomic
    def edit(self, by, at, version, **changes):
        """How it will be done; what was approved holds for what does not cost more."""
        self._expect(by, version, {CareState.OPEN, CareState.APPROVED}, self.can_be_done_by)
        changed = {name: changes[name] for name in PLAN if name in changes and changes[name] != getattr(self, name)}
        if changed:
            self._save(by, at, **changed)
        return self

    @transaction.atomic
    def ask(self, by, at, version=None):
        """The budget is above the limit: the supervisor is asked."""
        self._expect(by, version, {CareState.OPEN, CareState.APPROVED}, self.can_be_done_by)
        if not self.needs_approval(self.budget):
            raise ValidationError(_("This budget needs no approval."))
        approver = self.doer.approver
        department = (approver and approver.department) or self.doer.department or self.doer.tree.root
        title = _("Approval: %(task)s, %(customer)s") % {"task": self, "customer": self.customer}
        clock = Clock.start(APPROVAL, title, self.get_absolute_url(), approver, department, at)
        self._save(by, at, state=CareState.ASKED, clock=clock, note="", decided_by=None)
        return self

    @transaction.atomic
    def approve(self, by, at, note="", version=None):
        self._decide(by, at, version)
        self._save(
            by, at, state=CareState.APPROVED, approved_budget=self.budget, decided_by=by, note=note.strip()[:300]
        )
        return self

    @transaction.atomic
    def refuse(self, by, at, note, version=None):
        """Not for that much: it is to be planned anew."""
        self._decide(by, at, version)
        self._save(by, at, state=CareState.OPEN, decided_by=by, note=_required(note, "note"))
        return self

    @transaction.atomic
    def do(self, by, at, cost, text="", version=None):
        """It is done: what it cost goes into the contact log. Not more may be spent than is allowed."""
        self._expect(by, version, {CareState.OPEN, CareState.APPROVED}, self.can_be_done_by)
        if self.needs_approval(cost):
            raise ValidationError({"cost": _("So much needs the approval of the supervisor first.")})
        costs = {CATEGORIES.get(self.way, ContactCost.Category.GIFT): cost}
        entry = ContactEntry.write(
            by,
            at,
            self.submission_key,
            self.customer,
            channel=CHANNELS[self.way],
            happened_at=at,
            summary=text.strip() or self._summary(),
            contacts=[self.contact] if self.contact else [],
            costs=costs,
        )
        return self._finish(by, at, cost, entry)

    @transaction.atomic
    def done_by_visit(self, by, at, cost, entry):
        """The visit by which somebody was congratulated has taken place; its costs stand in the visit's entry."""
        lock(self)
        if self.state in TO_DO:
            self._stop_clock(at)
            self._finish(by, at, cost, entry)

    @transaction.atomic
    def skip(self, by, at, reason, version=None):
        """It is not done this time, for a reason."""
        self._expect(by, version, set(TO_DO), self.can_be_done_by)
        self._stop_clock(at)
        self._save(by, at, state=CareState.SKIPPED, skipped_because=_required(reason, "reason"))
        return self._record("care.skipped", by, at, reason=self.skipped_because)

    @transaction.atomic
    def give_way(self, by, at):
        """Another file of the customer has the same task, and the two files become one."""
        lock(self)
        self._stop_clock(at)
        reason = _("Done for the file into which this one was merged")
        self._save(by, at, state=CareState.SKIPPED, skipped_because=reason)

    @transaction.atomic
    def give_to(self, doer, by, at):
        """The customer is handed over: another person congratulates. A question to the former supervisor is withdrawn."""
        lock(self)
        was_asked = self.state == CareState.ASKED
        self._stop_clock(at)
        self._save(by, at, doer=doer, state=CareState.OPEN if was_asked else self.state)

    def _decide(self, by, at, version):
        self._expect(by, version, {CareState.ASKED}, self.can_be_approved_by)
        self.clock.complete(at)

    def _finish(self, by, at, cost, entry):
        self._save(by, at, state=CareState.DONE, cost=cost, entry=entry)
        return self._record("care.done", by, at)

    def _summary(self):
        facts = {"task": self, "way": self.get_way_display(), "gift": self.gift}
        return (_("%(task)s: %(way)s, %(gift)s") if self.gift else _("%(task)s: %(way)s")) % facts

    def _expect(self, by, version, states, may):
        """Lock the row; refuse what is too late, what was read before a change, and what may not be done."""
        lock(self)
        if self.state not in states or (version is not None and version != self.version):
            facts = {
                "state": self.get_state_display(),
                "person": self.changed_by or _("the system"),
                "time": date_format(timezone.localtime(self.changed_at), "SHORT_DATETIME_FORMAT"),
            }
            message = _("This task is now “%(state)s”, last changed by %(person)s on %(time)s.")
            raise InvalidTransition(message % facts)
        if not may(by):
            raise PermissionDenied

    def _save(self, by, at, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_by, self.changed_at, self.version = by, at, self.version + 1
        self.save(update_fields=[*values, "changed_by", "changed_at", "version"])

    def _stop_clock(self, at):
        if self.clock and not self.clock.ended_at:
            self.clock.cancel(at)

    def _record(self, kind, by, at, **facts):
        about = {"occasion": self.occasion.both_names, "title": self.title} | facts
        return Activity.record(self.customer, kind, by, at, url=self.get_absolute_url(), **about)


def _required(text, field):
    text = text.strip()[:300]
    if not text:
        raise ValidationError({field: _("Please give the reason.")})
    return text
