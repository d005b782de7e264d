"""What becomes of a visit when its time has passed: the clock of its report, the report, and what follows from it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.workflow import lock
from customers.models import ContactEntry
from deadlines.models import Clock
from visits.states import NextStep, State

STEP = "visit.report"
TEXTS = ("summary", "attitude", "needs", "problems", "competitor_news")


class VisitReporting:
    """For `Visit`."""

    @transaction.atomic
    def await_report(self, at):
        """The visit is over: the clock of its report has run since then, also where this is noticed late."""
        lock(self)
        if self.report_clock_id or not self.is_open or self.ends_at > at:
            return None
        title = _("Report of the visit: %(customer)s") % {"customer": self.customer}
        url = f"{self.get_absolute_url()}report/"
        self.report_clock = Clock.start(STEP, title, url, self.owner, self._department(), self.ends_at)
        self.save(update_fields=["report_clock"])
        return self.report_clock

    @transaction.atomic
    def report(self, by, at, summary, attitude, next_step, next_step_text="", next_visit_at=None, costs=None, **rest):
        """How it was. It goes into the contact log with its costs; the next step becomes a visit or an owed answer.

        `rest`: needs, problems, competitor_news; contacts where others were met than planned; files that
        `crm_site.files` checked; the `version` seen.
        """
        version, contacts, files = rest.pop("version", None), rest.pop("contacts", None), rest.pop("files", ())
        self._expect(by, State.DONE, version, self.can_be_reported_by)
        self._check_report(at, next_step, next_step_text, next_visit_at)
        if contacts is not None:
            self.contacts.set(contacts)
        values = {"summary": summary, "attitude": attitude, "next_step": next_step, "next_step_text": next_step_text}
        self._save(by, at, state=State.DONE, refusal="", reported_at=at, reported_by=by, **values, **rest)
        self._keep_files(by, at, uuid.uuid4(), files)
        self._stop_clock(at, is_done=True)
        row = self._record("visit.done", by, at, attitude=self.get_attitude_display())
        self._write_in_log(by, at, costs or {}, next_visit_at)
        if self.care_task:
            self.care_task.done_by_visit(by, at, sum((costs or {}).values()), self.entry)
        if next_step == NextStep.VISIT:
            self._plan_next(by, at, next_visit_at)
        return row

    @transaction.atomic
    def edit_report(self, by, at, version, **changes):
        """Correct the report; `version` is the one that the form was opened with."""
        self._expect(by, None, version, self.can_report_be_edited_by)
        changed = {name: changes[name] for name in TEXTS if name in changes and changes[name] != getattr(self, name)}
        if not changed:
            return None
        self._save(by, at, **changed)
        return self._record("visit.report_edited", by, at)

    def _check_report(self, at, next_step, next_step_text, next_visit_at):
        if timezone.localdate(self.planned_at) > timezone.localdate(at):
            raise ValidationError(_("The day of this visit has not come yet. Move it to when it took place."))
        if next_step == NextStep.VISIT and (next_visit_at is None or next_visit_at <= at):
            raise ValidationError({"next_visit_at": _("Say when the next visit will be.")})
        if next_step == NextStep.ANSWER and not next_step_text.strip():
            raise ValidationError({"next_step_text": _("Say what we owe an answer to.")})

    def _write_in_log(self, by, at, costs, next_visit_at):
        people = {self.owner, *self.companions.all()} - {by}
        self.entry = ContactEntry.write(
            by,
            at,
            self.submission_key,
            self.customer,
            channel=ContactEntry.Channel.VISIT,
            happened_at=min(self.planned_at, at),
            summary=self.summary,
            contacts=self.contacts.all(),
            colleagues=people,
            costs=costs,
            answer_owed=self.next_step_text if self.next_step == NextStep.ANSWER else "",
            next_contact_on=timezone.localdate(next_visit_at) if next_visit_at else None,
            needs=self.needs,
            problems=self.problems,
            place=self.place,
        )
        self.save(update_fields=["entry"])

    def _plan_next(self, by, at, planned_at):
        facts = {"purpose": self.next_step_text or self.purpose, "place": self.place, "previous": self}
        people = (self.contacts.all(), self.companions.all())
        return self._insert(by, at, uuid.uuid4(), self.customer, planned_at, self.owner, *people, **facts)

    def _stop_clock(self, at, is_done):
        clock = self.report_clock
        if clock is None or clock.ended_at:
            return
        if is_done:
            clock.complete(at)
        else:
            clock.cancel(at)

    def _department(self):
        """Where an overdue report is told: the department of who goes."""
        return self.owner.department or self.owner.tree.root
