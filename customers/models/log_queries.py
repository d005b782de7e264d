"""Which entries of the contact log a person sees, and the shapes in which pages ask for them."""

from django.db.models import DecimalField, Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from customers.models.customer import Customer
from customers.models.part import PartQuerySet


class ContactEntryQuerySet(PartQuerySet):
    def visible_to(self, user):
        """Those of the files that `user` may read, and those that wait for an answer by them or whom they stand in for."""
        if user.sees_all or not Customer.can_be_listed_by(user):
            return self if user.sees_all else self.none()
        readable = Customer.objects.readable_by(user).values("pk")
        waiting = self.model.objects.waiting_for(user).values("pk")
        return self.filter(Q(customer__any_of=readable) | Q(pk__any_of=waiting))

    def owed(self):
        """Answers promised and not given yet."""
        return self.filter(answer_clock__isnull=False, answered_at__isnull=True)

    def overdue(self, at):
        return self.owed().filter(answer_clock__deadline__lt=at)

    def waiting_for(self, user):
        """Answers owed by `user` and those in whose place they act."""
        return self.owed().filter(answer_clock__doer__in=[person.pk for person in user.principals])

    def next_contact_due(self, day):
        """Contacts announced for `day` or before, where nobody has spoken with the customer since."""
        since = self.model.objects.filter(customer=OuterRef("customer"), at__gt=OuterRef("at"))
        return self.filter(Q(next_contact_on__lte=day), ~Exists(since))

    def for_list(self):
        """The columns that lists show, each with its `cost`."""
        return self.select_related("customer", "by", "answer_clock__doer", "answered_by").annotate(
            cost=Coalesce(
                Subquery(
                    self.model.costs.rel.related_model.objects.filter(entry=OuterRef("pk"))
                    .order_by()
                    .values("entry")
                    .values_list(Sum("amount"))
                ),
                Value(0),
                output_field=DecimalField(max_digits=14, decimal_places=2),
            )
        )

    def for_detail(self):
        return self.select_related(
            "customer__owner", "project", "by", "answered_by", "answer_clock__doer", "answer_clock__calendar"
        ).prefetch_related("contacts", "colleagues", "costs")
