"""How rows get from the merged record to the kept one, and what is noted of it."""

from dataclasses import dataclass

import pghistory
from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.lookups import IsNull

from customers.merging import RULES


def relations_to(model):
    """(model, name of the field) of every foreign key to `model`, those between many-to-many fields included.

    Rows of the history stay with the record about which they tell.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        if not issubclass(relation.related_model, pghistory.models.Event):
            yield relation.related_model, relation.field.name


@dataclass(frozen=True)
class Move:
    """The rows of `model` that refer by `field` to the `merged` record, a customer or a contact, on their way to `kept`."""

    model: type[Model]
    field: str
    kept: Model
    merged: Model
    # The CustomerMerge: who, when, what was chosen; and where it is noted what moved.
    merge: Model

    @property
    def name(self):
        return f"{self.model._meta.label}.{self.field}"

    @property
    def rows(self):
        return self.model._base_manager.filter(**{self.field: self.merged})

    @property
    def rows_of_kept(self):
        return self.model._base_manager.filter(**{self.field: self.kept})

    def doubled(self, *fields):
        """Those of `rows` with a row of the kept record that has the same `fields`; empty is the same as empty."""
        on_both = Q()
        for name in fields:
            on_both &= Q(**{name: OuterRef(name)}) | Q(**{f"{name}__isnull": True, f"{name}_is_empty": True})
        like = self.rows_of_kept.alias(**{f"{name}_is_empty": IsNull(OuterRef(name), True) for name in fields})
        return self.rows.filter(Exists(like.filter(on_both)))

    def to_kept(self, rows=None):
        """Move `rows`, or all that are left."""
        ids = list((self.rows if rows is None else rows).order_by("pk").values_list("pk", flat=True))
        if ids:
            self.model._base_manager.filter(pk__in=ids).update(**{self.field: self.kept})
            self.merge.moved.setdefault(self.name, []).extend(ids)

    def drop(self, rows):
        """The kept record has the like already; what stood in the rows is noted."""
        for row in rows:
            self.merge.note_dropped(row)
            row.delete()


def move_all(kept, merged, merge):
    """Everything that refers to `merged`; by the rules first, because they may write on the timeline."""
    relations = [(model, field, RULES.get((model._meta.label, field))) for model, field in relations_to(type(kept))]
    for model, field, rule in sorted(relations, key=lambda relation: relation[2] is None):
        (rule or Move.to_kept)(Move(model, field, kept, merged, merge))
