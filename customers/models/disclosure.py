"""The log of disclosures 查阅记录: who revealed a telephone number, took data out, or looked at a key account's file.

A row is written once and never edited; only the looks of one person at one file on one day are counted in one row.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.models.customer import Customer
from people.models import Role

LONGEST_FILTER = 1_000


class DisclosureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Supervisors: what their people did; who sees all: everything."""
        if user.sees_all:
            return self
        return self.filter(by__department__in=user.supervised_departments)

    def for_list(self):
        return self.select_related("by__department", "customer")


class Disclosure(models.Model):
    class Kind(models.TextChoices):
        VIEWED = "viewed", pgettext_lazy("disclosure", "Looked at")
        REVEALED = "revealed", pgettext_lazy("disclosure", "Revealed")
        EXPORTED = "exported", pgettext_lazy("disclosure", "Exported")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    day = models.DateField(_("day"))
    customer = models.ForeignKey(
        Customer, models.SET_NULL, null=True, related_name="disclosures", verbose_name=_("customer")
    )
    # What it was about in words, kept when the file is gone: a customer and a contact, or the list that was exported.
    about = models.CharField(_("about"), max_length=300)
    # The field revealed, or the filter of an export as the list showed it.
    detail = models.CharField(_("detail"), max_length=LONGEST_FILTER, blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "by", "day"], condition=Q(kind="viewed"), name="disclosure_one_look_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind="exported", rows__isnull=False) | (~Q(kind="exported") & Q(rows__isnull=True)),
                name="disclosure_of_an_export_has_rows",
            ),
        ]
        indexes = [
            # The page of disclosures, all of them and one person's.
            models.Index(fields=["-at", "-id"], name="disclosure_newest"),
            models.Index(fields=["by", "-at", "-id"], name="disclosure_of_person"),
        ]
        triggers = [
            pgtrigger.Protect(name="disclosure_stays", operation=pgtrigger.Delete),
            # A merge moves a row to another file; emptying the recycle bin leaves it without one.
            pgtrigger.ReadOnly(name="disclosure_is_never_edited", exclude=["customer", "times", "at"]),
        ]

    def __str__(self):
        return f"{self.by} · {self.get_kind_display()} · {self.about}"

    @staticmethod
    def can_be_listed_by(user):
        return user.sees_all or user.role == Role.SUPERVISOR

    @classmethod
    def looked_at(cls, customer, by, at):
        """`by` opened the file of a key account; of other customers nothing is kept."""
        if not customer.tier:
            return
        day = timezone.localdate(at)
        looks = cls.objects.filter(kind=cls.Kind.VIEWED, customer=customer, by=by, day=day)
        if looks.update(times=F("times") + 1, at=at):
            return
        # Two pages opened at once both find none: the second one finds the place taken.
        cls.objects.bulk_create(
            [cls(kind=cls.Kind.VIEWED, customer=customer, by=by, at=at, day=day, about=customer.name)],
            ignore_conflicts=True,
        )

    @classmethod
    def revealed(cls, part, fields, by, at):
        """`by` was shown the masked `fields` of a contact or an address in full."""
        labels = [str(part._meta.get_field(name).verbose_name) for name in fields]
        about = f"{part.customer.name} · {part}"
        return cls._write(cls.Kind.REVEALED, by, at, about, " · ".join(labels), customer=part.customer)

    @classmethod
    def exported(cls, by, at, what, rows, chosen="", customer=None):
        """`by` took `rows` rows of the list `what` out of the system, narrowed by `chosen` (the filter in words)."""
        return cls._write(cls.Kind.EXPORTED, by, at, str(what), chosen, customer=customer, rows=rows)

    @classmethod
    def _write(cls, kind, by, at, about, detail, **facts):
        return cls.objects.create(
            kind=kind,
            by=by,
            at=at,
            day=timezone.localdate(at),
            about=about[:300],
            detail=detail[:LONGEST_FILTER],
            **facts,
        )
