"""The recycle bin: a file opened by mistake is put there, and comes back on a click within 30 days.

Only such a file: as soon as anything was done with the customer, the file belongs to the company and is kept; its
lifecycle says that the customer is lost. What goes along with a file is named here, and what the system added by itself
(customers/automatic.py); everything else holds it.
"""

from datetime import timedelta

from django.apps import apps
from django.utils.text import capfirst

from customers.automatic import AUTOMATIC

DAYS_KEPT = 30
# Parts of the file itself, and what tells of it.
GO_ALONG = (
    *("Activity", "Address", "Contact", "CustomerAccess", "Disclosure", "DuplicatePair", "ImportRow", "OwnerPeriod"),
    "SearchEntry",
)


def kept_by(customer):
    """What holds the file of `customer`, as the plural names of the kinds of records."""
    along = {apps.get_model("customers", name) for name in GO_ALONG}
    names = []
    for relation in customer._meta.get_fields(include_hidden=True):
        model = relation.related_model
        is_child = (relation.one_to_many or relation.one_to_one) and not relation.concrete
        if not is_child or model in along or hasattr(model, "pgh_tracked_model"):
            continue
        rows = model._base_manager.filter(**{relation.field.name: customer.pk})
        if model in AUTOMATIC:
            rows = rows.exclude(pk__in=added_to(customer, model).values("pk"))
        if rows.exists():
            names.append(str(capfirst(model._meta.verbose_name_plural)))
    return names


def added_to(customer, model):
    """Rows of `model` that the system added to `customer`, and nobody took up."""
    return AUTOMATIC[model](model._base_manager.filter(customer=customer.pk))


def emptied_before(at):
    """Files removed before this moment are taken out of the bin for good."""
    return at - timedelta(days=DAYS_KEPT)
