"""Reads the files that are compared from the database."""

from collections import defaultdict

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from customers.duplicates.likeness import File
from customers.duplicates.names import NameRules, Place
from customers.models.catalogue import CHOICES_KEPT, Region
from customers.models.contact import Contact

NAMES = ("name", "short_name", "english_name")
BATCH = 5_000


def name_rules():
    """The rules with the places of the catalogue; an administrator's change counts a minute later."""
    return NameRules(cache.get_or_set("customers:places", _places, CHOICES_KEPT))


def _places():
    within = Region.objects.filter(parent=OuterRef("pk"))
    rows = Region.objects.annotate(is_wide=Exists(within)).values_list("name", "name_en", "is_wide")
    return [Place(*row) for row in rows]


def files(customers, rules):
    """A File of each of `customers`, in batches; telephone numbers are those of contacts who are still there."""
    rows = customers.order_by("pk").values_list("pk", *NAMES, "aliases", "credit_code")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        phones = _phones([pk for pk, *_rest in batch])
        for pk, *names, aliases, credit_code in batch:
            yield File.of(rules, pk, [*names, *aliases], credit_code, phones[pk])
        last = batch[-1][0]


def _phones(ids):
    found = defaultdict(set)
    for pk, *numbers in Contact.objects.present().filter(customer__in=ids).values_list("customer", "mobile", "phone"):
        found[pk].update(numbers)
    return found


def names_of(customer):
    return [customer.name, customer.short_name, customer.english_name, *customer.aliases]
