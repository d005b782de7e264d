"""A key account 大客户: a customer designated as such, by its revenue or by its standing, until that ends.

The designation moves as `key_accounts.states.ACCOUNT_MOVES` says; the customer's tier follows it.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from customers.models import Customer
from key_accounts.models.designation import Designation
from key_accounts.states import BADGES, AccountState
from people.deciding import asked_of, principal_who_decides
from people.models import Role


class KeyAccountQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who reads the customer's file, not only its head; and the supervisor who was asked, or their deputy."""
        if user.sees_all:
            return self
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        readable = Customer.objects.readable_by(user)
        asked = [person.pk for person in user.principals]
        return self.filter(Q(customer__in=readable.values("pk")) | Q(approver__in=asked))

    def active(self):
        return self.filter(state=AccountState.ACTIVE)

    def open(self):
        return self.filter(state__in=[AccountState.PROPOSED, AccountState.ACTIVE])

    def for_list(self):
        return self.select_related("customer__owner", "clock")

    def for_detail(self):
        return self.select_related(
            "customer__owner__department", "approver", "proposed_by", "decided_by", "decided_for", "ended_by", "clock"
        )

    def waiting_for(self, user):
        """Proposals and reviews that were put to `user`, or to somebody absent whose deputy the user is."""
        waiting = self.filter(asked_of(user), clock__isnull=False)
        return waiting.exclude(proposed_by=user, state=AccountState.PROPOSED).exclude(customer__owner=user)


@pghistory.track(exclude=["submission_key"])
class KeyAccount(Designation, models.Model):
    State = AccountState

    class Source(models.TextChoices):
        RULE = "rule", _("By its revenue")
        STANDING = "standing", _("Industry standing")

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="key_accounts", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=10, choices=AccountState.choices, default=AccountState.PROPOSED)
    tier = models.CharField(_("tier"), max_length=10, choices=Customer.Tier.choices, default=Customer.Tier.KEY)
    source = models.CharField(_("proposed"), max_length=10, choices=Source.choices, default=Source.STANDING)
    reason = models.TextField(_("reason"), blank=True)
    # What the rule saw when it was proposed: CNY a year.
    yearly_revenue = models.DecimalField(
        _("yearly average revenue"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    # Empty: the system, by the rule.
    proposed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    # Who was asked for the decision or the review that waits, or was asked last.
    approver = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decides")
    )
    clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_for = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.TextField(_("note"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    end_reason = models.TextField(_("reason of the end"), blank=True)
    # Grows with every move; a page that was opened at an older one is told what happened meanwhile.
    version = models.PositiveIntegerField(default=1, editable=False)
    # A form sent twice makes one proposal.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = KeyAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("key account")
        verbose_name_plural = _("key accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(state__in=["proposed", "active"]), name="key_account_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "declined"], since__isnull=True)
                | Q(state="active", since__isnull=False, review_on__isnull=False)
                | Q(state="ended", since__isnull=False, ended_on__isnull=False),
                name="key_account_dates_fit_the_state",
            ),
            models.CheckConstraint(condition=~Q(state="ended") | ~Q(end_reason=""), name="key_account_end_has_reason"),
            models.CheckConstraint(
                condition=Q(source="rule") | (~Q(reason="") & Q(proposed_by__isnull=False)),
                name="key_account_standing_has_reason",
            ),
        ]
        indexes = [
            # The list of key accounts, and the jobs that open plans and reviews.
            models.Index(fields=["state", "review_on"], name="key_account_state"),
            # What waits for a supervisor.
            models.Index(fields=["approver"], name="key_account_waiting", condition=Q(clock__isnull=False)),
        ]

    get_state_display = label_of(AccountState, "state")
    get_tier_display = label_of(Customer.Tier, "tier")

    def __str__(self):
        return str(self.customer)

    def get_absolute_url(self):
        return reverse("key_accounts:key_account_detail", args=[self.pk])

    @property
    def badge(self):
        return BADGES[self.state]

    @property
    def is_under_review(self):
        return self.state == AccountState.ACTIVE and self.clock_id is not None

    @staticmethod
    def can_be_listed_by(user):
        return user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST)

    @staticmethod
    def can_be_proposed_by(user, customer):
        """Those who keep the file and see that it is none yet."""
        is_open = customer.key_accounts.open().exists()
        return not is_open and customer.owner is not None and customer.can_be_edited_by(user)

    def principal_of(self, user):
        """The person in whose right `user` may decide on the proposal or review this key account.

        The supervisor asked and those above the account manager's department; never the account manager or whoever
        proposed it, nor their deputy in their place.
        """
        owner = self.customer.owner
        authors = {owner and owner.pk} | ({self.proposed_by_id} if self.state == AccountState.PROPOSED else set())
        department = owner.department_id if owner else None
        return principal_who_decides(user, self.approver_id, department, authors)

    def can_be_decided_by(self, user):
        return self.state == AccountState.PROPOSED and self.principal_of(user) is not None

    def can_be_reviewed_by(self, user):
        """Confirmed, moved to another tier, or ended: whenever it is in force, not only when the review is due."""
        return self.state == AccountState.ACTIVE and self.principal_of(user) is not None

    def can_be_kept_by(self, user):
        """Watch items and the relationship map: those who may write the customer's file."""
        return self.state == AccountState.ACTIVE and self.customer.can_be_edited_by(user)
