"""The tabs of a customer's page whose panels are served apart, by this app or by one to the right of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse

from customers.models import Customer

TABS = []


@dataclass(frozen=True)
class PanelTab:
    """`url_name` names the address that serves the panel, with the customer's id as its only argument."""

    name: str
    label: str
    url_name: str
    order: int
    may: Callable = Customer.can_be_read_by
    # An expression of a customer that says how many there are in it, then what it said; shown beside the label.
    count: object = None
    template: str = "customers/_served_panel.html"

    def panel_url(self, customer):
        return reverse(self.url_name, args=[customer.pk])

    def counted(self, customer):
        return self if self.count is None else replace(self, count=getattr(customer, f"{self.name}_count"))


def counts():
    """What a query of the customer is annotated with, so that the counts of all tabs cost no query of their own."""
    return {f"{tab.name}_count": tab.count for tab in TABS if tab.count is not None}


def register_tab(name, label, url_name, order, may=Customer.can_be_read_by, count=None):
    """Show a tab to those who `may(customer, user)`, with the number that `count` expresses of a customer.

    The page's own tabs have the orders 10 (timeline), 20 (contacts), 80 (addresses) and 90 (history).
    """
    TABS.append(PanelTab(name, label, url_name, order, may, count))
