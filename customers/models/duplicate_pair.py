"""Two customer files that may be one customer.

open ⇄ dismissed (not the same)        open → merged

The search for duplicates proposes pairs. One that was dismissed stays so unless a name of one of the two changes.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import formats, timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.duplicates.likeness import Reason
from customers.models.customer import Customer


class DuplicatePairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who are in charge of both files; who was only invited to one merges nothing."""
        mine = Customer.objects.in_charge_of(user).values("pk")
        return self.filter(first__in=mine, second__in=mine)

    def open(self):
        return self.filter(state=DuplicatePair.State.OPEN)

    def for_list(self):
        return self.select_related("first__owner", "first__region", "second__owner", "second__region", "decided_by")


class DuplicatePair(models.Model):
    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("pair of files", "Open")
        DISMISSED = "dismissed", _("Not the same")
        MERGED = "merged", pgettext_lazy("pair of files", "Merged")

    # The older file first, so that a pair stands here once; the constraint's index begins with it.
    first = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False, verbose_name=_("one file"))
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+", verbose_name=_("other file"))
    score = models.PositiveSmallIntegerField(_("likeness"))
    reasons = ArrayField(models.CharField(max_length=12, choices=Reason.choices), verbose_name=_("reasons"))
    # Of the names that were compared.
    fingerprint = models.CharField(max_length=16, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField(_("found"))
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of likely duplicates")
        verbose_name_plural = _("pairs of likely duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
            models.CheckConstraint(condition=Q(score__lte=100), name="duplicate_pair_score_up_to_100"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="duplicate_pair_decided_has_its_moment",
            ),
        ]
        indexes = [
            # The list: open ones, the likeliest first.
            models.Index(fields=["state", "-score", "-id"], name="duplicate_pair_likely"),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return f"{self.first} · {self.second}"

    @property
    def reason_labels(self):
        return [str(Reason(reason).label) for reason in self.reasons]

    @staticmethod
    def can_be_listed_by(user):
        return Customer.can_be_opened_by(user)

    def can_be_decided_by(self, user):
        return Customer.objects.in_charge_of(user).filter(pk__in=[self.first_id, self.second_id]).count() == 2

    @transaction.atomic
    def dismiss(self, by, at):
        """They are two customers."""
        self._decide(by, self.State.OPEN, self.State.DISMISSED, by, at)

    @transaction.atomic
    def reopen(self, by):
        """They may be one after all."""
        self._decide(by, self.State.DISMISSED, self.State.OPEN, None, None)

    def _decide(self, by, before, after, decided_by, decided_at):
        lock(self)
        if not self.can_be_decided_by(by):
            raise PermissionDenied
        if self.state != before:
            raise InvalidTransition(self._present())
        self.state, self.decided_by, self.decided_at = after, decided_by, decided_at
        self.save(update_fields=["state", "decided_by", "decided_at"])

    def _present(self):
        facts = {"state": self.get_state_display()}
        if self.decided_at is None:
            return gettext("Meanwhile: %(state)s.") % facts
        facts |= {
            "who": self.decided_by or gettext("the system"),
            "when": formats.date_format(timezone.localtime(self.decided_at), "SHORT_DATETIME_FORMAT"),
        }
        return gettext("Meanwhile decided by %(who)s on %(when)s: %(state)s.") % facts
