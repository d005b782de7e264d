"""A customer file into the recycle bin and out again.

kept ⇄ removed → gone after 30 days
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, lock
from customers import recycling


class RecyclableCustomer:
    """For `Customer`."""

    @property
    def is_in_bin(self):
        return self.removed_at is not None and self.merged_into_id is None

    @property
    def gone_at(self):
        """When the bin is emptied of this file."""
        return self.removed_at + timedelta(days=recycling.DAYS_KEPT)

    def can_be_removed_by(self, user):
        return self.is_in_charge(user)

    @transaction.atomic
    def remove(self, by, at, reason):
        """Put a file with which nothing was done yet into the recycle bin; return the log row."""
        lock(self, "owner")
        if not self.can_be_removed_by(by):
            raise PermissionDenied
        if self.removed_at is not None:
            raise InvalidTransition(_("This file is in the recycle bin already."))
        if held := recycling.kept_by(self):
            message = _(
                "This file is kept, because something hangs on it: %(what)s. Set its lifecycle to lost instead."
            )
            raise InvalidTransition(message % {"what": ", ".join(held)})
        self.removed_at = at
        self.save(update_fields=["removed_at"])
        return self.log("customer.removed", by, at, reason=reason)

    @transaction.atomic
    def restore(self, by, at):
        """Take the file out of the recycle bin; return the log row."""
        lock(self, "owner")
        if not self.can_be_removed_by(by):
            raise PermissionDenied
        if not self.is_in_bin:
            raise InvalidTransition(_("This file is not in the recycle bin."))
        self.removed_at = None
        self.save(update_fields=["removed_at"])
        return self.log("customer.restored", by, at)

    @classmethod
    def empty_bin(cls, at):
        """Delete what has lain in the bin for 30 days, each file by itself; return how many are gone."""
        due = cls.objects.in_bin().filter(removed_at__lt=recycling.emptied_before(at))
        count = 0
        for pk in list(due.values_list("pk", flat=True)):
            with transaction.atomic():
                file = cls.objects.select_for_update().filter(pk=pk, removed_at__isnull=False).first()
                # Something may hang on it since, such as a figure that was imported.
                if file is None or recycling.kept_by(file):
                    continue
                for model in recycling.AUTOMATIC:
                    recycling.added_to(file, model).delete()
                file.delete()
                count += 1
        return count
