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
    counter: Callable | None = None
    # What the counter says of the customer of the page, shown beside the label.
    count: int | None = None
    template: str = "customers/_served_panel.html"

    def panel_url(self, customer):
        return reverse(self.url_name, args=[customer.pk])

    def counted(self, customer):
        return replace(self, count=self.counter(customer)) if self.counter else self


def register_tab(name, label, url_name, order, may=Customer.can_be_read_by, counter=None):
    """Show a tab to those who `may(customer, user)`, with the `counter(customer)` of what is in it.

    The page's own tabs have the orders 10 (timeline), 20 (contacts), 80 (addresses) and 90 (history).
    """
    TABS.append(PanelTab(name, label, url_name, order, may, counter))
