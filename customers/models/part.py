"""What a customer file holds several of: contacts and addresses."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from crm_site.workflow import lock
from customers.models.customer import Customer
from customers.models.editing import EditedMeanwhile, three_way


class PartQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def for_edit(self):
        """Each with its `version`, the newest entry of its history (0: none yet), read in one statement with the row."""
        return self.annotate(version=Coalesce(Max("events__pgh_id"), 0))


class Part(models.Model):
    """Every write to it, also by an import or in SQL, is in its history, so the history tells whether a form is stale."""

    class Meta:
        abstract = True

    @transaction.atomic
    def edit(self, by, at, version, changes):
        """Write `changes` ({field: value}) from a form that was opened at `version`; return the log row, if any.

        What others changed meanwhile stays. Where both changed the same field, EditedMeanwhile names it and nothing
        is written.
        """
        lock(self)
        self._check(by)
        is_stale = version != (self.events.aggregate(newest=Max("pgh_id"))["newest"] or 0)
        seen = self.events.filter(pgh_id=version).first() if is_stale else None
        wanted, clashing = three_way(self, seen, changes, is_stale)
        if clashing:
            raise EditedMeanwhile(self, wanted, clashing)
        if not wanted:
            return None
        for name, value in wanted.items():
            setattr(self, name, value)
        return self._save_edited(by, at, list(wanted))

    def _check(self, by):
        if not self.customer.can_be_edited_by(by):
            raise PermissionDenied
