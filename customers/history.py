"""The history of a file, as the database's triggers wrote it: who changed which field from what to what, and when.

Every noun with a pghistory event table joins by one `register_history` when its app is loaded.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, OuterRef, Subquery, Value

from customers.history_words import described
from customers.readable import label

RECORDED = {}


@dataclass(frozen=True)
class Recorded:
    """One noun in the history of customers.

    `customer` is the way from its events to the customer, `title` names the record of an event, reading `related`
    without further queries. `amounts` are fields in CNY, `unshown` those that say nothing to a reader. What is told
    elsewhere when it begins, such as an entry of the log, is here only as it is changed: not `with_new`.
    """

    model: type
    customer: str = "customer"
    title: Callable = str
    related: tuple = ()
    amounts: tuple = ()
    unshown: tuple = ()
    with_new: bool = True

    @property
    def name(self):
        return self.model._meta.model_name

    @property
    def label(self):
        return label(self.model._meta)

    def events(self):
        return self.model.pgh_event_model.objects

    def keys_of(self, customer):
        """What the order of the history needs of the events of `customer`."""
        events = self.events().filter(**{self.customer: customer.pk})
        if not self.with_new:
            events = events.exclude(pgh_label="insert")
        keys = events.order_by().annotate(noun=Value(self.name, output_field=CharField()))
        return keys.values_list("pgh_created_at", "noun", "pgh_id")

    def load(self, ids):
        """The events of these ids, each with `before`, the id of the one before it."""
        before = self.events().filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
        rows = self.events().select_related("pgh_context", *self.related)
        return rows.annotate(before=Subquery(before.values("pgh_id")[:1])).in_bulk(ids)


def register_history(model, **how):
    """Show the changes of `model`, tracked by pghistory, in the history of its customer; `how` as Recorded says."""
    recorded = Recorded(model, **how)
    RECORDED[recorded.name] = recorded


def kinds():
    """{name: label} of the nouns, for the filter."""
    return {name: recorded.label for name, recorded in RECORDED.items()}


def history(customer, start, size, kind="", is_open=True):
    """Changes number `start` to `start + size`, newest first, of one noun or all; and whether there are older ones.

    Numbers are masked unless the file `is_open` to the reader (customers/confidential.py).

    Two queries for each kind of record on the page, one for each kind of thing they refer to, whatever the length.
    """
    nouns = [RECORDED[kind]] if kind in RECORDED else list(RECORDED.values())
    first, *others = (recorded.keys_of(customer) for recorded in nouns)
    keys = first.union(*others, all=True) if others else first
    # Writes of one transaction have one time; the later one of a record comes first.
    rows = list(keys.order_by("-pgh_created_at", "-pgh_id", "noun")[start : start + size + 1])
    page = [(name, pgh_id) for _at, name, pgh_id in rows[:size]]
    return described(page, RECORDED, is_open), len(rows) > size
