"""People leave a customer, and often work for another one from then on.

The file they leave keeps its row with all that was said to them there; at the new customer they begin as a new contact.
`moved_to` leads from the one to the other, and never back: who has moved on works there no more, and only somebody who
works there can be moved or moved to.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext

from crm_site.workflow import InvalidTransition, lock
from customers.models.customer import Customer

# What is a person's own wherever they work; title, office number and e-mail address belong to the place.
PERSONAL = ("name", "mobile", "wechat", "birthday", "birthday_calendar")
FOLLOWERS = []


def register_follower(follow):
    """Let `follow(former, present)` take along what belongs to a person and not to the customer, such as a wish."""
    FOLLOWERS.append(follow)


def places_after(contact, field):
    """The ids of `contact` and of those to whom `field` (moved_to, reports_to) leads, one after the other."""
    found = set()
    while contact is not None and contact.pk not in found:
        found.add(contact.pk)
        contact = getattr(contact, field)
    return found


class ContactMoving:
    """For `Contact`."""

    @transaction.atomic
    def leave(self, by, at, day):
        """The contact left the customer on `day`; the file keeps the name."""
        lock(self)
        self._end(by, day)
        return self.customer.log("contact.left", by, at, name=self.name)

    @transaction.atomic
    def move(self, by, at, customer, day, title="", tells_where=True):
        """The person left on `day` and works for `customer`; returns the contact whom they are there.

        Who is on file there by the same mobile is that person. With `tells_where` the file that they left names the new
        place to those who may see it. The same again returns what it made before.
        """
        here, there = self._places(customer)
        if self.moved_to_id and self.moved_to.customer_id == there.pk and self.left_since == day:
            return self.moved_to
        if not there.can_be_edited_by(by):
            raise PermissionDenied
        self._end(by, day, save=False)
        self.moved_to, self.tells_where = self._on_file_at(there) or self._opened_at(there, title), tells_where
        self._write()
        for follow in FOLLOWERS:
            follow(self, self.moved_to)
        left = "contact.moved" if tells_where else "contact.left"
        here.activities.create(kind=left, by=by, at=at, url=here.tab_url("contacts"), facts={"name": self.name})
        facts = {"name": self.moved_to.name}
        there.activities.create(kind="contact.came", by=by, at=at, url=there.tab_url("contacts"), facts=facts)
        return self.moved_to

    def _places(self, customer):
        """Both files, locked in the order of their ids as a merge locks them, and then the contact."""
        files = Customer.objects.select_for_update(of=("self",), no_key=True).select_related("owner").order_by("pk")
        found = {file.pk: file for file in files.filter(pk__in=[self.customer_id, customer.pk])}
        lock(self)
        here, there = found.get(self.customer_id), found[customer.pk]
        for file in (here, there):
            if file is None or file.removed_at is not None:
                raise InvalidTransition(gettext("%(name)s has been removed meanwhile.") % {"name": file or customer})
        if here == there:
            raise InvalidTransition(gettext("%(name)s works there already.") % {"name": self.name})
        return here, there

    def _end(self, by, day, save=True):
        self._check(by)
        if self.left_since is not None:
            facts = {"name": self.name, "day": date_format(self.left_since, "SHORT_DATE_FORMAT")}
            raise InvalidTransition(gettext("%(name)s is on file as having left on %(day)s already.") % facts)
        self.left_since, self.is_primary = day, False
        if save:
            self._write()

    def _on_file_at(self, customer):
        return customer.contacts.present().filter(mobile=self.mobile).first() if self.mobile else None

    def _opened_at(self, customer, title):
        """A new contact with what is the person's own; a file's only one is its first contact."""
        is_first = not customer.contacts.present().exists()
        person = type(self)(customer=customer, title=title, is_primary=is_first)
        for name in PERSONAL:
            setattr(person, name, getattr(self, name))
        person._write()
        return person
