"""What is done with the customers ticked in the list by the apps to the right of this one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

BULK_ACTIONS = []


@dataclass(frozen=True)
class BulkAction:
    """`url_name` names the address of the dialog; it is given ?customer=…&customer=… (customers/ticked.py)."""

    label: str
    icon: str
    url_name: str
    may: Callable

    @property
    def url(self):
        return reverse(self.url_name)


def register_bulk_action(label, icon, url_name, may):
    BULK_ACTIONS.append(BulkAction(label, icon, url_name, may))


def bulk_actions_of(user):
    return [action for action in BULK_ACTIONS if action.may(user)]
