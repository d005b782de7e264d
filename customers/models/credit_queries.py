"""Which credit reviews a person sees, and which is to be made anew."""

from django.db.models import Exists, OuterRef, Q

from customers.models.customer import Customer
from customers.models.renewable import RenewableQuerySet
from people.models import Role


class CreditReviewQuerySet(RenewableQuerySet):
    def visible_to(self, user):
        """Those of the files that `user` may read whole, and those put to them or to whom they stand in for."""
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        asked = Q(approver__in=[person.pk for person in user.principals], customer__removed_at=None)
        return self.filter(asked | Q(customer__in=Customer.objects.readable_by(user)))

    def submitted(self):
        return self.filter(state=self.model.State.SUBMITTED)

    def approved(self):
        """The newest first: that is the one in force."""
        return self.filter(state=self.model.State.APPROVED).order_by("-decided_at", "-id")

    def in_force_for(self, customer):
        """The newest one that set what stands in the file: where two files were merged, that of the one chosen."""
        return self.approved().filter(grade=customer.credit_grade, limit=customer.credit_limit).first()

    def running_out(self, until):
        """Of each customer the one in force, unless the next one is made already."""
        siblings = self.model.objects.filter(customer=OuterRef("customer"))
        later = Q(decided_at__gt=OuterRef("decided_at")) | Q(decided_at=OuterRef("decided_at"), pk__gt=OuterRef("pk"))
        near = super().running_out(until).filter(state=self.model.State.APPROVED)
        return near.exclude(Exists(siblings.approved().filter(later))).exclude(Exists(siblings.submitted()))

    def for_list(self):
        return self.select_related("by", "approver", "decided_by", "decided_for").order_by("-at", "-id")

    def for_detail(self):
        people = ("by__department", "approver", "decided_by", "decided_for")
        return self.select_related("customer__owner__department", "clock", *people)
