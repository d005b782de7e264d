"""The mark of a malicious complaint 恶意投诉: proposed with reason and evidence, confirmed by a second person, reversible.

    proposed → confirmed → lifted        proposed → refused

The complaint goes on with all its clocks; it is only counted apart.
"""

import uuid

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from complaints import quality_news as news
from complaints.models.complaint import Complaint
from complaints.models.log import ComplaintLog
from complaints.models.machinery import require_words
from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from people.models import Role


class State(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("malicious", "To be confirmed by a second person")
    CONFIRMED = "confirmed", pgettext_lazy("malicious", "Confirmed")
    REFUSED = "refused", pgettext_lazy("malicious", "Not confirmed")
    LIFTED = "lifted", pgettext_lazy("malicious", "Taken back")


class MaliciousMarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(complaint__in=Complaint.objects.visible_to(user))

    def standing(self):
        return self.filter(state__in=[State.PROPOSED, State.CONFIRMED])


@pghistory.track(exclude=["submission_key"])
class MaliciousMark(models.Model):
    State = State

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="malicious_marks", verbose_name=_("complaint")
    )
    reason = models.TextField(_("reason"), max_length=4000)
    evidence = models.TextField(_("evidence"), max_length=4000)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=4000, blank=True)
    # A form sent twice makes one mark.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = MaliciousMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("malicious mark")
        verbose_name_plural = _("malicious marks")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(state__in=["proposed", "confirmed"]), name="malicious_one_standing"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(evidence=""),
                name="malicious_has_reason_and_evidence",
                violation_error_message=_("Give the reason and the evidence."),
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("by")) | Q(state="lifted"),
                name="malicious_confirmed_by_another",
                violation_error_message=_("A second person confirms it."),
            ),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return self.get_state_display()

    @property
    def is_standing(self):
        return self.state in (State.PROPOSED, State.CONFIRMED)

    @staticmethod
    def can_be_proposed_by(user, complaint):
        """Those who work on the complaint, and the customer-relations office; not whom it is about."""
        if user.role == Role.ADMINISTRATOR or user.pk == complaint.against_id or complaint.is_malicious:
            return False
        return user.role == Role.ANALYST or complaint.is_worked_on_by(user)

    def can_be_decided_by(self, user):
        """A second person of those who may propose it."""
        is_second = self.state == State.PROPOSED and user.pk != self.by_id
        return is_second and self.can_be_proposed_by(user, self.complaint)

    def can_be_lifted_by(self, user):
        """The customer-relations office, and the department's supervising leader."""
        if self.state != State.CONFIRMED or user.pk == self.complaint.against_id:
            return False
        return user.role == Role.ANALYST or self.complaint.department_id in user.tree.led_by(user)

    @classmethod
    @transaction.atomic
    def propose(cls, complaint, by, at, submission_key, reason, evidence):
        """Say that it is malicious, and why. The same `submission_key` again returns the first one."""
        lock(complaint)
        known = cls.objects.filter(submission_key=submission_key, complaint=complaint).first()
        if known is not None:
            return known
        if standing := cls.objects.standing().filter(complaint=complaint).select_related("by").first():
            raise InvalidTransition(standing._present())
        if not cls.can_be_proposed_by(by, complaint):
            raise PermissionDenied
        require_words(reason=reason, evidence=evidence)
        mark = cls.objects.create(
            complaint=complaint,
            by=by,
            at=at,
            submission_key=submission_key,
            reason=reason.strip(),
            evidence=evidence.strip(),
        )
        news.malicious_proposed(mark, at)
        return mark

    def confirm(self, by, at, note=""):
        """A second person agrees: it is counted apart from now on."""
        self._end(State.CONFIRMED, by, at, note, is_malicious=True, kind=ComplaintLog.Kind.MALICIOUS)

    def refuse(self, by, at, note):
        """A second person does not agree, and says why."""
        self._end(State.REFUSED, by, at, note)

    def lift(self, by, at, note):
        """It was wrong: the complaint counts like any other again."""
        self._end(State.LIFTED, by, at, note, is_malicious=False, kind=ComplaintLog.Kind.NOT_MALICIOUS)

    @transaction.atomic
    def _end(self, state, by, at, note, is_malicious=None, kind=None):
        lock(self.complaint)
        lock(self, "by", "decided_by")
        before = State.CONFIRMED if state == State.LIFTED else State.PROPOSED
        if self.state != before:
            raise InvalidTransition(self._present())
        allowed = self.can_be_lifted_by if state == State.LIFTED else self.can_be_decided_by
        if not allowed(by):
            raise PermissionDenied
        if state != State.CONFIRMED:
            require_words(note=note)
        self.state, self.decided_by, self.decided_at, self.note = state, by, at, note.strip()
        self.save(update_fields=["state", "decided_by", "decided_at", "note"])
        if kind is not None:
            self.complaint.is_malicious = is_malicious
            self.complaint.save(update_fields=["is_malicious"])
            self.complaint._write(kind, by, None, at, note=self.note or self.reason)
        news.malicious_decided(self, by, at)

    def _present(self):
        facts = {
            "who": self.decided_by or self.by,
            "when": date_format(localtime(self.decided_at or self.at), "SHORT_DATETIME_FORMAT"),
            "state": self.get_state_display(),
        }
        return gettext("Meanwhile, by %(who)s on %(when)s: %(state)s.") % facts
