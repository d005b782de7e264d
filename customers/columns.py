"""The columns of the customer list, on the screen and in Excel, and which of them a person has chosen.

What belongs to more than the head of a file stays empty where somebody sees only the head.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from crm_site.choices import Labels
from customers.amounts import in_yuan
from customers.credit_light import lights
from customers.models import Customer
from customers.readable import joined, label
from people.models import SavedView

LIST = "customers"


@dataclass(frozen=True)
class Column:
    """`value` is what stands in Excel, `text` what stands on the screen; `fields` are those to be loaded. What is no
    field `prepare` reads for all customers of a page at once."""

    name: str
    fields: tuple
    value: Callable
    # Empty: as the field is called.
    title: str = ""
    as_text: Callable = str
    is_default: bool = False
    is_in_head: bool = False
    is_amount: bool = False
    prepare: Callable = None

    @property
    def label(self):
        return str(self.title or label(Customer._meta.get_field(self.name)))

    def text(self, customer):
        value = self.value(customer)
        return "" if value in (None, "", []) else self.as_text(value)


def plain(name, **more):
    return Column(name, (name,), lambda customer: getattr(customer, name), **more)


def choice(name, choices, **more):
    labels = Labels(choices)
    return Column(name, (name,), lambda customer: labels.get(getattr(customer, name)), **more)


def named(name, *fields, **more):
    fields = tuple(f"{name}__{field}" for field in fields)
    return Column(name, fields, lambda customer: str(getattr(customer, name) or ""), **more)


def department(customer):
    return str(customer.owner.department or "") if customer.owner else ""


def judge_credit(customers):
    """Give each its `credit_light`, in two queries."""
    found = lights(customers)
    for customer in customers:
        customer.credit_light = found[customer.pk]


DAY = {"as_text": lambda at: f"{localdate(at):%Y-%m-%d}", "is_in_head": True}
BOTH_NAMES = ("name", "name_en")
LISTED = {"is_default": True, "is_in_head": True}
COLUMNS = {
    column.name: column
    for column in (
        choice("grade", Customer.Grade, **LISTED),
        choice("lifecycle", Customer.Lifecycle, **LISTED),
        choice("customer_type", Customer.Type, **LISTED),
        named("region", *BOTH_NAMES, **LISTED),
        named("owner", "name", "username", **LISTED),
        Column("tags", ("tags",), lambda customer: joined(*customer.tags), title=_("Tags"), **LISTED),
        plain("updated_at", is_default=True, **DAY),
        choice("tier", Customer.Tier, is_in_head=True),
        Column(
            "department",
            ("owner__name", "owner__department__name", "owner__department__name_en"),
            department,
            title=_("Department"),
            is_in_head=True,
        ),
        plain("short_name", is_in_head=True),
        plain("english_name", is_in_head=True),
        named("industry", *BOTH_NAMES),
        choice("size", Customer.Size),
        named("parent", "short_name", "name"),
        plain("source"),
        plain("credit_code"),
        choice("relationship_type", Customer.RelationshipType),
        choice("credit_grade", Customer.CreditGrade),
        plain("credit_limit", as_text=in_yuan, is_amount=True),
        plain("payment_days", is_amount=True),
        Column(
            "credit_light",
            ("credit_limit",),
            lambda customer: str(customer.credit_light.label),
            title=_("Credit light"),
            is_in_head=True,
            prepare=judge_credit,
        ),
        plain("salesperson_code"),
        plain("created_at", **DAY),
    )
}
DEFAULT = [name for name, column in COLUMNS.items() if column.is_default]


@dataclass(frozen=True)
class Chosen:
    """The columns that somebody chose, in the order of the list."""

    names: frozenset

    @classmethod
    def of(cls, user, view=None):
        """Those of the saved view that is open, where it has some; else the person's, else the list's own."""
        own = user.list_columns.get(LIST, DEFAULT)
        return cls.named(own if view is None or view.columns is None else view.columns)

    @classmethod
    def asked_for(cls, user, parameters):
        """Those that the list of this address shows."""
        return cls.of(user, SavedView.objects.asked_for(user, LIST, parameters))

    @staticmethod
    def offered_to(user):
        """Whoever knows customers by the heads of their files alone is offered what stands there."""
        return [column for column in COLUMNS.values() if column.is_in_head or Customer.can_be_opened_by(user)]

    @classmethod
    def named(cls, names):
        """Those of `names` that there are; unknown ones mean nothing."""
        return cls(frozenset(name for name in names if isinstance(name, str)) & COLUMNS.keys())

    @cached_property
    def columns(self):
        return [column for name, column in COLUMNS.items() if name in self.names]

    @cached_property
    def further(self):
        """Those beside the list's own, which the page draws all alike."""
        return [column for column in self.columns if not column.is_default]

    def lay_out(self, customers, user):
        """Give each customer of a page its `further` cells, (column, text)."""
        prepare(customers, self.further)
        readable = readable_ids(customers, user, self.further)
        for customer in customers:
            is_open = customer.pk in readable
            customer.further = [
                (column, column.text(customer) if column.is_in_head or is_open else "") for column in self.further
            ]

    def rows(self, customers, user):
        """A list of values for each of the customers, which are some thousands at most."""
        prepare(customers, self.columns)
        readable = readable_ids(customers, user, self.columns)
        for customer in customers:
            is_open = customer.pk in readable
            values = [column.value(customer) if column.is_in_head or is_open else "" for column in self.columns]
            yield [customer.code, customer.name, *values]

    def headings(self):
        code, name = (label(Customer._meta.get_field(field)) for field in ("code", "name"))
        return [code, name, *(column.label for column in self.columns)]


def prepare(customers, columns):
    for column in columns:
        if column.prepare:
            column.prepare(customers)


def readable_ids(customers, user, columns):
    """Ids of those of which `user` may see more than the head; nobody is asked where the columns show no more."""
    ids = [customer.pk for customer in customers]
    if all(column.is_in_head for column in columns):
        return set()
    return set(
        ids if user.sees_all else Customer.objects.readable_by(user).filter(pk__in=ids).values_list("pk", flat=True)
    )
