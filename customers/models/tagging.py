"""Changing the tags of a customer outside the form of its file, such as of many that were ticked in the list."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from crm_site.workflow import lock
from customers.tags import with_tags, without_tags


class Tagging:
    """For `Customer`."""

    @transaction.atomic
    def change_tags(self, by, at, add=(), remove=()):
        """Add and take away tags; the log row, or None where the customer has exactly those already.

        A ValidationError says that the customer would have too many.
        """
        lock(self, "owner")
        if not self.can_be_edited_by(by):
            raise PermissionDenied
        tags = without_tags(with_tags(self.tags, add), remove)
        if tags == self.tags:
            return None
        self.tags, self.updated_at = tags, at
        self.version += 1
        self.save(update_fields=["tags", "version", "updated_at"])
        return self.log("customer.edited", by, at, fields=["tags"])
