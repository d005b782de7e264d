"""The page of one customer: head, tabs, and beside them the facts."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.listing import query_with, render_list
from customers.confidential import hidden_from
from customers.contact_places import tell_places
from customers.credit_light import light_of
from customers.facts import facts
from customers.history import history, kinds
from customers.models import ContactEntry, Customer, CustomerAccess, Disclosure, HandOver
from customers.org_chart import org_chart
from customers.tabs import TABS, PanelTab, counts
from customers.views.timeline import OLDER, timeline_of
from people.models import Role

HISTORY_SIZE = 25


NEWEST_ENTRY = ContactEntry.objects.filter(customer=OuterRef("pk")).order_by("-at").values("at")[:1]


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    template: str
    order: int
    count: int | None = None


def customer_detail(request, pk):
    """One address for the page and, for htmx, its tab alone. Who may see only the head has fewer tabs and no facts."""
    shown = (
        Customer.objects.visible_to(request.user).for_detail().annotate(**counts(), last_contact=Subquery(NEWEST_ENTRY))
    )
    customer = get_object_or_404(shown, pk=pk)
    tabs = {tab.name: tab for tab in _tabs(customer, request.user)}
    tab = tabs.get(request.GET.get("tab") or next(iter(tabs), ""))
    if tab is None and tabs:
        raise Http404
    can_read = customer.can_be_read_by(request.user)
    if not request.htmx:
        Disclosure.looked_at(customer, request.user, timezone.now())
    context = {
        "customer": customer,
        "tabs": tabs.values(),
        "tab": tab,
        "light": light_of(customer) if not request.htmx else None,
        "can_read": can_read,
        "can_edit": customer.can_be_edited_by(request.user),
        "can_hand_over": HandOver.can_be_proposed_by(request.user, customer),
        **(_aside(customer, request.user) if can_read and not request.htmx else {"facts": []}),
        **(_content(request, customer, tab) if tab else {}),
    }
    fragment = "customers/_timeline_rows.html" if request.htmx.target == OLDER else "customers/_panel.html"
    return render_list(request, "customers/detail.html", fragment, context)


def _aside(customer, user):
    """What stands beside the tabs, for those who may see all of the file."""
    last = customer.last_contact
    return {
        "facts": facts(customer),
        "last_contact": last,
        "silent_days": (timezone.localdate() - timezone.localdate(last)).days if last else None,
        "collaborators": customer.accesses.of_people(),
        "can_share": CustomerAccess.can_be_given_by(user, customer),
    }


def _tabs(customer, user):
    """The page's own tabs and those whose panels are served apart, in their order."""
    served = [tab.counted(customer) for tab in TABS if tab.may(customer, user)]
    return sorted([*_own_tabs(customer, user), *served], key=lambda tab: tab.order)


def _own_tabs(customer, user):
    can_read = customer.can_be_read_by(user)
    if can_read:
        yield Tab("timeline", _("Timeline"), "customers/_timeline.html", 10)
    if can_read or user.role == Role.DESK:
        yield Tab("contacts", _("Contacts"), "customers/_contacts.html", 20)
    if can_read:
        yield Tab("addresses", _("Addresses"), "customers/_addresses.html", 80)
        yield Tab("history", _("History"), "customers/_history.html", 90)


def _content(request, customer, tab):
    """What the template of the tab shows; a panel that is served apart is fetched when the page is there."""
    if isinstance(tab, PanelTab):
        query = query_with(request.GET, tab=None)
        return {"panel_url": f"{tab.panel_url(customer)}?{query}" if query else tab.panel_url(customer)}
    return CONTENTS[tab.name](request, customer)


def _contacts(request, customer):
    """Who works there first: in descending order empty dates come before others."""
    contacts = list(customer.contacts.order_by("-left_since", "-is_primary", "id"))
    tell_places(contacts, request.user)
    return {
        "contacts": contacts,
        "org_chart": org_chart(contacts),
        "is_open": not hidden_from(customer, request.user),
    }


def _addresses(request, customer):
    return {
        "addresses": customer.addresses.select_related("region"),
        "is_open": not hidden_from(customer, request.user),
    }


def _history(request, customer):
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 1000 else 1
    nouns = kinds()
    kind = request.GET.get("kind", "")
    kind = kind if kind in nouns else ""
    changes, more = history(
        customer, (number - 1) * HISTORY_SIZE, HISTORY_SIZE, kind, not hidden_from(customer, request.user)
    )
    return {
        "changes": changes,
        "kinds": nouns,
        "kind": kind,
        "owner_periods": customer.owner_periods.for_list() if number == 1 and not kind else [],
        "merges": customer.merges.for_list() if number == 1 and not kind else [],
        "newer_query": query_with(request.GET, page=number - 1) if number > 1 else None,
        "older_query": query_with(request.GET, page=number + 1) if more else None,
    }


CONTENTS = {
    "timeline": timeline_of,
    "contacts": _contacts,
    "addresses": _addresses,
    "history": _history,
}
