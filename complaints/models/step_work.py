"""What is done with the waiting step without doing it: given to one person of the department, or made to wait for others."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints import telling
from complaints.loop import DEPARTMENT_STEPS
from complaints.models.machinery import Kind, require_words
from crm_site.naming import in_both_languages
from crm_site.workflow import InvalidTransition, lock
from deadlines.models import Clock

LONGEST_REASON = 200


class WaitsFor(models.TextChoices):
    """For whom a step may wait while its time stands still."""

    CUSTOMER = "customer", _("the customer")
    AUTHORITY = "authority", _("an authority")
    SUPPLIER = "supplier", _("a supplier")


class ComplaintStepWork:
    """For `Complaint`."""

    @property
    def is_paused(self):
        return self.open_step is not None and self.open_step.clock.state == Clock.State.PAUSED

    def can_be_handed_on_by(self, user):
        """A step of the department: by its handlers and its head."""
        return self.can_step_be_done_by(user) and self.open_step.step in DEPARTMENT_STEPS

    def can_be_paused_by(self, user):
        """Whoever may do the waiting step, and the desk."""
        return self._can_rest_by(user) and not self.is_paused

    def can_be_resumed_by(self, user):
        return self._can_rest_by(user) and self.is_paused

    def _can_rest_by(self, user):
        if self.open_step is None or user.pk == self.against_id:
            return False
        return self.can_step_be_done_by(user) or self._is_desk(user)

    @transaction.atomic
    def hand_on(self, by, at, person, seen=None):
        """Let the step wait for one person of the department, or with None for all of them again; the time goes on."""
        lock(self)
        step = self._expect_open(seen)
        if step.step not in DEPARTMENT_STEPS:
            raise InvalidTransition(self._present())
        self._require(self.can_be_handed_on_by(by))
        if person == step.doer:
            everybody = gettext("It waits for all of the department already.")
            raise ValidationError({"person": gettext("It waits for them already.") if person else everybody})
        if person is not None and not step.possible_doers(by.tree).filter(pk=person.pk).exists():
            raise ValidationError({"person": gettext("%(person)s cannot do this step.") % {"person": person}})
        step.doer = person
        step.save(update_fields=["doer"])
        step.clock.give_to(person, step.department)
        self._pass_notice_on(by.tree)
        name = person.name if person else step.department.both_names
        row = self._write(Kind.HANDED_ON, by, self._in_place_of(step, by), at, step, person=name)
        telling.handed_on(self, step, row, at)
        return row

    @transaction.atomic
    def pause(self, by, at, waits_for, reason, until=None, seen=None):
        """Let the time of the waiting step stand still, until the day or moment `until` at the latest; the desk is told."""
        lock(self)
        step = self._expect_open(seen)
        self._require(self._can_rest_by(by))
        require_words(reason=reason)
        whom = WaitsFor(waits_for).label
        told = gettext("%(label)s: %(value)s") % {"label": whom, "value": reason}
        step.clock.pause(by, at, told[:LONGEST_REASON], until)
        facts = {"note": reason, "reason": in_both_languages(whom)}
        row = self._write(Kind.PAUSED, by, self._in_place_of(step, by), at, step, **facts)
        telling.paused(self, step, row, at)
        return row

    @classmethod
    @transaction.atomic
    def resume_by_itself(cls, clock, at):
        """The pause of the waiting step lasted as long as it may; returns the pause. Who is to do the step is told by the
        clock."""
        step = clock.complaint_step
        complaint = lock(cls(pk=step.complaint_id))
        pause = clock.resume(at)
        complaint._write(Kind.RESUMED, None, None, at, step)
        return pause

    @transaction.atomic
    def resume(self, by, at, seen=None):
        """What was waited for is there: the time goes on."""
        lock(self)
        step = self._expect_open(seen)
        self._require(self._can_rest_by(by))
        step.clock.resume(at, by)
        row = self._write(Kind.RESUMED, by, self._in_place_of(step, by), at, step)
        telling.resumed(self, step, row, at)
        return row
