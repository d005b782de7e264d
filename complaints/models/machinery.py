"""What all transitions of a complaint are made of: finding the waiting step, ending it, opening the next, and the records."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from complaints.loop import DESK_STEPS, NOT_DONE, Step
from complaints.models.log import ComplaintLog
from crm_site.workflow import InvalidTransition
from customers.models import Activity, CustomerAccess
from deadlines.models import Clock
from people.models import Role, User

Kind = ComplaintLog.Kind


class TransitionMachinery:
    """For `ComplaintTransitions`; everything happens in the caller's transaction, on the locked row."""

    @classmethod
    def _insert_once(cls, by, submission_key, facts):
        """A new row, or the one that this form has made already; a number that is taken is drawn again."""
        same_form = cls.objects.filter(submission_key=submission_key, logged_by=by)
        customer = facts.get("customer")
        grade = customer.grade if customer else ""
        complaint = cls(logged_by=by, submission_key=submission_key, grade=grade, **facts)
        for _attempt in range(5):
            if first := same_form.first():
                return first, False
            try:
                with transaction.atomic():
                    complaint.save(force_insert=True)
                return complaint, True
            except IntegrityError as error:
                refusal = error
                complaint.number = cls._meta.get_field("number").get_default()
        raise refusal

    def _expect_open(self, seen):
        """The step that waits, which must be the one that the person saw."""
        if self.open_step is None or (seen is not None and self.open_step_id != seen):
            raise InvalidTransition(self._present(ComplaintLog.KINDS_THAT_MOVE_IT))
        # The step knows this very object, so that rights are asked of the locked row.
        self.open_step.complaint = self
        return self.open_step

    def _require(self, allowed):
        if not allowed:
            raise PermissionDenied

    def _present(self, kinds=None):
        """Who did what last, and for what it waits now: the answer to whoever comes too late.

        `kinds` are those that can have been in the way; otherwise it may be everything but a file.
        """
        in_the_way = Q(kind__in=kinds) if kinds else ~Q(kind=Kind.ATTACHED)
        last = self.log.select_related("by", "step").filter(in_the_way).last()
        if last is None:
            return _("It was closed in the register that was kept before.")
        facts = {
            "person": last.author,
            "time": date_format(localtime(last.at), "SHORT_DATETIME_FORMAT"),
            "what": last.sentence,
        }
        if self.open_step is None:
            return _("Meanwhile, by %(person)s on %(time)s: %(what)s.") % facts
        facts["step"] = self.open_step.get_step_display()
        return _("Meanwhile, by %(person)s on %(time)s: %(what)s. Now it waits for: %(step)s.") % facts

    def _open(self, step, at, tree):
        """Let `step` wait, with a clock that starts now."""
        department, doer = self._responsible_for(step, tree)
        clock = Clock.start(
            step=f"complaint.{step}",
            title=f"{self.number} {self.complainant}"[:200],
            url=self.get_absolute_url(),
            department=department,
            doer=doer,
            severity=self.severity,
            grade=self._grade,
            cycle=self.cycle,
            kept_from=self.against,
            at=at,
        )
        self.open_step = self.steps.create(step=step, cycle=self.cycle, department=department, doer=doer, clock=clock)
        self.save(update_fields=["open_step"])
        self._pass_notice_on(tree)
        return self.open_step

    @property
    def _grade(self):
        return self.customer.grade if self.customer else ""

    def _responsible_for(self, step, tree):
        """The department whose step it is, and the one person that it waits for, if it is one."""
        if step == Step.INSTRUCT:
            asked = (tree.leader_of(self.department_id), tree.general_manager)
            doer = next((who for who in asked if who is not None and who.pk != self.against_id), None)
            return self.department, doer
        if step not in DESK_STEPS:
            return self.department, None
        taker = self.logged_by
        if taker is None or taker.role != Role.DESK or not taker.is_active or taker.pk == self.against_id:
            taker = None
        desk = taker or User.objects.active().filter(role=Role.DESK, department__isnull=False).order_by("pk").first()
        return (desk and desk.department) or tree.root, taker

    def _pass_over(self, tree):
        """Now that it is known whom the complaint is about, the step neither waits for them nor is told to them."""
        step = self.open_step
        _department, step.doer = self._responsible_for(step.step, tree)
        step.save(update_fields=["doer"])
        Clock.objects.filter(pk=step.clock_id).update(doer=step.doer, kept_from=self.against)
        self._pass_notice_on(tree)

    def _end_step(self, step, by, at, outcome, **words):
        step.done_for = self._in_place_of(step, by)
        step.done_at, step.done_by, step.outcome = at, by, outcome
        for name, text in words.items():
            setattr(step, name, text)
        if outcome in NOT_DONE:
            step.clock.cancel(at)
        else:
            step.clock.complete(at)
        step.worked_seconds, step.was_late = step.clock.worked_seconds(), at > step.clock.deadline
        kept = ("done_at", "done_by", "done_for", "outcome", "worked_seconds", "was_late")
        step.save(update_fields=[*kept, *words])

    def _in_place_of(self, step, by):
        principal = step.principal_of(by)
        return None if principal == by else principal

    def _go_to(self, state, **changes):
        self.state = state
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *changes])

    def _write(self, kind, by, acting_for, at, step=None, note="", **facts):
        return self.log.create(kind=kind, by=by, acting_for=acting_for, at=at, step=step, note=note, facts=facts)

    def _record(self, kind, by, at, **facts):
        """On the customer's timeline."""
        if self.customer is not None:
            Activity.record(self.customer, kind, by, at, url=self.get_absolute_url(), number=self.number, **facts)

    def _keep_files(self, by, at, files):
        """Attach files that `crm_site.files` checked; `by` is None where the customer sent them."""
        for file in files:
            self.attachments.create(
                file=file, name=file.name, content_type=file.content_type, size=file.size, by=by, at=at
            )

    def _question_corrections(self, at):
        """The cause came again: what was done about it is looked at once more."""
        self._meta.get_field("corrections").related_model.question_after(self, at)

    def _give_head(self, at):
        if self.customer is not None and self.department is not None:
            CustomerAccess.give_head(self.customer, self.department, self.number, at)


def require_words(**words):
    missing = [name for name, text in words.items() if not text.strip()]
    if missing:
        raise ValidationError({name: _("Please write something here.") for name in missing})
