"""What a merge would move, counted by kind, before anybody decides."""

from django.db.models import Count, OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from customers.merging import RULES
from customers.merging.moves import relations_to
from customers.merging.rules import forget_open_pairs, stay
from customers.models import Customer, CustomerMerge

# What a kind is called where its own name would mislead.
LABELS = {
    ("customers.Activity", "customer"): _("Entries of the timeline"),
    ("customers.CustomerValue", "customer"): _("Valuations"),
    ("customers.Customer", "parent"): _("Subsidiaries"),
    ("customers.Customer", "merged_into"): _("Files merged earlier"),
}
UNTOLD = (stay, forget_open_pairs)


def told():
    """{"app.Model.field": (label, model, field)} of what people are told about."""
    found = {}
    for model, field in relations_to(Customer):
        if RULES.get((model._meta.label, field)) in UNTOLD or model is CustomerMerge:
            continue
        label = LABELS.get((model._meta.label, field)) or capfirst(model._meta.verbose_name_plural)
        found[f"{model._meta.label}.{field}"] = (label, model, field)
    return found


def counts(customer):
    """[(label, how many rows belong to `customer`)] of every kind of which there are some, in one statement."""
    kinds = list(told().values())
    columns = {}
    for number, (_label, model, field) in enumerate(kinds):
        rows = model._base_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
        columns[f"count_{number}"] = Subquery(rows.annotate(rows=Count("pk")).values("rows"))
    found = Customer.objects.filter(pk=customer.pk).values_list(*columns.values()).get()
    return [(label, count) for (label, _model, _field), count in zip(kinds, found, strict=True) if count]


def moved_counts(merge):
    """The same of what a merge moved."""
    return [(label, len(merge.moved[name])) for name, (label, *_rest) in told().items() if name in merge.moved]
