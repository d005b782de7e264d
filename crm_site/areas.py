"""The areas of the site, their pages, and what can be begun from anywhere: who is shown which."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from customers.models import Customer
from key_accounts.models import KeyAccount


def everybody(_user):
    return True


@dataclass(frozen=True)
class Link:
    label: str
    url_name: str
    may: Callable = everybody


@dataclass(frozen=True)
class AreaOfSite:
    """`links` are its pages, the first one being what the area opens with; `counter` names its count of what waits."""

    label: str
    icon: str
    may: Callable
    links: tuple
    counter: str = ""


@dataclass(frozen=True)
class Beginning:
    """What a person begins from any page: by the menu or by a key."""

    label: str
    url_name: str
    icon: str
    may: Callable
    shortcut: str = ""


# In the order in which a phone has room for them.
AREAS = (
    AreaOfSite(_("Home"), "house", everybody, (Link(_("My work"), "home"),)),
    AreaOfSite(
        _("Customers"),
        "building",
        Customer.can_be_listed_by,
        (
            Link(_("All customers"), "customers:customer_list"),
            Link(_("Imports"), "customers:import_list", Customer.can_be_opened_by),
        ),
    ),
    AreaOfSite(
        _("Complaints"),
        "chat-left-text",
        Complaint.can_be_listed_by,
        (Link(_("All complaints"), "complaints:complaint_list"),),
        counter="complaints",
    ),
    AreaOfSite(
        _("Key accounts"),
        "star",
        KeyAccount.can_be_listed_by,
        (
            Link(_("All key accounts"), "key_accounts:key_account_list"),
            Link(_("Plans"), "key_accounts:plan_list"),
            Link(_("Decisions"), "key_accounts:decision_list"),
        ),
    ),
    AreaOfSite(_("Administration"), "sliders", lambda user: user.is_staff, (Link(_("Administration"), "admin:index"),)),
)

BEGINNINGS = (
    Beginning(
        _("Log a complaint"), "complaints:complaint_create", "telephone-inbound", Complaint.can_be_logged_by, "c"
    ),
    Beginning(_("New customer"), "customers:customer_create", "building-add", Customer.can_be_opened_by, "n"),
    Beginning(_("Import from Excel"), "customers:import_list", "file-earmark-arrow-up", Customer.can_be_opened_by),
)
