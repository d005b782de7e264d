"""Where the customer is, receives goods and gets invoices."""

import pghistory
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from customers.models.part import Part, PartQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Address(Part):
    class Kind(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        DELIVERY = "delivery", _("Delivery")
        INVOICE = "invoice", _("Invoice")
        WAREHOUSE = "warehouse", _("Warehouse")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses", verbose_name=_("customer"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    region = models.ForeignKey(
        "customers.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    line = models.CharField(_("address"), max_length=300)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    recipient = models.CharField(_("recipient"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(line=""), name="address_is_not_empty", violation_error_message=_("Write the address.")
            )
        ]

    def __str__(self):
        return self.line

    @classmethod
    @transaction.atomic
    def add(cls, customer, by, at, **values):
        address = cls(customer=customer, **values)
        address._check(by)
        address.save()
        customer.log("address.added", by, at, line=address.line)
        return address

    @transaction.atomic
    def remove(self, by, at):
        self._check(by)
        self.delete()
        return self.customer.log("address.removed", by, at, line=self.line)

    def _save_edited(self, by, at, fields):
        self.save(update_fields=fields)
        return self.customer.log("address.edited", by, at, line=self.line, fields=fields)
