"""The filters of the customer list."""

from datetime import timedelta

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Now, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.listing import ListFilter, Sorting
from customers.credit_light import Colour, of_colour
from customers.duplicates.likeness import Reason
from customers.models import ContactEntry, Customer, DuplicatePair, Industry, Region
from customers.models.search import Hits
from people.models import User

SORTING = Sorting(
    {
        "recent": (_("Last changed first"), ("-updated_at", "-id")),
        "name": (_("By name"), ("name", "id")),
        "code": (_("By code"), ("code", "id")),
        # Without a grade: at the end.
        "grade": (_("By grade"), (NullIf("grade", Value("")).asc(), "-updated_at", "-id")),
    }
)
MINE, POOL = "mine", "pool"


def owners_to_choose(user):
    """Colleagues whose customers `user` may look at one by one: analysts all of them, supervisors their people."""
    if user.sees_all or user.supervised_departments:
        return Customer.possible_owners(user).exclude(pk=user.pk)
    return User.objects.none()


class CustomerFilter(ListFilter):
    # Whether a word was searched for that few files hold, which is known when the rows have been asked for.
    finds_few = False

    q = filters.CharFilter(
        label=_("Name, pinyin, code, telephone"), method="search", widget=forms.TextInput({"type": "search"})
    )
    owner = filters.ChoiceFilter(label=_("Account manager"), method="filter_owner")
    grade = filters.ChoiceFilter(label=_("Grade"), choices=Customer.Grade.choices)
    lifecycle = filters.ChoiceFilter(label=_("Lifecycle"), choices=Customer.Lifecycle.choices)
    customer_type = filters.ChoiceFilter(label=_("Customer type"), choices=Customer.Type.choices)
    industry = filters.ChoiceFilter(label=_("Industry"), method="filter_tree", choices=Industry.top_choices)
    region = filters.ChoiceFilter(label=_("Region"), method="filter_tree", choices=Region.top_choices)
    silent = filters.NumberFilter(
        label=_("No contact for … days"),
        method="filter_silent",
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput({"inputmode": "numeric", "placeholder": _("No contact for … days")}),
    )
    light = filters.ChoiceFilter(label=_("Credit light"), choices=Colour.choices, method="filter_light")
    tag = filters.ChoiceFilter(label=_("Tag"), method="filter_tag", choices=[])
    sort = filters.ChoiceFilter(label=_("Sort"), choices=SORTING.choices(), method="keep", empty_label=None)

    def __init__(self, data, queryset, user):
        super().__init__(data, queryset)
        self.user = user
        self.filters["owner"].extra["choices"] = [(MINE, _("Mine")), (POOL, _("Public pool")), *self._chosen_owner()]
        if user.sees_all or user.supervised_departments:
            self.filters["owner"].extra["widget"] = forms.Select({"data-picker-url": reverse("customers:pick_owner")})

        # Of the tags only the one chosen; the picker asks for the others.
        chosen = self.data.get("tag", "").replace("\0", "")
        self.filters["tag"].extra["choices"] = [(chosen, chosen)] if chosen else []
        self.filters["tag"].extra["widget"] = forms.Select({"data-picker-url": reverse("customers:pick_tag")})

    def _chosen_owner(self):
        """Of the colleagues only the one chosen: all of them would be the largest part of the page."""
        pk = self.data.get("owner", "")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return []
        return [(pk, name) for name in owners_to_choose(self.user).filter(pk=pk).values_list("name", flat=True)]

    def filter_queryset(self, queryset):
        return SORTING.apply(super().filter_queryset(queryset), self.form.cleaned_data.get("sort"))

    @property
    def is_dear_to_count(self):
        """What a word finds is looked up, and a credit light judged, for every customer that is counted."""
        return self.form.is_valid() and any(self.form.cleaned_data.get(name) for name in ("q", "light"))

    def search(self, queryset, _name, text):
        hits = Hits.of(text)
        self.finds_few = hits.are_few
        return queryset.hit_by(hits)

    def filter_owner(self, queryset, _name, value):
        if value == POOL:
            return queryset.filter(owner=None)
        return queryset.filter(owner=self.user.pk if value == MINE else int(value))

    def filter_tag(self, queryset, _name, value):
        return queryset.filter(tags__contains=[value])

    def filter_light(self, queryset, _name, colour):
        return of_colour(queryset, colour)

    def filter_silent(self, queryset, _name, days):
        """Nobody spoke with them in so many days, or ever."""
        since = Now() - timedelta(days=int(days))
        return queryset.filter(~Exists(ContactEntry.objects.filter(customer=OuterRef("pk"), at__gt=since)))

    def filter_tree(self, queryset, name, value):
        """The entry itself and what is part of it."""
        catalogue = {"industry": Industry, "region": Region}[name]
        below = catalogue.objects.filter(Q(pk=value) | Q(parent=value)).values_list("pk", flat=True)
        return queryset.filter(**{f"{name}__in": list(below)})


class DuplicateFilter(ListFilter):
    """Of pairs of files: the open ones, the likeliest first, unless something else is asked for."""

    state = filters.ChoiceFilter(
        label=_("State"), choices=DuplicatePair.State.choices, method="filter_state", empty_label=None
    )
    score = filters.ChoiceFilter(
        label=_("Any likeness"),
        choices=[("90", _("Very likely (90 and more)")), ("75", _("Likely (75 and more)"))],
        field_name="score",
        lookup_expr="gte",
    )
    reason = filters.ChoiceFilter(label=_("Any reason"), choices=Reason.choices, method="filter_reason")

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset).order_by("-score", "-id")
        return queryset if self.form.cleaned_data.get("state") else queryset.open()

    def filter_state(self, queryset, _name, value):
        return queryset.filter(state=value)

    def filter_reason(self, queryset, _name, value):
        return queryset.filter(reasons__contains=[value])
