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
        return [self._area(area, links) for area, links in self._open]

    @cached_property
    def links_shown(self):
        """All that the drawing depends on beside the language: whoever is shown the same links on the same page is given
        the same drawing from the cache."""
        return " ".join([self._current_url, *(link.url for _area, links in self._open for link in links)])

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

    @cached_property
    def _open(self):
        """(area, those of its pages that the person may open)."""
        return [(area, [link for link in area.links if link.may(self.user)]) for area in AREAS if area.may(self.user)]

    @cached_property
    def _current_url(self):
        """The addresses of pages begin with each other, so the present page is the longest that fits; "" for none."""
        urls = (link.url for _area, links in self._open for link in links)
        return max(filter(self._is_at, urls), key=len, default="")

    def _area(self, area, links):
        pages = [Page(str(link.label), link.url, link.url == self._current_url) for link in links]
        is_current = any(page.is_current for page in pages)
        return Area(str(area.label), area.icon, area.counter, pages, pages[0].url, is_current)

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
