"""What the frame of every page shows beside the page itself: areas, quick adds, counts of what waits.

The counts are fetched after the page is there (static/js/guanxi.js) and again every minute: no page waits for them.
"""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import Complaint, ComplaintStep
from customers.models import Customer

# Beyond this the bell and the areas show "99+": nobody reads the difference, and counting stays cheap.
COUNT_LIMIT = 99


@dataclass(frozen=True)
class Area:
    label: str
    url: str
    icon: str
    is_current: bool
    # The name under which `counts` says how much waits here, where anything can.
    counter: str = ""


@dataclass(frozen=True)
class QuickAdd:
    label: str
    url: str
    icon: str
    shortcut: str = ""


def navigation(request):
    """Only a promise: a fragment or an error page that shows no frame costs no query."""
    return {"navigation": Navigation(request)}


class Navigation:
    def __init__(self, request):
        self.request = request
        self.user = request.user

    @cached_property
    def areas(self):
        """The areas in which the person has something to do or to see."""
        areas = [self._area(_("Home"), "home", "house")]
        if Customer.can_be_listed_by(self.user):
            areas.append(self._area(_("Customers"), "customers:customer_list", "building"))
        if Complaint.can_be_listed_by(self.user):
            areas.append(self._area(_("Complaints"), "complaints:complaint_list", "chat-left-text", "complaints"))
        if self.user.is_staff:
            areas.append(self._area(_("Administration"), "admin:index", "sliders"))
        return areas

    @cached_property
    def quick_adds(self):
        adds = []
        if Complaint.can_be_logged_by(self.user):
            adds.append(
                QuickAdd(_("Log a complaint"), reverse("complaints:complaint_create"), "telephone-inbound", "c")
            )
        if Customer.can_be_opened_by(self.user):
            adds.append(QuickAdd(_("New customer"), reverse("customers:customer_create"), "building-add", "n"))
            adds.append(QuickAdd(_("Import from Excel"), reverse("customers:import_list"), "file-earmark-arrow-up"))
        return adds

    def _area(self, label, name, icon, counter=""):
        url = reverse(name)
        path = self.request.path
        return Area(label, url, icon, path == url if name == "home" else path.startswith(url), counter)


def counts(user):
    """How much waits for `user`, by counter, as the badges show it; empty where nothing does."""
    return {
        "complaints": _capped(ComplaintStep.objects.waiting_for(user)),
        "unread": _capped(user.notifications.unread()),
    }


def _capped(queryset):
    count = queryset.order_by()[: COUNT_LIMIT + 1].count()
    return "" if count == 0 else str(count) if count <= COUNT_LIMIT else f"{COUNT_LIMIT}+"
