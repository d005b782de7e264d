"""Calls about a complaint: the one by which it was logged, and each time the customer called again; and letters on paper."""

import uuid
from functools import cache

from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from complaints import telling
from complaints.models.machinery import Kind, require_words
from crm_site.workflow import lock


class ComplaintCall(models.Model):
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="calls")
    # The first one made the complaint; the others are about it.
    is_again = models.BooleanField(_("called again"), default=True)
    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("taken by"))
    caller = models.CharField(_("caller"), max_length=60, blank=True)
    said = models.TextField(_("what was said"), blank=True)
    # A form sent twice is one call.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("call about a complaint")
        verbose_name_plural = _("calls about complaints")
        ordering = ["began_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("began_at")), name="complaint_call_ends_after_it_began"),
        ]

    def __str__(self):
        return f"{self.complaint} · {self.began_at}"


class PaperLetter(models.Model):
    """The letter by which a complaint came; its scan is among the attachments."""

    complaint = models.OneToOneField("complaints.Complaint", models.CASCADE, related_name="paper_letter")
    dated = models.DateField(_("date of the letter"))

    class Meta:
        verbose_name = _("letter from a customer")
        verbose_name_plural = _("letters from customers")

    def __str__(self):
        return f"{self.complaint} · {self.dated}"


@cache
def times_called_again():
    """How often the customer called again, as an expression of a complaint."""
    calls = ComplaintCall.objects.filter(complaint=OuterRef("pk"), is_again=True).order_by().values("complaint")
    return Coalesce(Subquery(calls.annotate(how_many=Count("pk")).values("how_many")), 0)


class ComplaintCalls:
    """For `Complaint`, before its transitions."""

    @classmethod
    @transaction.atomic
    def log_new(cls, by, at, submission_key, call_began=None, letter_dated=None, **facts):
        """Take a complaint, with when its call began, or the date of its letter."""
        complaint = super().log_new(by, at, submission_key, **facts)
        if call_began is not None:
            times = {"began_at": min(call_began, at), "ended_at": at}
            first = {"is_again": False, "by": by, "caller": complaint.caller_name}
            complaint.calls.get_or_create(submission_key=submission_key, defaults=times | first)
        if letter_dated is not None:
            PaperLetter.objects.get_or_create(complaint=complaint, defaults={"dated": letter_dated})
        return complaint

    @property
    def letter_dated(self):
        """The date of the letter by which it came; None where it did not."""
        if self.channel != self.Channel.LETTER:
            return None
        return PaperLetter.objects.filter(complaint=self).values_list("dated", flat=True).first()

    def can_be_called_about_by(self, user):
        """Everybody who talks to customers, and the responsible department; also when it has ended."""
        if user.pk == self.against_id:
            return False
        return self.can_be_logged_by(user) or self._is_of_department(user)

    @transaction.atomic
    def call(self, by, at, submission_key, said, caller="", began_at=None):
        """The customer called again: it is kept, and whoever has the complaint in hand is told."""
        lock(self)
        if first := self.calls.filter(submission_key=submission_key).first():
            return first
        self._require(self.can_be_called_about_by(by))
        require_words(said=said)
        call = self.calls.create(
            submission_key=submission_key,
            began_at=min(began_at or at, at),
            ended_at=at,
            by=by,
            caller=caller or self.caller_name,
            said=said,
        )
        entry = self._write(Kind.CALLED_AGAIN, by, None, at, note=said)
        telling.customer_wrote(self.kept, entry, at)
        return call
