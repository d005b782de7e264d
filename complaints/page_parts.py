"""What the page of a complaint offers beside its loop: tabs with what belongs to it, and what is done in a dialog."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Expression, F, Func, IntegerField, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Panel:
    """A tab whose panel is served at `url_name`, with the complaint's id as its only argument, to those who `may`.

    `count` is an expression of a complaint: how many there are in it, shown beside the label.
    """

    name: str
    label: str
    url_name: str
    may: Callable
    count: Expression | None = None

    def panel_url(self, complaint):
        return reverse(self.url_name, args=[complaint.pk])


@dataclass(frozen=True)
class Undertaking:
    """What whoever `may(complaint, user)` begins from the page, in the dialog that `url_name` serves."""

    label: str
    icon: str
    url_name: str
    may: Callable

    def url(self, complaint):
        return reverse(self.url_name, args=[complaint.pk])


@dataclass(frozen=True)
class Tab:
    """A tab of one complaint, as its page shows it."""

    name: str
    label: str
    panel_url: str = ""
    count: int = 0


def how_many(rows):
    """The number of `rows`, which an OuterRef ties to the complaint, as an expression."""
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(how_many=count).values("how_many"))


COURSE = Tab("course", _("Course"))
PANELS = []
UNDERTAKINGS = []


def counts():
    """What the query of a complaint is annotated with, so that the counts of all tabs cost no query of their own."""
    return {f"{panel.name}_count": panel.count for panel in PANELS if panel.count is not None}


def tabs_of(complaint, user):
    """The course of the complaint first; by itself it needs no tab."""
    allowed = [panel for panel in PANELS if panel.may(complaint, user)]
    served = [Tab(each.name, each.label, each.panel_url(complaint), _count(each, complaint)) for each in allowed]
    return {tab.name: tab for tab in [COURSE, *served]}


def undertakings_of(complaint, user):
    """As (undertaking, address), in the order of the menu."""
    return [(each, each.url(complaint)) for each in UNDERTAKINGS if each.may(complaint, user)]


def _count(panel, complaint):
    return getattr(complaint, f"{panel.name}_count", 0)
