"""A corrective action 纠正措施: what is changed so that the cause of a complaint does not come again, and whether it helped.

    open → done → effective | ineffective        open → cancelled
    effective → questioned (the cause came again) → effective | ineffective

Its clock is the owner's until it is done, then that of whoever checks the effect some weeks later. Nobody checks what
they did themself.
"""

import uuid
from datetime import timedelta

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.correction_states import BADGES, DOUBTED, TO_BE_CHECKED, WAITING, State
from complaints.models.correction_steps import CorrectionSteps
from crm_site.choices import label_of
from people.models import Role

# So long the effect of what was done may be doubted by a complaint of the same cause.
DOUBTED_FOR = timedelta(days=365)


class CorrectiveActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of complaints that `user` sees, and those that are theirs to do or to check."""
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        people = [person.pk for person in user.principals]
        own = Q(owner__in=people) | Q(checker__in=people)
        return self.filter(own | Q(complaint__any_of=Complaint.objects.visible_to(user).values("pk")))

    def waiting(self):
        return self.filter(state__in=WAITING)

    def in_doubt_after(self, complaint, at):
        """What was done about the same cause in the same department, and seems not to have helped."""
        same = self.filter(cause=complaint.cause_id, department=complaint.department_id)
        done = same.filter(state__in=DOUBTED, done_at__range=(at - DOUBTED_FOR, at))
        return done.exclude(complaint=complaint)

    def for_list(self):
        return self.select_related("complaint", "cause__parent", "department", "owner", "checker").annotate(
            repeat_count=models.Count("repeats")
        )


@pghistory.track(exclude=["submission_key"])
class CorrectiveAction(CorrectionSteps, models.Model):
    State = State

    class Kind(models.TextChoices):
        CORRECTIVE = "corrective", _("Corrective: so that it does not come again")
        PREVENTIVE = "preventive", _("Preventive: so that it does not happen elsewhere")

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="corrections", verbose_name=_("complaint"), db_index=False
    )
    # As the complaint had them: what they are compared by when another one comes.
    cause = models.ForeignKey(
        "complaints.Cause", models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("cause")
    )
    department = models.ForeignKey("people.Department", models.PROTECT, related_name="+", verbose_name=_("department"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CORRECTIVE)
    task = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        "people.User", models.PROTECT, related_name="corrections", verbose_name=_("owner of the action")
    )
    due = models.DateField(_("due"))
    checker = models.ForeignKey(
        "people.User", models.PROTECT, related_name="corrections_to_check", verbose_name=_("checks the effect")
    )
    check_after_weeks = models.PositiveSmallIntegerField(
        _("checked after, weeks"), default=8, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    account = models.TextField(_("what was done"), blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    checked_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    finding = models.TextField(_("finding"), blank=True)
    # Later complaints of the same cause in the same department.
    repeats = models.ManyToManyField(Complaint, related_name="questioned_corrections", verbose_name=_("came again"))
    clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, editable=False, related_name="correction"
    )
    # A form sent twice makes one action.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CorrectiveActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(checker=F("owner")),
                name="correction_is_checked_by_another",
                violation_error_message=_("The effect is checked by somebody else than the owner."),
            ),
            models.CheckConstraint(
                condition=~Q(task=""),
                name="correction_has_a_task",
                violation_error_message=_("Say what is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "cancelled"]) | (Q(done_at__isnull=False) & ~Q(account="")),
                name="correction_done_is_told",
                violation_error_message=_("Say what was done."),
            ),
        ]
        indexes = [
            models.Index(fields=["complaint"], name="correction_complaint"),
            # The open list of quality review.
            models.Index(fields=["due", "id"], name="correction_waiting", condition=Q(state__in=WAITING)),
            # Whether a new complaint questions what was done about its cause.
            models.Index(fields=["cause", "department"], name="correction_cause"),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return self.task

    def get_absolute_url(self):
        return reverse("complaints:correction_detail", args=[self.pk])

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @staticmethod
    def can_be_agreed_on_by(user, complaint):
        """Those who work on the complaint, its leader, and the customer-relations office; also after it is closed."""
        if user.role == Role.ADMINISTRATOR or user.pk == complaint.against_id:
            return False
        return user.role == Role.ANALYST or complaint.is_worked_on_by(user)

    def can_be_done_by(self, user):
        return self.state == State.OPEN and self.owner in user.principals

    def can_be_checked_by(self, user):
        """Whoever was asked to, or the customer-relations office; never the owner, nor in the owner's place."""
        if self.state not in TO_BE_CHECKED or user.pk == self.owner_id:
            return False
        return user.role == Role.ANALYST or self.checker in user.principals

    def can_be_changed_by(self, user):
        """Another owner, another day, or not at all: whoever agreed on it, and the customer-relations office."""
        return self.state == State.OPEN and (user.role == Role.ANALYST or self.by in user.principals)

    def can_be_followed_by(self, user):
        """By another action, because this one did not help."""
        return self.state == State.INEFFECTIVE and self.can_be_agreed_on_by(user, self.complaint)

    def clean(self):
        if self.owner_id and self.owner_id == self.checker_id:
            raise ValidationError({"checker": _("The effect is checked by somebody else than the owner.")})

    def _require(self, allowed):
        if not allowed:
            raise PermissionDenied
