"""Credit reviews and documents that run out: who keeps the customer is asked in good time, and whoever keeps it next."""

from datetime import timedelta

from django.utils.timezone import localdate

from customers.models import CreditReview, Document
from deadlines.models import DeadlinePolicy

RENEWABLES = (CreditReview, Document)


def ask(at):
    """Ask the account managers for all that runs out soon, each in its own transaction; returns how many."""
    limits = DeadlinePolicy.objects.default()
    asked = 0
    for model in RENEWABLES:
        until = localdate(at) + timedelta(days=limits.rule_for(model.renewal_step).days)
        near = model.objects.running_out(until).order_by("valid_until", "pk")
        asked += sum(item.ask_to_renew(at, until) for item in near)
    return asked


def follow_owners():
    """Where the account manager changed other than by a hand-over, the new one is asked; returns how many."""
    strayed = [item for model in RENEWABLES for item in model.objects.strayed().select_related(*WITH_OWNER)]
    for item in strayed:
        item.give_clock_to(item.customer.owner)
    return len(strayed)


def due(model):
    """What of `model` the owner was asked to renew: it moves with a hand-over."""

    def find(customers, owner):
        return model.objects.asked_for().filter(customer__in=customers, clock__doer=owner).select_related("customer")

    return find


def move(model):
    def move(customers, owner, receiver, _by, _at):
        items = list(due(model)(customers, owner).select_related("clock"))
        for item in items:
            item.give_clock_to(receiver)
        return len(items)

    return move


WITH_OWNER = ("clock", "customer__owner__department")
