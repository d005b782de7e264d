"""A claim 理赔 that comes with a complaint: what is asked for, who is liable, what is agreed, paid and recovered.

    claimed → proposed (a settlement, approved by one or two posts) → agreed → paid
    claimed → declined        proposed → claimed (returned)        claimed | proposed | agreed → withdrawn

What is paid stands in the customer's contact log as compensation, less what suppliers and insurers give back, and so in
the cost to serve.
"""

import uuid

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from complaints.models.claim_states import BADGES, OPEN, Liability, State
from complaints.models.claim_steps import ClaimSteps
from complaints.models.complaint import Complaint
from crm_site.choices import label_of
from people.deciding import asked_of
from people.models import Role


def amount(label, **how):
    return models.DecimalField(label, max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], **how)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the complaints that `user` sees, and those put to them."""
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        asked = Q(state=State.PROPOSED) & asked_of(user)
        return self.filter(asked | Q(complaint__any_of=Complaint.objects.visible_to(user).values("pk")))

    def for_list(self):
        rows = self.select_related("complaint__customer", "complaint__department", "approver")
        return rows.annotate(recovered_amount=Sum("recoveries__amount"))


@pghistory.track(exclude=["submission_key"])
class Claim(ClaimSteps, models.Model):
    State = State
    Liability = Liability

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="claim", verbose_name=_("complaint"))
    claimed_amount = amount(_("amount claimed, CNY"))
    ground = models.TextField(_("what for"), max_length=4000)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CLAIMED)

    liability = models.CharField(_("liability"), max_length=15, choices=Liability.choices, blank=True)
    agreed_amount = amount(_("amount agreed, CNY"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    proposed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    # How many posts still have to approve, and who is asked now (empty: the customer-relations office).
    levels_left = models.PositiveSmallIntegerField(_("approvals left"), default=0)
    approver = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver")
    )
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=4000, blank=True)

    paid_amount = amount(_("amount paid, CNY"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    reference = models.CharField(_("payment reference"), max_length=60, blank=True)
    # The compensation in the customer's contact log.
    entry = models.OneToOneField(
        "customers.ContactEntry", models.PROTECT, null=True, editable=False, related_name="claim"
    )
    clock = models.OneToOneField("deadlines.Clock", models.PROTECT, null=True, editable=False, related_name="claim")
    # A form sent twice makes one claim.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_amount__gt=0),
                name="claim_amount_above_zero",
                violation_error_message=_("Enter what is claimed."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_amount__isnull=True)
                | Q(agreed_amount__gt=0, agreed_amount__lte=F("claimed_amount")),
                name="claim_agreed_within_claimed",
                violation_error_message=_("Not more is agreed than was claimed."),
            ),
            models.CheckConstraint(
                condition=Q(paid_amount__isnull=True) | Q(paid_amount__gt=0, paid_amount__lte=F("agreed_amount")),
                name="claim_paid_within_agreed",
                violation_error_message=_("Not more is paid than was agreed."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "agreed", "paid"])
                | (Q(agreed_amount__isnull=False, proposed_by__isnull=False) & ~Q(liability="")),
                name="claim_settlement_is_complete",
                violation_error_message=_("A settlement says who is liable and how much is agreed."),
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_amount__isnull=False, paid_on__isnull=False)
                | (~Q(state="paid") & Q(paid_amount__isnull=True)),
                name="claim_paid_has_its_day",
                violation_error_message=_("A payment has its amount and day."),
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="claim_list"),
            models.Index(fields=["state", "-at", "-id"], name="claim_state"),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return self.complaint.number

    def get_absolute_url(self):
        return f"{self.complaint.get_absolute_url()}?tab=claim"

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @property
    def is_open(self):
        return self.state in OPEN

    @staticmethod
    def can_be_made_by(user, complaint):
        """Those who work on the complaint, and the customer-relations office; not whom it is about."""
        if user.role == Role.ADMINISTRATOR or user.pk == complaint.against_id:
            return False
        return user.role == Role.ANALYST or complaint.is_worked_on_by(user)

    def can_be_worked_on_by(self, user):
        """Settled, paid, recovered: by the same people as make it."""
        return self.can_be_made_by(user, self.complaint)

    def principal_of(self, user):
        """The person in whose right `user` may approve; never who proposed it, nor whom the complaint is about."""
        parties = {self.proposed_by_id, self.decided_by_id, self.complaint.against_id}
        if self.state != State.PROPOSED or user.pk in parties:
            return None
        may = (who for who in user.principals if who.pk not in parties and self._is_asked(who, user.tree))
        return next(may, None)

    def _is_asked(self, person, tree):
        """Who was asked; before them a leader of the department, and instead of both the general manager."""
        if not person.is_active or person.role == Role.ADMINISTRATOR:
            return False
        if self.approver_id is None:
            return person.role == Role.ANALYST
        is_first = self.decided_by_id is None
        leads = is_first and self.complaint.department_id in tree.led_by(person)
        return person.pk == self.approver_id or person == tree.general_manager or leads

    def can_be_decided_by(self, user):
        return self.principal_of(user) is not None


@pghistory.track()
class Recovery(models.Model):
    """What a supplier or an insurer gave back of what was paid."""

    class Source(models.TextChoices):
        SUPPLIER = "supplier", _("Supplier")
        INSURER = "insurer", _("Insurer")
        EMPLOYEE = "employee", _("Employee")
        OTHER = "other", _("Other")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="recoveries", verbose_name=_("claim"))
    source = models.CharField(_("recovered from"), max_length=10, choices=Source.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    amount = amount(_("amount, CNY"))
    received_on = models.DateField(_("received on"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="recovery_above_zero",
                violation_error_message=_("Enter the amount."),
            ),
        ]

    get_source_display = label_of(Source, "source")

    def __str__(self):
        return f"{self.get_source_display()} {self.amount}"
