"""Special watch 特别关注: dated news about a key account, its projects or its industry, that its team must know."""

import uuid

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.models import Activity
from key_accounts import telling
from key_accounts.models.key_account import KeyAccount
from key_accounts.models.machinery import require
from people.models import User


class WatchItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(key_account__in=KeyAccount.objects.visible_to(user))

    def current(self, day):
        """Neither ended nor past their day; the most important first."""
        running = Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(running, ended_at__isnull=True).order_by("-importance", "-on", "-id")

    def for_list(self):
        return self.select_related("by")


class WatchItem(models.Model):
    class Kind(models.TextChoices):
        COMPANY = "company", _("Company news")
        PROJECT = "project", _("Project news")
        INDUSTRY = "industry", _("Industry")

    class Importance(models.IntegerChoices):
        USUAL = 1, _("Worth knowing")
        HIGH = 2, _("Important")
        URGENT = 3, _("Act now")

    key_account = models.ForeignKey("key_accounts.KeyAccount", models.CASCADE, related_name="watch_items")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COMPANY)
    on = models.DateField(_("date"))
    title = models.CharField(pgettext_lazy("special watch", "what happened"), max_length=120)
    text = models.TextField(_("details"), blank=True)
    source = models.CharField(pgettext_lazy("special watch", "source"), max_length=120, blank=True)
    importance = models.PositiveSmallIntegerField(_("importance"), choices=Importance.choices, default=Importance.HIGH)
    until = models.DateField(_("watch until"), null=True, blank=True, help_text=_("Empty: until somebody ends it."))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = WatchItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("special watch item")
        verbose_name_plural = _("special watch items")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("on")),
                name="watch_until_after_its_day",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="watch_says_something", violation_error_message=_("Say what it is about.")
            ),
        ]

    get_kind_display = label_of(Kind, "kind")

    def __str__(self):
        return self.title

    @classmethod
    @transaction.atomic
    def add(cls, key_account, by, at, submission_key, **facts):
        """Put it at the top of the file, and tell the account team. A form sent twice makes one item."""
        lock(key_account)
        require(key_account.can_be_kept_by(by))
        item, is_new = cls.objects.get_or_create(
            submission_key=submission_key, key_account=key_account, defaults={"by": by, "at": at, **facts}
        )
        if is_new:
            url = key_account.get_absolute_url()
            Activity.record(key_account.customer, "key_account.watched", by, at, url=url, title=item.title)
            telling.watch_added(item, account_team(key_account))
        return item

    @transaction.atomic
    def end(self, by, at):
        """It need not be watched any more; the list keeps it."""
        lock(self)
        require(self.key_account.can_be_kept_by(by))
        if self.ended_at is not None:
            raise InvalidTransition(self.ended_words)
        self.ended_by, self.ended_at = by, at
        self.save(update_fields=["ended_by", "ended_at"])

    @property
    def ended_words(self):
        day = timezone.localdate(self.ended_at)
        return _text("%(person)s ended this watch on %(day)s.") % {"person": self.ended_by, "day": f"{day:%Y-%m-%d}"}


def account_team(key_account):
    """Those who care for the customer: account manager, collaborators who read the file, our counterparts, the approver."""
    customer = key_account.customer
    people = Q(pk__in=[pk for pk in (customer.owner_id, key_account.approver_id) if pk])
    people |= Q(customer_accesses__in=customer.accesses.exclude(level="head").exclude(user=None))
    people |= Q(counterparts__contact__customer=customer)
    return list(User.objects.active().filter(people).select_related("deputy").distinct().order_by("pk"))
