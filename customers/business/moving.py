"""New business that moves with a customer who is handed over."""

from customers.models import Opportunity


def opportunities(customers, owner):
    """The open ones that the former account manager looks after."""
    return Opportunity.objects.open().filter(customer__in=customers, owner=owner).order_by("id")


def move_opportunities(customers, owner, receiver, _by, at):
    found = list(opportunities(customers, owner))
    for opportunity in found:
        opportunity.hand_over(receiver, at)
    return len(found)
