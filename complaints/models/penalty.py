"""A penalty 处罚 that follows from a complaint: against a person, a department or a supplier, decided, and open to appeal.

    proposed → in force | refused
    in force → appealed (within the time limit) → upheld | reduced | lifted

Nobody decides on their own penalty or on what they proposed, and nobody on an appeal against their own decision. Who has
no part in it does not learn that it exists.
"""

import uuid

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models.complaint import Complaint
from complaints.models.penalty_steps import PenaltySteps
from crm_site.choices import label_of
from people.deciding import principal_who_decides
from people.models import Role


class State(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("penalty", "Waits for a decision")
    IN_FORCE = "in_force", pgettext_lazy("penalty", "In force")
    REFUSED = "refused", pgettext_lazy("penalty", "Refused")
    APPEALED = "appealed", pgettext_lazy("penalty", "Under appeal")
    UPHELD = "upheld", pgettext_lazy("penalty", "Upheld on appeal")
    REDUCED = "reduced", pgettext_lazy("penalty", "Reduced on appeal")
    LIFTED = "lifted", pgettext_lazy("penalty", "Lifted on appeal")


KNOWN_TO_BEARER = (State.IN_FORCE, State.APPEALED, State.UPHELD, State.REDUCED, State.LIFTED)
IN_FORCE = (State.IN_FORCE, State.UPHELD, State.REDUCED)
BADGES = {
    State.PROPOSED: "badge-warn",
    State.IN_FORCE: "badge-bad",
    State.APPEALED: "badge-warn",
    State.UPHELD: "badge-bad",
    State.REDUCED: "badge-bad",
}


class PenaltyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The customer-relations office and the top; the posts of the department concerned; who proposed it or is asked to decide;
        and whom it is against, once it is in force. Nobody sees their own before that.
        """
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        people = [person.pk for person in user.principals]
        part = Q()
        if not user.sees_all:
            decides = Q(approver__in=people) | Q(appeal_approver__in=people)
            part = Q(by=user) | decides | Q(department__in=_posts_of(user))
        own = Q(person=user) & Q(state__in=KNOWN_TO_BEARER)
        # A deputy learns nothing of what is against the person in whose place they stand.
        others = (Q(person__isnull=True) | ~Q(person__in=people)) & part
        return self.filter(own | others)

    def for_list(self):
        people = ("person", "department", "by", "approver", "decided_by", "appeal_approver", "appeal_decided_by")
        return self.select_related("complaint__department", *people).order_by("-at", "-id")


@pghistory.track(exclude=["submission_key"])
class Penalty(PenaltySteps, models.Model):
    State = State

    class Kind(models.TextChoices):
        CRITICISM = "criticism", _("Notice of criticism")
        WARNING = "warning", _("Warning")
        FINE = "fine", _("Fine")
        SCORE = "score", _("Deduction from the performance score")
        CONTRACT = "contract", _("Contract penalty")
        OTHER = "other", _("Other")

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="penalties", verbose_name=_("complaint"))
    person = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="penalties", verbose_name=_("person")
    )
    # Of the person; or the one that is punished itself; or the one that works with the supplier.
    department = models.ForeignKey("people.Department", models.PROTECT, related_name="+", verbose_name=_("department"))
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    amount = models.DecimalField(
        _("amount, CNY"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    reason = models.TextField(_("reason"), max_length=4000)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)

    # Who was asked; empty where only the customer-relations office is left to decide.
    approver = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver")
    )
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=4000, blank=True)
    appeal_until = models.DateTimeField(_("appeal until"), null=True, blank=True)

    appeal = models.TextField(_("appeal"), max_length=4000, blank=True)
    appealed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("appealed by")
    )
    appealed_at = models.DateTimeField(_("appealed"), null=True, blank=True)
    appeal_approver = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decides on the appeal")
    )
    appeal_decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("appeal decided by")
    )
    appeal_decided_at = models.DateTimeField(_("appeal decided"), null=True, blank=True)
    appeal_note = models.TextField(_("decision on the appeal"), max_length=4000, blank=True)
    clock = models.OneToOneField("deadlines.Clock", models.PROTECT, null=True, editable=False, related_name="penalty")
    # A form sent twice makes one penalty.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        verbose_name = _("penalty")
        verbose_name_plural = _("penalties")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(supplier=""),
                name="penalty_against_one",
                violation_error_message=_("It is against a person or a supplier, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="penalty_has_a_reason", violation_error_message=_("Give a reason.")
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="penalty_amount_not_negative",
                violation_error_message=_("An amount is not below 0."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="penalty_decided_has_its_moment",
                violation_error_message=_("A decision has its time."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["appealed", "upheld", "reduced", "lifted"])
                | (Q(appealed_at__isnull=False) & ~Q(appeal="")),
                name="penalty_appeal_is_written",
                violation_error_message=_("An appeal is written down."),
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="penalty_list")]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return f"{self.complaint.number} · {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("complaints:penalty_detail", args=[self.pk])

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @property
    def is_in_force(self):
        return self.state in IN_FORCE

    @property
    def against(self):
        """Whom it is against, in words."""
        return str(self.person or self.supplier or self.department)

    @property
    def amount_before_appeal(self):
        """What was to be paid before the appeal reduced it."""
        return self.events.filter(state=State.APPEALED).values_list("amount", flat=True).last()

    def bearers(self, tree):
        """Who is told of it and may appeal: the person, or the head of the department."""
        return [self.person or tree.head_of(self.department_id)]

    @staticmethod
    def can_be_proposed_by(user, complaint):
        """The head and the supervising leader of the responsible department, and the customer-relations office."""
        if user.role == Role.ADMINISTRATOR or user.pk == complaint.against_id or complaint.department_id is None:
            return False
        return user.role == Role.ANALYST or complaint.department_id in _posts_of(user)

    @staticmethod
    def can_be_listed_by(user):
        """Everybody may have one: the list shows to each what concerns them."""
        return user.role != Role.ADMINISTRATOR

    def can_be_decided_by(self, user):
        """Who was asked and those above; not the author, nor whom it is against."""
        decides = principal_who_decides(user, self.approver_id, self.department_id, {self.by_id, self.person_id})
        return self.state == State.PROPOSED and decides is not None

    def can_be_appealed_by(self, user, at):
        """Whom it is against, once, until the day named; for a supplier whoever proposed it writes it down."""
        if self.state != State.IN_FORCE or at > self.appeal_until:
            return False
        if self.person_id:
            return user.pk == self.person_id
        if self.supplier:
            return user.pk == self.by_id
        return user.pk in [person.pk for person in self.bearers(user.tree) if person is not None]

    def can_appeal_be_decided_by(self, user):
        """Somebody above who has had no part in it."""
        parties = {self.by_id, self.person_id, self.decided_by_id, self.appealed_by_id}
        decides = principal_who_decides(user, self.appeal_approver_id, self.department_id, parties)
        return self.state == State.APPEALED and decides is not None


def _posts_of(user):
    """Ids of the departments whose head or supervising leader `user` is, or stands in for."""
    return {pk for who in user.principals for pk in (*user.tree.headed_by(who), *user.tree.led_by(who))}
