"""What contacts with customers cost us."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from customers.models.log_entry import ContactEntry


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ContactCost(models.Model):
    """What a contact cost us, by category, in CNY; part of the cost to serve."""

    class Category(models.TextChoices):
        TRAVEL = "travel", _("Travel")
        MEAL = "meal", _("Meal")
        GIFT = "gift", _("Gift")
        EVENT = "event", _("Event")
        DISCOUNT = "discount", _("Discount")
        COMPENSATION = "compensation", _("Compensation")
        OTHER = "other", _("Other")

    entry = models.ForeignKey(ContactEntry, models.CASCADE, related_name="costs", verbose_name=_("entry"))
    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("cost of a contact")
        verbose_name_plural = _("costs of contacts")
        ordering = ["category"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "category"], name="contact_cost_once_per_category"),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="contact_cost_is_not_negative",
                violation_error_message=_("Costs are not below 0."),
            ),
        ]

    get_category_display = label_of(Category, "category")

    def __str__(self):
        return f"{self.get_category_display()} {self.amount}"
