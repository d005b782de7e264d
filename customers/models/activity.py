"""The timeline 时间线 of a customer: one list of all that happened, newest first."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers import timeline
from customers.models.customer import Customer


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def for_list(self):
        rows = self.select_related("by").only("customer", "kind", "at", "url", "facts", "by__name", "by__username")
        return rows.order_by("-at", "-id")

    def older_than(self, last):
        """What comes after `last` in that order, found in the index and not by counting from the newest."""
        return self.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(pk__lt=last.pk))


class Activity(models.Model):
    """What a person did. `kind` names the sentence (customers/timeline.py), `facts` fill it; a row is never edited."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="activities", verbose_name=_("customer"))
    kind = models.CharField(_("kind"), max_length=60)
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    url = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            # The timeline on the customer page.
            models.Index(fields=["customer", "-at", "-id"], name="activity_timeline"),
        ]
        triggers = [
            # Only a merge of two customers may move a row to another file.
            pgtrigger.ReadOnly(name="activity_is_never_edited", exclude=["customer"]),
        ]

    def __str__(self):
        return str(self.sentence)

    @property
    def sentence(self):
        """What happened, in the reader's language."""
        return timeline.sentence(self.kind, self.facts)

    @classmethod
    def record(cls, customer, kind, by, at, url="", **facts):
        return cls.objects.create(customer=customer, kind=kind, by=by, at=at, url=url, facts=facts)
