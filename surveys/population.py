"""Whom a wave is about: customers by a filter that is kept with the wave."""

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.models import Customer, Industry, Region
from people.models import Department

# The names of a wave's population filter, and what they mean for a customer.
TREES = {"region": Region, "industry": Industry}
PLAIN = ("lifecycle", "grade", "tier")


def customers_of(population, user):
    """The customers `user` sees that fit every list of `population`; an empty or missing list leaves all.

    Regions and industries stand for themselves and what is part of them, departments for the account manager's.
    """
    found = Customer.objects.visible_to(user)
    for name in PLAIN:
        if wanted := population.get(name):
            found = found.filter(**{f"{name}__in": wanted})
    for name, catalogue in TREES.items():
        if wanted := population.get(name):
            below = catalogue.objects.filter(Q(pk__in=wanted) | Q(parent__in=wanted))
            found = found.filter(**{f"{name}__in": list(below.values_list("pk", flat=True))})
    if wanted := population.get("department"):
        found = found.filter(owner__department__in=departments_below(user, wanted))
    return found


def departments_below(user, wanted):
    """The departments named and all that is part of them."""
    return {pk for department in wanted if department in user.tree.by_id for pk in user.tree.subtree(department)}


def described(population):
    """[(label of the filter, what was chosen in words)]"""
    plain = {
        "lifecycle": (_("Lifecycle"), Customer.Lifecycle),
        "grade": (_("Grade"), Customer.Grade),
        "tier": (_("Key account tier"), Customer.Tier),
    }
    rows = [
        (label, [str(choices(value).label) for value in population[name]])
        for name, (label, choices) in plain.items()
        if population.get(name)
    ]
    catalogues = {
        "region": (_("Region"), Region),
        "industry": (_("Industry"), Industry),
        "department": (_("Account manager's department"), Department),
    }
    for name, (label, catalogue) in catalogues.items():
        if population.get(name):
            rows.append((label, [str(entry) for entry in catalogue.objects.filter(pk__in=population[name])]))
    return [(label, " · ".join(names)) for label, names in rows]
