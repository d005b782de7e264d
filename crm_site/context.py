"""What the frame of every page shows beside the page itself: areas, quick adds, counts of what waits.

The counts are fetched after the page is there (static/js/guanxi.js) and again every minute: no page waits for them.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from complaints.models import ComplaintStep
from crm_site.areas import AREAS, BEGINNINGS
from key_accounts.waiting import waiting_decisions
from visits.models import Visit

# Beyond this the bell and the areas show "99+": nobody reads the difference, and counting stays cheap.
COUNT_LIMIT = 99
# So many areas fit beside each other at the lower edge of a phone.
PHONE_AREAS = 4


@dataclass(frozen=True)
class Page:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Area:
    label: str
    icon: str
    # The name under which `counts` says how much waits here, where anything can.
    counter: str
    # Those that the person may open.
    pages: list
    # The address of the first one, with which the area itself opens.
    url: str
    is_current: bool


@dataclass(frozen=True)
class QuickAdd:
    label: str
    url: str
    icon: str
    shortcut: str
    in_dialog: bool


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
        return [self._area(area) for area in AREAS if area.may(self.user)]

    @property
    def phone_areas(self):
        """Those at hand on a phone; `further_areas` open from beside them."""
        return self.areas[:PHONE_AREAS]

    @property
    def further_areas(self):
        return self.areas[PHONE_AREAS:]

    @cached_property
    def current_area(self):
        return next((area for area in self.areas if area.is_current), None)

    @cached_property
    def quick_adds(self):
        return [
            QuickAdd(str(each.label), self._url_of(each), each.icon, each.shortcut, each.in_dialog)
            for each in BEGINNINGS
            if each.may(self.user)
        ]

    def _url_of(self, beginning):
        """On the page of a customer, what can be begun with them is."""
        page = self.request.resolver_match
        if beginning.takes_customer and page and page.view_name == "customers:customer_detail":
            return f"{beginning.url}?customer={page.kwargs['pk']}"
        return beginning.url

    def _area(self, area):
        """The addresses of its pages begin with each other, so the present page is the longest that fits."""
        links = [link for link in area.links if link.may(self.user)]
        current = max((link.url for link in links if self._is_at(link.url)), key=len, default=None)
        pages = [Page(str(link.label), link.url, link.url == current) for link in links]
        return Area(str(area.label), area.icon, area.counter, pages, pages[0].url, current is not None)

    def _is_at(self, url):
        path = self.request.path
        return path == url if url == "/" else path.startswith(url)


def counts(user):
    """How much waits for `user`, by counter, as the badges show it; empty where nothing does."""
    return {
        "visits": _capped(Visit.objects.waiting_for(user, timezone.now())),
        "complaints": _capped(ComplaintStep.objects.waiting_for(user)),
        "key_accounts": _capped(waiting_decisions(user)),
        "unread": _capped(user.notifications.unread()),
    }


def _capped(queryset):
    count = queryset.order_by()[: COUNT_LIMIT + 1].count()
    return "" if count == 0 else str(count) if count <= COUNT_LIMIT else f"{COUNT_LIMIT}+"
