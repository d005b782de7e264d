"""What a customer may mean to us beyond this year's figures: four marks, given by people who know it."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from customers.valuation import MARKS, STRATEGIC


def mark(criterion, help_text):
    choices = [(number, str(number)) for number in MARKS]
    return models.PositiveSmallIntegerField(criterion.label, choices=choices, help_text=help_text)


class StrategicAssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(customer__in=Customer.objects.readable_by(user))

    def for_list(self):
        return self.select_related("by").order_by("-at", "-id")


class StrategicAssessment(models.Model):
    """Marks from 1 (low) to 5 (high). A new assessment replaces the one before, which is kept."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="assessments", verbose_name=_("customer"))
    position = mark(STRATEGIC[0], _("Leader of its industry, or one of many?"))
    potential = mark(STRATEGIC[1], _("How much more could it give us?"))
    loyalty = mark(STRATEGIC[2], _("Does it stay when a competitor is cheaper?"))
    cooperation = mark(STRATEGIC[3], _("How openly and reliably does it work with us?"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    # A form sent twice makes one assessment.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = StrategicAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategic assessment")
        verbose_name_plural = _("strategic assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(position__range=(1, 5), potential__range=(1, 5))
                & Q(loyalty__range=(1, 5), cooperation__range=(1, 5)),
                name="assessment_marks_from_1_to_5",
                violation_error_message=_("Marks go from 1 to 5."),
            )
        ]
        indexes = [
            # The newest of each customer: the value page, and a run for all.
            models.Index(fields=["customer", "-at", "-id"], name="assessment_newest"),
        ]

    def __str__(self):
        return f"{self.customer} · {formats.date_format(timezone.localtime(self.at))}"

    @classmethod
    @transaction.atomic
    def give(cls, customer, by, at, submission_key, **marks):
        """Write down the four marks and a note; the same `submission_key` again returns what it made before."""
        if not customer.can_be_edited_by(by):
            raise PermissionDenied
        values = marks | {"customer": customer, "by": by, "at": at}
        assessment, created = cls.objects.get_or_create(submission_key=submission_key, defaults=values)
        if created:
            given = " · ".join(str(getattr(assessment, name)) for name in STRATEGIC)
            customer.log("value.assessed", by, at, marks=given)
        return assessment
