"""The board of complaints: a column for each step, with what waits there by deadline."""

from typing import NamedTuple

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from complaints.filters import ComplaintFilter
from complaints.listed import listed
from complaints.loop import Step
from complaints.models.queries import ComplaintQuerySet
from crm_site.listing import query_with

MOST_CARDS = 15


class BoardFilter(ComplaintFilter):
    """The columns are the steps, and cards stand by deadline; what has ended is not on the board."""

    state = step = sort = None


class Column(NamedTuple):
    """`more` cards are not shown; `query` is that of the list with all of them."""

    label: str
    cards: list
    count: int
    late: int
    more: int
    query: str


def columns_of(complaints, user, at, parameters):
    """The columns of `complaints`, in the order of the loop, for a constant number of queries."""
    is_late = Q(open_step__clock__state="running", open_step__clock__deadline__lt=at)
    complaints = complaints.filter(open_step__isnull=False).order_by()
    totals = complaints.values_list("open_step__step").annotate(count=Count("pk"), late=Count("pk", filter=is_late))
    counts = {name: (count, late) for name, count, late in totals}
    place = Window(RowNumber(), partition_by=[F("open_step__step")], order_by=["open_step__clock__deadline", "pk"])
    first = complaints.annotate(place=place).filter(place__lte=MOST_CARDS).order_by("place", "pk")
    cards = {name: [] for name in Step}
    for row in listed(list(ComplaintQuerySet.for_list(first)), user, at):
        cards[row.step].append(row)
    return [_column(step, cards[step], counts.get(step, (0, 0)), parameters) for step in Step]


def _column(step, cards, counts, parameters):
    count, late = counts
    query = query_with(parameters, step=step.value, sort="deadline")
    return Column(step.label, cards, count, late, count - len(cards), query)
