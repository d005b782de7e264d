"""A grade given by hand: a supervisor knows what no figure says. It has a reason and an end, and then the figures count again.

open → ended (by itself after its last day, or earlier by a supervisor)
"""

import uuid
from contextlib import suppress

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import InvalidTransition, lock
from customers.models.customer import Customer
from customers.models.customer_value import CustomerValue
from customers.models.valuation import keep_grades

LONGEST_DAYS = 366


class GradeOverrideQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(customer__in=Customer.objects.readable_by(user))

    def for_list(self):
        return self.select_related("by", "ended_by").order_by("-at", "-id")

    def in_force(self, day):
        return self.filter(ended_at=None, ends_on__gte=day)

    def run_out(self, day):
        """Those whose last day is over, and whose grade is to be given back."""
        return self.filter(ended_at=None, ends_on__lt=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["submission_key"])
class GradeOverride(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="grade_overrides", verbose_name=_("customer"))
    grade = models.CharField(_("grade"), max_length=1, choices=Customer.Grade.choices)
    reason = models.TextField(_("reason"), max_length=1000)
    ends_on = models.DateField(_("last day"))
    # What the customer had before; it gets it back if it was never valued meanwhile.
    former_grade = models.CharField(_("grade before"), max_length=1, blank=True, choices=Customer.Grade.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # A form sent twice makes one override.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = GradeOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("grade override")
        verbose_name_plural = _("grade overrides")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="override_has_a_reason",
                violation_error_message=_("Say why this grade is given."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("at")),
                name="override_ends_after_it_began",
                violation_error_message=_("It cannot end before it began."),
            ),
            # One begins when it is made, so two can only overlap while both are open.
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(ended_at=None),
                name="override_one_open",
                violation_error_message=_("This customer has a grade by hand already."),
            ),
        ]
        indexes = [
            # The daily job that gives grades back.
            models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="override_running_out"),
            # The value page of a customer.
            models.Index(fields=["customer", "-at", "-id"], name="override_of_customer"),
        ]

    def __str__(self):
        return f"{self.customer} · {self.grade}"

    @staticmethod
    def can_be_made_by(user, customer):
        """A supervisor of the owner, or who sees all; never the owner, whose own work the grade judges."""
        if user.pk == customer.owner_id:
            return False
        owner = customer.owner
        return user.sees_all or (owner is not None and owner.department_id in user.supervised_departments)

    def can_be_ended_by(self, user):
        return self.can_be_made_by(user, self.customer)

    def is_in_force(self, day):
        return self.ended_at is None and day <= self.ends_on

    @classmethod
    @transaction.atomic
    def make(cls, customer, by, at, submission_key, grade, reason, ends_on):
        """Give `customer` a grade until `ends_on`; the same `submission_key` again returns what it made before."""
        keep_grades()
        lock(customer)
        if not cls.can_be_made_by(by, customer):
            raise PermissionDenied
        known = cls.objects.filter(submission_key=submission_key, customer=customer).first()
        if known is not None:
            return known
        day = timezone.localdate(at)
        present = customer.grade_overrides.filter(ended_at=None).select_related("by").first()
        if present is not None and present.is_in_force(day):
            raise InvalidTransition(present.refusal())
        if present is not None:
            present.end(None, at)
        override = cls.objects.create(
            customer=customer,
            grade=grade,
            reason=reason,
            ends_on=ends_on,
            former_grade=customer.grade,
            by=by,
            at=at,
            submission_key=submission_key,
        )
        override._set_grade(grade)
        customer.log("value.overridden", by, at, grade=grade, day=ends_on.isoformat(), reason=reason)
        return override

    @transaction.atomic
    def end(self, by, at):
        """Give the customer back the grade of the newest valuation; `by` is None where it ran out."""
        keep_grades()
        lock(self.customer)
        lock(self)
        if by is not None and not self.can_be_ended_by(by):
            raise PermissionDenied
        if self.ended_at is not None:
            raise InvalidTransition(self._ended())
        self.ended_by, self.ended_at = by, at
        self.save(update_fields=["ended_by", "ended_at"])
        valued = CustomerValue.objects.newest_of(self.customer)
        grade = self.former_grade if valued is None else valued.grade
        self._set_grade(grade)
        return self.customer.log("value.override_ended", by, at, old=self.grade, new=grade or "–")

    @classmethod
    def end_run_out(cls, at):
        """End those whose last day is over, each in its own transaction; returns how many."""
        ended = 0
        for override in cls.objects.run_out(timezone.localdate(at)).select_related("customer"):
            # Somebody may be faster.
            with suppress(InvalidTransition):
                override.end(None, at)
                ended += 1
        return ended

    def _set_grade(self, grade):
        """The file's own history says why. It is no edit of the record: forms that are open stay valid."""
        with pghistory.context(grade_override=self.pk):
            self.customer.grade = grade
            self.customer.save(update_fields=["grade"])

    def refusal(self):
        return gettext("%(person)s has given the grade %(grade)s until %(day)s. End that override first.") % {
            "person": self.by,
            "grade": self.grade,
            "day": formats.date_format(self.ends_on),
        }

    def _ended(self):
        if self.ended_by is None:
            return gettext("This override has run out meanwhile.")
        return gettext("%(person)s has ended this override at %(time)s.") % {
            "person": self.ended_by,
            "time": formats.date_format(timezone.localtime(self.ended_at), "SHORT_DATETIME_FORMAT"),
        }
