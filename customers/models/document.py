"""Documents 文件 of a customer: contracts, letters, licences, each with its versions; nothing of them is overwritten.

Before the last day of its validity the account manager is asked to renew it, or to say why it is not renewed.
"""

import uuid

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.models.customer import Customer
from customers.models.part import Part, PartQuerySet
from customers.models.project import Project
from customers.models.renewable import Renewable, RenewableQuerySet

# A document that ends within so many days stands out in lists.
NEAR_DAYS = 30


class Kind(models.TextChoices):
    CONTRACT = "contract", _("Contract")
    QUOTATION = "quotation", _("Quotation")
    LETTER = "letter", pgettext_lazy("document", "Letter")
    LICENCE = "licence", _("Licence")
    CERTIFICATE = "certificate", _("Certificate")
    CREDIT = "credit", _("Credit documents")
    OTHER = "other", _("Other")


class DocumentQuerySet(RenewableQuerySet, PartQuerySet):
    def visible_to(self, user):
        """Those of the files that `user` may read whole; what was removed is shown to nobody."""
        return self.kept().filter(customer__in=Customer.objects.readable_by(user))

    def kept(self):
        return self.filter(removed_at=None)

    def running_out(self, until):
        """Not those that had run out already when they were filed, nor those that nobody means to renew."""
        near = super().running_out(until).filter(removed_at=None, not_renewed="")
        return near.filter(valid_until__gte=F("at__date"))

    def for_list(self):
        """With the number of the newest version."""
        shown = self.select_related("customer__owner", "project", "clock", "by")
        return shown.annotate(newest=Max("versions__number"))

    def per_customer(self):
        """An expression of a customer: how many documents its file holds."""
        own = self.kept().filter(customer=OuterRef("pk")).order_by().values("customer")
        return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)

    def for_detail(self):
        return self.for_edit().select_related("customer__owner__department", "project", "clock", "by")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["submission_key"])
class Document(Renewable, Part):
    Kind = Kind
    renewal_step = "customer.document_expiry"
    renewal_news = _("%(title)s ends on %(day)s and is to be renewed")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="documents", verbose_name=_("customer"))
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name=_("project")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CONTRACT)
    title = models.CharField(pgettext_lazy("document", "title"), max_length=200)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Its last day; empty: it does not end.")
    )
    # Said when it is about to end; a new last day takes it back.
    not_renewed = models.CharField(_("why it is not renewed"), max_length=300, blank=True)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("filed by"))
    at = models.DateTimeField(_("filed"))
    removed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    # A form sent twice files one document.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="document_has_a_title",
                violation_error_message=_("A document needs a title."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="document_dates_in_order",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="document_removed_by_somebody",
                violation_error_message=_("What was removed has its time and who did it."),
            ),
        ]
        indexes = [
            # The list of what ends, and the job that asks for renewals.
            models.Index(
                fields=["valid_until", "id"],
                name="document_ends",
                condition=Q(removed_at__isnull=True, valid_until__isnull=False),
            ),
            # The list as it opens.
            models.Index(fields=["-at", "-id"], name="document_recent", condition=Q(removed_at__isnull=True)),
        ]

    get_kind_display = label_of(Kind, "kind")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("customers:document_detail", args=[self.pk])

    @property
    def renewal_title(self):
        return f"{self.customer} · {self.title}"

    @property
    def renewal_url(self):
        return self.get_absolute_url()

    def state_on(self, day):
        """(label, badge) of its validity on `day`; None where it does not end."""
        if self.valid_until is None:
            return None
        if self.valid_until < day:
            return _("Expired"), "badge-plain" if self.not_renewed else "badge-bad"
        if (self.valid_until - day).days <= NEAR_DAYS:
            return _("Ends soon"), "badge-plain" if self.not_renewed else "badge-warn"
        if self.valid_from and self.valid_from > day:
            return _("Not in force yet"), "badge-info"
        return _("In force"), "badge-good"

    @staticmethod
    def can_be_listed_by(user):
        return Customer.can_be_listed_by(user)

    def can_be_edited_by(self, user):
        return self.customer.can_be_edited_by(user)

    @property
    def is_renewal_asked(self):
        return self.clock is not None and self.clock.ended_at is None

    @classmethod
    @transaction.atomic
    def file(cls, customer, by, at, submission_key, upload, **facts):
        """Keep `upload` (checked by crm_site.files) as a document; the same `submission_key` again returns the first."""
        if not customer.can_be_edited_by(by):
            raise PermissionDenied
        facts |= {"customer": customer, "by": by, "at": at}
        document, is_new = cls.objects.get_or_create(submission_key=submission_key, defaults=facts)
        if is_new:
            document._add(1, by, at, submission_key, upload)
            document._log("filed", by, at)
        return document

    @transaction.atomic
    def renew(self, by, at, submission_key, seen, upload, valid_from=None, valid_until=None):
        """Add a newer version, in force for other days where they differ.

        `seen` is the number of the newest version that the person saw: if somebody added one since, they are told and
        nothing is kept.
        """
        self._lock(by)
        if self.versions.filter(submission_key=submission_key).exists():
            return
        newest = self.versions.select_related("by").order_by("-number").first()
        if newest.number != seen:
            raise InvalidTransition(newest.came_before())
        self._add(newest.number + 1, by, at, submission_key, upload)
        if valid_until != self.valid_until:
            self._begin_anew(at)
        self.valid_from, self.valid_until = valid_from, valid_until
        self.save(update_fields=["valid_from", "valid_until", "not_renewed", "clock"])
        self._log("renewed", by, at, number=newest.number + 1, until=f"{self.valid_until or '–'}")

    @transaction.atomic
    def let_end(self, by, at, reason):
        """It is not renewed, for a reason: nobody is asked any more."""
        self._lock(by)
        if not reason.strip():
            raise ValidationError({"reason": gettext("Give a reason.")})
        if self.not_renewed:
            raise InvalidTransition(gettext("Somebody said meanwhile why it is not renewed: %s") % self.not_renewed)
        self.not_renewed = reason.strip()
        self._end_clock(at)
        self.save(update_fields=["not_renewed", "clock"])
        self._log("let_end", by, at, reason=self.not_renewed)

    @transaction.atomic
    def remove(self, by, at):
        """Nobody sees it any more; the database keeps it with who removed it and when."""
        self._lock(by)
        self._end_clock(at)
        self.removed_by, self.removed_at = by, at
        self.save(update_fields=["removed_by", "removed_at", "clock"])
        self._log("removed", by, at, url="")

    def _save_edited(self, by, at, fields):
        if self.removed_at:
            raise InvalidTransition(self._removed())
        if "valid_until" in fields:
            self._begin_anew(at)
        self.save(update_fields=[*fields, "not_renewed", "clock"])
        return self._log("edited", by, at, fields=fields)

    def _lock(self, by):
        lock(self)
        self._check(by)
        if self.removed_at:
            raise InvalidTransition(self._removed())

    def _add(self, number, by, at, submission_key, upload):
        facts = {"name": upload.name, "content_type": upload.content_type, "size": upload.size, "file": upload}
        self.versions.create(number=number, by=by, at=at, submission_key=submission_key, **facts)

    def _begin_anew(self, at):
        """With another last day whoever was asked to renew it has done so, and is asked again before the new one."""
        self._end_clock(at)
        self.not_renewed = ""

    def _end_clock(self, at):
        if self.is_renewal_asked:
            self.clock.complete(at)
        self.clock = None

    def _log(self, kind, by, at, url=None, **facts):
        url = self.get_absolute_url() if url is None else url
        facts |= {"title": self.title}
        return self.customer.activities.create(kind=f"document.{kind}", by=by, at=at, url=url, facts=facts)

    def _removed(self):
        facts = {"who": self.removed_by, "when": date_format(localtime(self.removed_at), "SHORT_DATETIME_FORMAT")}
        return gettext("%(who)s removed this document on %(when)s.") % facts
