"""Which customers a person sees, and the shapes in which pages ask for them."""

from django.db import models
from django.db.models import Q

from customers.models.access import CustomerAccess
from customers.models.search import Hits
from people.models import Role

# Fields that hold an entry of a catalogue.
CATALOGUES = {"industry", "region"}


class CustomerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Owner and invited collaborators; supervisors of the owner's department and above; analysts.

        The desk sees every file (its head and contacts, to know a caller); a handler the files that their department
        was given access to by a complaint. What is shown of a file is `customer.access_of(user)`.
        """
        if user.role == Role.DESK:
            return self.kept()
        return self.kept()._within_reach_of(user, CustomerAccess.Level.values)

    def listed_for(self, user):
        """`visible_to`, for a list that is walked in its order, at the cost of one query more.

        Most account managers are invited to no file. Then they see what they are in charge of, which is found by an index
        in that order.
        """
        if user.role == Role.ACCOUNT_MANAGER and not CustomerAccess.objects.of(user).exists():
            return self.in_charge_of(user)
        return self.visible_to(user)

    def readable_by(self, user):
        """Those of which `user` may see all: figures, value and what was said, not only the head."""
        return self.kept()._within_reach_of(user, [CustomerAccess.Level.READ, CustomerAccess.Level.WRITE])

    def editable_by(self, user):
        """Those in which `user` may write."""
        return self.kept()._within_reach_of(user, [CustomerAccess.Level.WRITE])

    def in_charge_of(self, user):
        """Those that are the person's own or of people they supervise; who sees everything is in charge of all.
        Invited collaborators are not."""
        return self.kept()._within_reach_of(user, [])

    def tagged(self):
        return self.exclude(tags=[])

    def kept(self):
        """Neither in the recycle bin nor merged into another file."""
        return self.filter(removed_at=None)

    def in_bin(self):
        return self.filter(removed_at__isnull=False, merged_into=None)

    def in_bin_of(self, user):
        """Removed files that `user` may restore, newest first."""
        return self.in_bin()._within_reach_of(user, []).select_related("owner").order_by("-removed_at", "-id")

    def _within_reach_of(self, user, levels):
        if user.sees_all:
            return self
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        own = Q(owner__in=[person.pk for person in user.principals])
        if user.supervised_departments:
            mine = own | Q(owner__department__in=user.supervised_departments)
        elif not levels and len(user.principals) == 1:
            mine = own
        else:
            # Few, but Postgres would look for them among all customers in the order of the list.
            mine = Q(pk__any_of=self.model.objects.filter(own).values("pk"))
        if not levels:
            return self.filter(mine)
        held = CustomerAccess.objects.of(user).filter(level__in=levels)
        return self.filter(mine | Q(pk__any_of=held.values("customer")))

    def search(self, text, at_start=False):
        """Those in which every word of `text` is found (docs/search.md); nothing typed leaves all.

        Postgres cannot guess how rare a fragment is, and would walk a million customers in the order of the list to
        find three. So the index is asked first: few hits are looked up by their ids, many are filtered on the way.
        """
        if not text.strip():
            return self
        return self.hit_by(Hits.of(text, at_start))

    def hit_by(self, hits):
        return self.filter(pk__any_of=hits.ids) if hits.are_few else self.filter(search_entry__vector=hits.query)

    def for_list(self):
        """The columns of the list, without the rest of the record."""
        return self.select_related("owner", "region").only(
            *("code", "name", "short_name", "grade", "lifecycle", "customer_type", "updated_at"),
            *("owner__name", "owner__username", "region__name", "region__name_en"),
        )

    def for_columns(self, columns):
        """What these columns of the list show (customers/columns.py), without the rest of the record."""
        fields = [field for column in columns for field in column.fields]
        related = {field.rpartition("__")[0] for field in fields if "__" in field}
        joined = self.select_related(*related) if related else self.select_related(None)
        return joined.only("code", "name", "short_name", *fields)

    def for_edit(self, fields=()):
        """With the owner, by whom is decided who may write in the file; where `fields` are given, of the rest these alone,
        with their entries of catalogues."""
        if not fields:
            return self.select_related("owner")
        shown = ("name", "short_name", "version", "owner__name", "owner__username", "owner__department")
        return self.select_related("owner", *CATALOGUES.intersection(fields)).only(*shown, *fields)

    def for_detail(self):
        """What every file has; the parent group, which few have, is fetched where it is named."""
        return self.select_related("owner__department", "region", "industry")
