"""Every foreign key to a customer or a contact, of every app, is seen to when files are merged."""

import pghistory
import pgtrigger
import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection
from django.db.models import UniqueConstraint

from customers.merging import RULES
from customers.merging.moves import relations_to
from customers.models import Contact, Customer


def foreign_keys_to(model):
    """(model, name of the field), as the models themselves say."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            if field.remote_field and field.remote_field.model is model:
                yield other, field.name


def is_kept_apart(model, name):
    """Whether a second row of the same record could break a constraint, or a trigger refuses to move it."""
    field = model._meta.get_field(name)
    unique = [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, ExclusionConstraint)
        or (isinstance(constraint, UniqueConstraint) and (name in constraint.fields or constraint.expressions))
    ]
    together = any(name in names for names in model._meta.unique_together)
    refusing = [trigger for trigger in getattr(model._meta, "triggers", []) if refuses(trigger, name)]
    return bool(field.unique or unique or together or refusing)


def refuses(trigger, name):
    """Whether the trigger lets no update through, or none of the field `name`."""
    if isinstance(trigger, pgtrigger.ReadOnly):
        return name not in (trigger.exclude or ())
    return isinstance(trigger, pgtrigger.Protect) and "UPDATE" in str(trigger.operation)


@pytest.mark.parametrize("model", [Customer, Contact])
def test_the_walk_finds_every_foreign_key(model):
    events = {key for key in foreign_keys_to(model) if issubclass(key[0], pghistory.models.Event)}
    assert set(relations_to(model)) == set(foreign_keys_to(model)) - events
    assert {event for event, _name in events} >= {model.events.rel.related_model}


@pytest.mark.parametrize("model", [Customer, Contact])
def test_what_cannot_simply_be_moved_has_a_rule(model):
    apart = {(other._meta.label, name) for other, name in relations_to(model) if is_kept_apart(other, name)}
    assert apart - RULES.keys() == set()


def test_every_rule_is_about_a_foreign_key_that_there_is():
    known = {(other._meta.label, name) for model in (Customer, Contact) for other, name in relations_to(model)}
    assert RULES.keys() <= known


@pytest.mark.django_db
def test_the_database_has_no_foreign_key_to_them_that_no_model_knows():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT child.relname, attribute.attname
            FROM pg_constraint JOIN pg_class child ON child.oid = conrelid
            JOIN pg_attribute attribute ON attribute.attrelid = conrelid AND attribute.attnum = conkey[1]
            WHERE contype = 'f' AND confrelid IN ('customers_customer'::regclass, 'customers_contact'::regclass)
            """
        )
        found = set(cursor.fetchall())
    walked = {
        (other._meta.db_table, other._meta.get_field(name).column)
        for model in (Customer, Contact)
        for other, name in relations_to(model)
    }
    assert found <= walked
