"""Lists: filters that live in the address, sorting by whitelisted columns, and pages that stay cheap at any size.

Counting a million rows costs more than showing 25 of them, so counts stop at a limit ("10,000+"). Pages beyond are
reached from the other end: page −1 is the last one, −2 the one before.
"""

from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

from django import forms
from django.db import models
from django.db.models import Count, Window
from django.utils.formats import number_format
from django_filters import FilterSet

from crm_site.fragments import page_or_fragment

PAGE_SIZES = (25, 50, 100)
COUNT_LIMIT = 10_000


@dataclass
class Page:
    """The rows of one page and the query strings of its neighbours (None where there is none)."""

    rows: list
    number: int
    size: int
    total: int
    counted_all: bool
    count_limit: int = COUNT_LIMIT
    first_query: str = None
    previous_query: str = None
    next_query: str = None
    last_query: str = None
    size_queries: list = field(default_factory=list)

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def count_label(self):
        """The number of rows; "10,000+" where counting stopped."""
        if self.counted_all:
            return number_format(self.total, force_grouping=True)
        return f"{number_format(self.count_limit, force_grouping=True)}+"

    @property
    def last_number(self):
        """The number of the last page, or None where not all rows were counted."""
        return max(1, ceil(self.total / self.size)) if self.counted_all else None

    @property
    def is_only(self):
        return self.previous_query is None and self.next_query is None


def paginate(
    request, queryset, count_limit=COUNT_LIMIT, default_size=PAGE_SIZES[0], shape=lambda rows: rows, are_few=False
):
    """The page of `queryset` that the address asks for (`page`, `size`); a senseless wish shows the nearest page.

    The queryset must be ordered to the last row (end with the id), else pages would overlap. `shape`, such as
    `for_list`, gives the rows shown their columns; counting and skipping do without its joins. Rows that `are_few` are
    all read to be sorted, and are counted on the way to the first page.
    """
    size = _chosen(request.GET.get("size"), PAGE_SIZES, default_size)
    number = _page_number(request.GET.get("page"))
    if are_few and number == 1:
        rows = list(shape(queryset).annotate(counted=Window(Count("pk")))[:size])
        total = rows[0].counted if rows else 0
        more = total > size
    else:
        total = queryset.order_by().values("pk")[: count_limit + 1].count()
        if total <= count_limit:
            last = max(1, ceil(total / size))
            number = min(number, last) if number > 0 else max(1, last + 1 + number)
        rows, more = _slice(queryset, number, size, shape)
        if not rows and number > 1:
            number = -1
            rows, more = _slice(queryset, number, size, shape)
    page = Page(rows, number, size, total, total <= count_limit, count_limit)
    _link(page, request.GET, more)
    return page


def render_list(request, template, fragment, context):
    """The whole page, or for htmx only the results."""
    return page_or_fragment(request, template, context, fragment=fragment)


def query_with(parameters, **changes):
    """The query string `parameters` (a QueryDict) with some values set, or removed where None."""
    changed = parameters.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return changed.urlencode()


def _chosen(text, choices, default):
    return int(text) if text and text.isascii() and text.isdigit() and int(text) in choices else default


def _page_number(text):
    """A page number such as 3 or −1; "last" is −1; anything else is the first page."""
    if text == "last":
        return -1
    try:
        number = int(text or 1)
    except ValueError:
        return 1
    return number if abs(number) <= 10_000_000 and number != 0 else 1


def _slice(queryset, number, size, shape):
    """Rows of a page, and whether there are more beyond in the direction counted."""
    from_end = number < 0
    ordered = queryset.reverse() if from_end else queryset
    start = (abs(number) - 1) * size
    if start:
        # Skipped rows are walked in the index alone; only the rows shown are joined.
        ordered = ordered.filter(pk__any_of=ordered.values("pk")[start : start + size + 1])
    rows = list(shape(ordered)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return (rows[::-1] if from_end else rows), more


def _link(page, parameters, more):
    def query(number):
        return query_with(parameters, page=None if number == 1 else number)

    from_end = page.number < 0
    if page.number > 1 or (from_end and more):
        page.first_query = query(1)
        page.previous_query = query(page.number - 1)
    if (not from_end and more) or page.number < -1:
        page.next_query = query(page.number + 1)
        page.last_query = query(page.last_number or -1)
    page.size_queries = [(size, query_with(parameters, size=size, page=None)) for size in PAGE_SIZES]


@dataclass
class Control:
    """One filter as the template draws it: a select where it has options, else an input of `kind`."""

    name: str
    label: str
    kind: str
    value: str
    choices: object = ()
    # Where a select asks the server for more options while somebody types.
    picker_url: str = ""

    @cached_property
    def options(self):
        """(value, label, chosen), laid out only when somebody draws them; the empty choice says what the filter is about."""
        return [(str(key), str(label if key else self.label), str(key) == self.value) for key, label in self.choices]


class OwnFields(dict):
    """Fields that belong to one form: Django copies those of a class deeply, with all their choices."""

    def __deepcopy__(self, memo):
        return self


class FilterForm(forms.Form):
    """The form of a FilterSet, drawn by includes/filters.html and not by widgets: a list must open fast.

    `arranging` names those that choose no rows.
    """

    arranging = frozenset({"sort"})

    def __init__(self, *args, **kwargs):
        # A FilterSet makes class and fields anew for each request, so this form is the only one to have them.
        self.base_fields = OwnFields(self.base_fields)
        super().__init__(*args, **kwargs)

    @cached_property
    def controls(self):
        return [self._control(bound) for bound in self.visible_fields()]

    def chips(self):
        """What is filtered by, in words, each with the query string that takes it away; a tick says all by its label."""
        for control in self.controls:
            if not control.value or control.name in self.arranging or control.name not in self.cleaned_data:
                continue
            shown = next((label for value, label, chosen in control.options if chosen), control.value)
            if control.kind == "checkbox":
                shown = ""
            yield (control.label, shown, query_with(self.data, **{control.name: None, "page": None}))

    def in_words(self):
        """What is filtered by, in one line, also where nobody had to choose it."""
        chosen = [*self._unasked(), *((label, shown) for label, shown, _query in self.chips())]
        return "; ".join(f"{label}: {shown}" if shown else str(label) for label, shown in chosen)

    def _unasked(self):
        """(label, option) of the selects without an empty option that nobody set: they show their first one."""
        for control in self.controls:
            is_set = control.value and control.name in self.cleaned_data
            if control.kind == "select" and not is_set and control.name not in self.arranging:
                value, label = next(iter(control.choices), ("", ""))
                if value:
                    yield control.label, label

    def _control(self, bound):
        value = self.data.get(bound.html_name, "")
        choices = getattr(bound.field, "choices", ())
        picker_url = bound.field.widget.attrs.get("data-picker-url", "")
        return Control(bound.html_name, str(bound.label), self._kind(bound), value, choices, picker_url)

    def _kind(self, bound):
        if hasattr(bound.field, "choices"):
            return "select"
        return getattr(bound.field.widget, "input_type", "text")


class OwnFilters(dict):
    """Filters as one request changes them: Django-filter copies those of a class deeply, with all their choices."""

    def __deepcopy__(self, memo):
        return {name: self._own(each) for name, each in self.items()}

    def _own(self, base):
        own = copy(base)
        own.extra = base.extra.copy()
        # A filter by a method of the list knows itself.
        own.method = base.method
        return own


class ListFilter(FilterSet):
    """The filters of a list; those that `rare` names are there, and drawn, only where the address sets them."""

    rare = frozenset()

    class Meta:
        form = FilterForm

    def __init__(self, data, queryset):
        usual = {name: each for name, each in self.base_filters.items() if name not in self.rare or name in data}
        self.base_filters = OwnFilters(usual)
        super().__init__(data, queryset)

    def keep(self, queryset, _name, _value):
        """For what chooses no rows, such as an order."""
        return queryset


class Sorting:
    """Orderings by name, the first one being the list's own; a name that is not listed changes nothing.

    `columns` is {name: (label, orderings)}, the orderings ending with the id.
    """

    def __init__(self, columns):
        self.columns = columns

    def choices(self):
        return [(name, label) for name, (label, _orderings) in self.columns.items()]

    def apply(self, queryset: models.QuerySet, name):
        _label, orderings = self.columns.get(name) or next(iter(self.columns.values()))
        return queryset.order_by(*orderings)
