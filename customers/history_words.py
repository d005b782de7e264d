"""Events of the history in words: what was changed, from what to what, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from customers.amounts import in_yuan
from customers.confidential import MASKED, masked
from customers.models import CreditReview, Customer, ImportRun, ValuationRun
from customers.models.credit_review import SET
from customers.readable import label, readable
from people.models import User

# What the system keeps for itself.
UNSHOWN = {"id", "version", "created_at", "updated_at", "edited_at", "customer", "submission_key"}
NOTHING = ("", False, [], None)


@dataclass
class Change:
    """One write to one record of the file."""

    at: datetime
    what: str
    verb: str
    by: str
    fields: list


def described(page, nouns, is_open):
    """The Changes of `page`, [(name of the noun, event id)] in order; `nouns` are {name: Recorded}.

    Numbers are masked unless the file `is_open` to the reader.
    """
    events = _loaded(page, nouns)
    previous = _previous(events, nouns)
    changed = {}
    for name, pgh_id in page:
        event = events[name][pgh_id]
        changed[event] = nouns[name], _changed(event, previous.get((name, event.before)), nouns[name].unshown)
    names = _names(changed)
    return [
        _change(event, noun, fields, names, () if is_open else MASKED.get(noun.name, ()))
        for event, (noun, fields) in changed.items()
        if fields or event.pgh_label == "delete"
    ]


def _loaded(page, nouns):
    """{name: {event id: event}}, one query for each noun."""
    ids = {}
    for name, pgh_id in page:
        ids.setdefault(name, []).append(pgh_id)
    return {name: nouns[name].load(wanted) for name, wanted in ids.items()}


def _previous(events, nouns):
    """{(name, event id): event} of the states before, one query for each noun."""
    found = {}
    for name, rows in events.items():
        if ids := [event.before for event in rows.values() if event.before]:
            found |= {(name, pk): event for pk, event in nouns[name].events().in_bulk(ids).items()}
    return found


def _changed(event, before, unshown):
    """(field, old, new) of what differs; of a new record what is filled in, of a removed one what stood there."""
    is_removed = event.pgh_label == "delete"
    rows = []
    for field in type(event).pgh_tracked_model._meta.concrete_fields:
        if field.name in UNSHOWN or field.name in unshown or not hasattr(event, field.attname):
            continue
        new = None if is_removed else getattr(event, field.attname)
        old = getattr(before or event, field.attname) if before or is_removed else None
        if old != new and not (before is None and not is_removed and new in NOTHING):
            rows.append((field, old, new))
    return [row for row in rows if row[1] not in NOTHING] if is_removed else rows


def _names(changed):
    """{(model, id): text} of everybody and everything that the changes refer to."""
    wanted = {User: set(), ImportRun: set(), ValuationRun: set(), CreditReview: set()}
    for event, (_noun, fields) in changed.items():
        context = _context(event)
        wanted[User].add(context.get("user"))
        wanted[ImportRun].update((context.get("import_run"), context.get("import_undone")))
        wanted[ValuationRun].add(context.get("valuation_run"))
        wanted[CreditReview].add(context.get("credit_review"))
        for field, *values in fields:
            if field.is_relation:
                wanted.setdefault(field.related_model, set()).update(values)
    found = {}
    for model, ids in wanted.items():
        if ids := ids - {None}:
            found |= {(model, row.pk): str(row) for row in model.objects.filter(pk__in=ids)}
    return found


def _change(event, noun, fields, names, hidden):
    def in_words(field, value):
        if field.name in hidden and value:
            return masked(value)
        return in_yuan(value) if field.name in noun.amounts and value is not None else readable(field, value, names)

    lines = [(label(field), in_words(field, old), in_words(field, new)) for field, old, new in fields]
    return Change(event.pgh_created_at, _what(event, noun), _verb(event), _by(event, fields, names), lines)


def _what(event, noun):
    """The record in words: a contact by name, an address by its line."""
    if noun.model is Customer:
        return noun.label
    return _("%(label)s: %(value)s") % {"label": noun.label, "value": noun.title(event)}


def _verb(event):
    """insert, update or delete; "first" for an update of a row that was loaded without history."""
    return "first" if event.pgh_label == "update" and event.before is None else event.pgh_label


def _by(event, fields, names):
    """Who: a person, perhaps through an import or its undo; else the system."""
    context = _context(event)
    who = names.get((User, context.get("user"))) or _("the system")
    if run := names.get((ImportRun, context.get("import_run"))):
        return _("%(who)s, import of %(file)s") % {"who": who, "file": run}
    if run := names.get((ValuationRun, context.get("valuation_run"))):
        return _("%(who)s, valuation of %(day)s") % {"who": who, "day": run}
    if context.get("customer_merge"):
        return _("%(who)s, merge of two files") % {"who": who}
    # What else was written in the same transaction was not done by the override, nor by the review.
    if context.get("grade_override") and type(event).pgh_tracked_model is Customer:
        return _("%(who)s, grade by hand") % {"who": who}
    review = names.get((CreditReview, context.get("credit_review")))
    if review and any(field.name in SET.values() for field, *_values in fields):
        return _("%(who)s, %(review)s") % {"who": who, "review": review}
    if run := names.get((ImportRun, context.get("import_undone"))):
        return _("%(who)s, undo of the import of %(file)s") % {"who": who, "file": run}
    return who


def _context(event):
    return event.pgh_context.metadata if event.pgh_context else {}
