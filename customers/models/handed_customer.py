"""One customer within a hand-over: whose it was, and whether it moved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from customers import moving
from customers.models.access import CustomerAccess
from customers.models.activity import Activity
from customers.models.customer import Customer


class HandedCustomerQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("customer", "former_owner").order_by("customer__name", "customer")

    def with_visibility(self, user):
        """`is_visible`: whether `user` may open the customer's file now."""
        files = Customer.objects.visible_to(user).filter(pk=OuterRef("customer"))
        return self.annotate(is_visible=Exists(files))

    def waiting(self):
        """In a hand-over that is neither refused nor done."""
        return self.filter(settled_at__isnull=True)

    def settle(self, at):
        """The hand-over came to nothing."""
        self.waiting().update(settled_at=at)

    def move(self, receiver, by, at):
        """Give the customers and their open work to `receiver`; who changed hands otherwise meanwhile is left out."""
        rows = {row.customer_id: row for row in self.waiting()}
        locked = Customer.objects.select_for_update(of=("self",)).filter(pk__in=rows).order_by("pk")
        owners = {}
        for customer in locked.only("owner"):
            if customer.owner_id == rows[customer.pk].former_owner_id:
                owners.setdefault(customer.owner_id, []).append(customer.pk)
        moved = [pk for customers in owners.values() for pk in customers]
        people = {row.former_owner_id: row.former_owner for row in self.select_related("former_owner")}
        for owner_id, customers in owners.items():
            for movable in moving.MOVABLES:
                movable.move(customers, people[owner_id], receiver, by, at)
            CustomerAccess.objects.filter(customer__in=customers, user=owner_id).delete()
        Customer.objects.filter(pk__in=moved).update(owner=receiver, version=F("version") + 1, updated_at=at)
        Activity.objects.bulk_create(
            Activity(
                customer_id=pk,
                kind="customer.handed_over",
                by=by,
                at=at,
                facts={"former": str(people[rows[pk].former_owner_id]), "receiver": str(receiver)},
            )
            for pk in moved
        )
        self.filter(customer__in=moved).update(outcome=HandedCustomer.Outcome.MOVED, settled_at=at)
        self.waiting().update(outcome=HandedCustomer.Outcome.LEFT_OUT, settled_at=at)


class HandedCustomer(models.Model):
    class Outcome(models.TextChoices):
        MOVED = "moved", pgettext_lazy("hand-over", "Moved")
        LEFT_OUT = "left_out", _("Left out: another owner meanwhile")

    hand_over = models.ForeignKey(
        "customers.HandOver", models.CASCADE, related_name="customers", verbose_name=_("hand-over")
    )
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="hand_overs", verbose_name=_("customer"))
    former_owner = models.ForeignKey(
        "people.User", models.PROTECT, related_name="+", verbose_name=_("former account manager")
    )
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = HandedCustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer handed over")
        verbose_name_plural = _("customers handed over")
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "customer"], name="handed_customer_once"),
            # A customer cannot be promised to two people at once.
            models.UniqueConstraint(
                fields=["customer"], condition=Q(settled_at__isnull=True), name="handed_customer_one_open"
            ),
        ]

    def __str__(self):
        return str(self.customer)

    @classmethod
    def owners_to_give(cls, allowed, customers, receiver, most):
        """{customer id: owner id} of what shall be handed over; a refusal says what stands against it.

        The customers are locked, so that two proposals of one customer come one after the other.
        """
        wanted = set(customers)
        if not 0 < len(wanted) <= most:
            message = gettext("Choose between one and %(most)d customers.") % {"most": most}
            raise ValidationError({"customers": message})
        list(Customer.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk").values_list("pk"))
        owners = dict(allowed.filter(pk__in=wanted).values_list("pk", "owner"))
        if owners.keys() != wanted:
            raise PermissionDenied
        taken = cls.objects.waiting().filter(customer__in=wanted).select_related("customer", "hand_over__receiver")
        if first := taken.first():
            count = taken.count()
            message = ngettext(
                "%(customer)s is being handed over to %(receiver)s already.",
                "%(count)d of these customers are being handed over already, such as %(customer)s to %(receiver)s.",
                count,
            )
            facts = {"customer": first.customer, "receiver": first.hand_over.receiver, "count": count}
            raise ValidationError({"customers": message % facts})
        if receiver.pk in owners.values():
            raise ValidationError({"receiver": gettext("Some of these customers are theirs already.")})
        return owners
