"""The hand-over 客户交接 of one or many customers to a new account manager.

    proposed → accepted → effective
    proposed → declined        proposed | accepted → cancelled

It is effective from the day agreed on: at once where that has come when it is accepted, else by a periodic job. A
customer whose owner changed meanwhile is left out, and that is said.
"""

import uuid

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers import hand_over_news as news
from customers.models.customer import Customer
from customers.models.hand_over_queries import BADGES, OPEN, HandOverQuerySet, State
from customers.models.handed_customer import HandedCustomer
from deadlines.models import Clock
from people.models import Role, User

STEP = "customer.hand_over"
# More at once would be a merger of companies; they are handed over in several.
MOST_CUSTOMERS = 5_000
MOST_DAYS_AHEAD = 366


@pghistory.track(exclude=["submission_key"])
class HandOver(models.Model):
    State = State

    receiver = models.ForeignKey(
        "people.User",
        models.PROTECT,
        related_name="received_hand_overs",
        verbose_name=pgettext_lazy("hand-over", "receiver"),
    )
    proposed_by = models.ForeignKey(
        "people.User", models.PROTECT, related_name="proposed_hand_overs", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    effective_on = models.DateField(_("effective on"))
    reason = models.CharField(_("reason"), max_length=300)
    joint_visit = models.CharField(
        _("joint visit"), max_length=300, blank=True, help_text=_("Whom you visit together, and when.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="hand_over", editable=False)
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # Why it was declined or cancelled.
    note = models.CharField(_("note"), max_length=300, blank=True)
    effective_at = models.DateTimeField(_("effective since"), null=True, blank=True)
    # A form sent twice makes one hand-over.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("customers", "hand-over")
        verbose_name_plural = pgettext_lazy("customers", "hand-overs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="hand_over_has_a_reason",
                violation_error_message=_("Say why the customers are handed over."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="hand_over_decided_has_its_moment",
                violation_error_message=_("A decision has its time and who made it."),
            ),
            models.CheckConstraint(
                condition=Q(state="effective", effective_at__isnull=False)
                | (~Q(state="effective") & Q(effective_at__isnull=True)),
                name="hand_over_effective_has_its_moment",
                violation_error_message=_("What is effective has its time."),
            ),
        ]
        indexes = [
            # The list, and the job that looks for those whose day has come.
            models.Index(fields=["-proposed_at", "-id"], name="hand_over_recent"),
            models.Index(fields=["effective_on"], name="hand_over_due", condition=Q(state="accepted")),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return gettext("Hand-over to %(receiver)s") % {"receiver": self.receiver}

    def get_absolute_url(self):
        return reverse("customers:hand_over_detail", args=[self.pk])

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @property
    def is_open(self):
        return self.state in OPEN

    @staticmethod
    def can_be_listed_by(user):
        return Customer.can_be_opened_by(user)

    @staticmethod
    def customers_of(user):
        """The customers that `user` may hand over: their own, those of the people they supervise; analysts: all."""
        owned = Customer.objects.kept().filter(owner__isnull=False)
        if user.sees_all:
            return owned
        mine = Q(owner__in=[person.pk for person in user.principals])
        if user.supervised_departments:
            mine |= Q(owner__department__in=user.supervised_departments)
        return owned.filter(mine) if Customer.can_be_opened_by(user) else owned.none()

    @staticmethod
    def can_be_proposed_by(user, customer):
        """Whether `customer` is one of those."""
        owner = customer.owner
        if owner is None or user.sees_all or not Customer.can_be_opened_by(user):
            return owner is not None and user.sees_all
        return owner in user.principals or owner.department_id in user.supervised_departments

    @staticmethod
    def possible_receivers():
        """Everybody who keeps files; nobody is given customers without accepting them."""
        return User.objects.active().filter(role__in=(Role.ACCOUNT_MANAGER, Role.SUPERVISOR))

    def can_be_decided_by(self, user):
        """By the receiver, or who acts for them."""
        return self.state == State.PROPOSED and self.receiver_id in [person.pk for person in user.principals]

    def can_be_cancelled_by(self, user):
        """By who proposed it, or acts for them; by those above; by analysts."""
        above = self.proposed_by.department_id in user.supervised_departments
        proposed = self.proposed_by_id in [person.pk for person in user.principals]
        return self.is_open and (proposed or above or user.sees_all)

    @classmethod
    @transaction.atomic
    def propose(cls, by, at, submission_key, customers, receiver, effective_on, reason, joint_visit=""):
        """Offer `customers` (ids) to `receiver`; the same `submission_key` again returns what it made before."""
        if first := cls.objects.filter(submission_key=submission_key, proposed_by=by).first():
            return first
        owners = HandedCustomer.owners_to_give(cls.customers_of(by), customers, receiver, MOST_CUSTOMERS)
        if not cls.possible_receivers().filter(pk=receiver.pk).exists():
            raise ValidationError({"receiver": gettext("This person keeps no customer files.")})
        days = (effective_on - localdate(at)).days
        if not 0 <= days <= MOST_DAYS_AHEAD:
            raise ValidationError({"effective_on": gettext("Choose today or a day within a year.")})
        hand_over = cls.objects.create(
            submission_key=submission_key,
            receiver=receiver,
            proposed_by=by,
            proposed_at=at,
            effective_on=effective_on,
            reason=reason,
            joint_visit=joint_visit,
        )
        HandedCustomer.objects.bulk_create(
            HandedCustomer(hand_over=hand_over, customer_id=customer, former_owner_id=owner)
            for customer, owner in owners.items()
        )
        hand_over._start_clock(at)
        news.proposed(hand_over, by, at)
        return hand_over

    def _start_clock(self, at):
        self.clock = Clock.start(
            step=STEP,
            title=news.subject(self),
            url=self.get_absolute_url(),
            doer=self.receiver,
            department=self.receiver.department or self.receiver.tree.root,
            at=at,
        )
        self.save(update_fields=["clock"])

    @transaction.atomic
    def accept(self, by, at):
        """The receiver takes the customers over: at once if the day has come."""
        self._decide(by, at, State.ACCEPTED)
        if not self.receiver.is_active:
            raise InvalidTransition(self._gone())
        news.accepted(self, by, at)
        self.take_effect(at)

    @transaction.atomic
    def decline(self, by, at, note):
        """The receiver does not take them, for a reason."""
        self._decide(by, at, State.DECLINED, note)
        self.customers.settle(at)
        news.declined(self, by, at)

    @transaction.atomic
    def cancel(self, by, at, note):
        """It is taken back, for a reason, before it is effective."""
        lock(self)
        if not self.is_open:
            raise InvalidTransition(self._present())
        if not self.can_be_cancelled_by(by):
            raise PermissionDenied
        self._end(by, at, State.CANCELLED, note)
        self.customers.settle(at)
        news.cancelled(self, by, at)

    def _decide(self, by, at, state, note=""):
        lock(self)
        if self.state != State.PROPOSED:
            raise InvalidTransition(self._present())
        if not self.can_be_decided_by(by):
            raise PermissionDenied
        self._end(by, at, state, note)

    def _end(self, by, at, state, note):
        if state != State.ACCEPTED and not note.strip():
            raise ValidationError({"note": gettext("Give a reason.")})
        was_waiting = self.state == State.PROPOSED
        self.state, self.decided_by, self.decided_at, self.note = state, by, at, note.strip()
        self.save(update_fields=["state", "decided_by", "decided_at", "note"])
        if was_waiting:
            self.clock.cancel(at) if state == State.CANCELLED else self.clock.complete(at)

    @transaction.atomic
    def take_effect(self, at):
        """Where it is accepted and its day has come: the customers and their open work move. Else nothing happens."""
        lock(self)
        if self.state != State.ACCEPTED or self.effective_on > localdate(at):
            return False
        if not self.receiver.is_active:
            self._end(None, at, State.CANCELLED, self._gone())
            self.customers.settle(at)
            news.cancelled(self, None, at)
            return False
        with pghistory.context(user=self.decided_by_id, hand_over=self.pk):
            self.customers.move(self.receiver, self.decided_by, at)
        self.state, self.effective_at = State.EFFECTIVE, at
        self.save(update_fields=["state", "effective_at"])
        news.effective(self, at)
        return True

    def _gone(self):
        return gettext("%(receiver)s keeps no customer files any more.") % {"receiver": self.receiver}

    def _present(self):
        """Who did what meanwhile: the answer to whoever comes too late."""
        facts = {
            "who": self.decided_by or gettext("the system"),
            "when": date_format(localtime(self.decided_at), "SHORT_DATETIME_FORMAT"),
            "state": self.get_state_display(),
        }
        return gettext("Meanwhile decided by %(who)s on %(when)s: %(state)s.") % facts
