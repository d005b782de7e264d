"""The credit review 资信调查 of a customer: grade, limit and payment terms, why, and until when they stand.

    submitted → approved          returned | withdrawn ← submitted

One that needs no approval by the credit policy is approved when it is made. The newest approved one sets the credit fields
of the customer, and nothing else does. Its clock is that of the decision, and later that of the next review.
"""

import uuid

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers import credit_news as news
from customers.amounts import amount_in
from customers.models.credit_policy import CreditPolicy
from customers.models.credit_queries import CreditReviewQuerySet
from customers.models.credit_rights import CreditRights
from customers.models.customer import Customer
from customers.models.figure import MAX_AMOUNT
from customers.models.renewable import Renewable
from deadlines.models import Clock

STEP = "customer.credit_decision"
LONGEST_PAYMENT_DAYS = 365
# What a review sets in the customer's file: {field of the review: field of the customer}.
SET = {"grade": "credit_grade", "limit": "credit_limit", "payment_days": "payment_days", "terms": "payment_terms"}


class State(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("credit review", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("credit review", "Approved")
    RETURNED = "returned", pgettext_lazy("credit review", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("credit review", "Withdrawn")


BADGES = {State.SUBMITTED: "badge-warn", State.APPROVED: "badge-good", State.RETURNED: "badge-bad"}


@pghistory.track(exclude=["submission_key"])
class CreditReview(CreditRights, Renewable):
    State = State
    renewal_step = "customer.credit_review"
    renewal_news = _("The credit of %(title)s is to be reviewed by %(day)s")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="credit_reviews", db_index=False, verbose_name=_("customer")
    )
    grade = models.CharField(_("credit grade"), max_length=1, choices=Customer.CreditGrade.choices)
    limit = models.DecimalField(
        _("credit limit"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_AMOUNT)],
        help_text=_("CNY; 0: cash only."),
    )
    payment_days = models.PositiveSmallIntegerField(
        _("payment terms, days"), validators=[MaxValueValidator(LONGEST_PAYMENT_DAYS)]
    )
    terms = models.CharField(_("kind of payment terms"), max_length=12, choices=Customer.PaymentTerms.choices)
    reviewed_on = models.DateField(_("reviewed on"))
    valid_until = models.DateField(_("next review due"))
    findings = models.TextField(_("findings and reason"), max_length=4000)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    # Who was asked; empty where no approval was needed, or where the head of the company proposed it.
    approver = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver")
    )
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_for = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # A form sent twice makes one review.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CreditReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit review")
        verbose_name_plural = _("credit reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(limit__range=(0, MAX_AMOUNT), payment_days__lte=LONGEST_PAYMENT_DAYS),
                name="credit_review_is_credible",
                violation_error_message=_(
                    "The limit lies between 0 and 1,000,000,000 CNY, and payment is due within 365 days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("reviewed_on")),
                name="credit_review_dates_in_order",
                violation_error_message=_("The review is valid until a day after it was made."),
            ),
            models.CheckConstraint(
                condition=~Q(findings=""),
                name="credit_review_has_findings",
                violation_error_message=_("Say what was found."),
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", decided_at__isnull=True)
                | (~Q(state="submitted") & Q(decided_at__isnull=False)),
                name="credit_review_decided_has_its_moment",
                violation_error_message=_("A decision has its time."),
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | (~Q(note="") & Q(decided_by__isnull=False)),
                name="credit_review_returned_has_a_reason",
                violation_error_message=_("Say why it is returned."),
            ),
        ]
        indexes = [
            # The reviews of one customer.
            models.Index(fields=["customer", "-at", "-id"], name="credit_review_customer"),
            # The job that asks for the next review.
            models.Index(
                fields=["valid_until"],
                name="credit_review_due",
                condition=Q(state="approved", clock__isnull=True),
            ),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        """What the history says beside who did it."""
        day = {"day": date_format(self.reviewed_on, "SHORT_DATE_FORMAT")}
        is_approval = self.decided_by_id and self.state == State.APPROVED
        return (
            gettext("approval of the credit review of %(day)s") if is_approval else gettext("credit review of %(day)s")
        ) % day

    def get_absolute_url(self):
        return reverse("customers:credit_review_detail", args=[self.pk])

    @property
    def renewal_title(self):
        return str(self.customer)

    @property
    def renewal_url(self):
        return self.customer.tab_url("credit")

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @classmethod
    @transaction.atomic
    def make(cls, customer, by, at, submission_key, **facts):
        """Review the credit of `customer`; in force at once, or after approval where the credit policy wants one.

        The same `submission_key` again returns what it made before.
        """
        lock(customer, "owner")
        if not cls.can_be_made_by(by, customer):
            raise PermissionDenied
        known = cls.objects.filter(submission_key=submission_key, customer=customer).first()
        if known is not None:
            return known
        if pending := customer.credit_reviews.submitted().select_related("by").first():
            raise InvalidTransition(news.waits(pending))
        review = cls(customer=customer, by=by, at=at, submission_key=submission_key, **facts)
        review._end_renewal(at)
        if CreditPolicy.objects.valid_on(localdate(at)).needs_approval(review.limit, customer.credit_limit):
            review._submit(at)
        else:
            review.state, review.decided_at = State.APPROVED, at
            review.save(force_insert=True)
            review._take_effect("set", by, at)
        return review

    def _submit(self, at):
        self.state, self.approver = State.SUBMITTED, self._to_be_asked()
        self.save(force_insert=True)
        self.clock = Clock.start(
            step=STEP,
            title=str(self.customer),
            url=self.get_absolute_url(),
            doer=self.approver,
            department=(self.approver and self.approver.department) or self.by.tree.root,
            grade=self.customer.grade,
            at=at,
        )
        self.save(update_fields=["clock"])
        self._log("submitted", self.by, at)
        news.submitted(self, at)

    def _to_be_asked(self):
        """The author's approver; where that is the account manager, the next above; None for the head of the company."""
        asked = self.by.approver
        if asked is not None and asked.pk == self.customer.owner_id:
            asked = asked.approver
        return None if asked == self.by else asked

    @transaction.atomic
    def approve(self, by, at, note=""):
        """It is in force from now on."""
        self._decide(State.APPROVED, by, at, note)
        self._end_renewal(at)
        self._take_effect("approved", by, at)
        news.approved(self, at)

    @transaction.atomic
    def send_back(self, by, at, note):
        """It does not come into force, for a reason; the author may make another one."""
        self._decide(State.RETURNED, by, at, note)
        self._log("returned", by, at, reason=self.note)
        news.returned(self, at)

    @transaction.atomic
    def withdraw(self, by, at):
        """The author takes it back before anybody has decided."""
        self._lock()
        if not self.can_be_withdrawn_by(by):
            raise PermissionDenied
        self.clock.cancel(at)
        self._end(State.WITHDRAWN, by, at)
        self._log("withdrawn", by, at)

    def _decide(self, state, by, at, note):
        self._lock()
        principal = self.principal_of(by)
        if principal is None:
            raise PermissionDenied
        if state == State.RETURNED and not note.strip():
            raise ValidationError({"note": gettext("Give a reason.")})
        self.clock.complete(at)
        self.decided_for = None if principal == by else principal
        self._end(state, by, at, note)

    def _lock(self):
        lock(self)
        if self.state != State.SUBMITTED:
            raise InvalidTransition(news.decided(self))

    def _end(self, state, by, at, note=""):
        self.state, self.decided_by, self.decided_at, self.note, self.clock = state, by, at, note.strip(), None
        self.save(update_fields=["state", "decided_by", "decided_for", "decided_at", "note", "clock"])

    def _take_effect(self, kind, by, at):
        """Set the customer's credit fields; the history of the file says by which review."""
        lock(self.customer)
        former = self.customer.credit_limit
        with pghistory.context(user=by.pk, credit_review=self.pk):
            for name, field in SET.items():
                setattr(self.customer, field, getattr(self, name))
            self.customer.save(update_fields=[*SET.values()])
        self._log(kind, by, at, old=amount_in("yuan", former) or "–", grade=self.grade, author=str(self.by))

    def _end_renewal(self, at):
        """Whoever was asked for the next review has made it."""
        for review in self.customer.credit_reviews.asked_for().select_related("clock"):
            review.clock.complete(at)
            CreditReview.objects.filter(pk=review.pk).update(clock=None)

    def _log(self, kind, by, at, **facts):
        facts |= {"limit": amount_in("yuan", self.limit)}
        url = self.get_absolute_url()
        self.customer.activities.create(kind=f"credit.{kind}", by=by, at=at, url=url, facts=facts)
