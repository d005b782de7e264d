"""The history of a file, as the database's triggers wrote it: who changed which field from what to what, and when."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from customers.models import Address, Contact, Customer, ImportRun, ValuationRun
from customers.readable import label, readable
from people.models import User

# What the system keeps for itself.
UNSHOWN = {"id", "version", "created_at", "updated_at", "customer", "submission_key"}


@dataclass
class Change:
    """One write to one record of the file."""

    at: datetime
    what: str
    verb: str
    by: str
    fields: list


def history(customer, start, size):
    """Changes number `start` to `start + size`, newest first, and whether there are older ones."""
    events = []
    for model, owner in ((Customer, "pgh_obj"), (Contact, "customer"), (Address, "customer")):
        event = model.events.rel.related_model
        before = event.objects.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
        rows = event.objects.filter(**{owner: customer.pk}).select_related("pgh_context").order_by("-pgh_id")
        events += rows.annotate(before=Subquery(before.values("pgh_id")[:1]))[: start + size + 1]
    events.sort(key=attrgetter("pgh_created_at", "pgh_id"), reverse=True)
    page = events[start : start + size]
    return list(_described(page)), len(events) > start + size


def _described(events):
    previous = _previous(events)
    changed = {event: _changed(event, previous.get((type(event), event.before))) for event in events}
    names = _names(changed)
    for event, fields in changed.items():
        lines = [(label(field), readable(field, old, names), readable(field, new, names)) for field, old, new in fields]
        if lines or event.pgh_label == "delete":
            yield Change(event.pgh_created_at, _what(event), _verb(event), _by(event, names), lines)


def _verb(event):
    """insert, update or delete; "first" for an update of a row that was loaded without history."""
    return "first" if event.pgh_label == "update" and event.before is None else event.pgh_label


def _previous(events):
    """{(event model, id): event} of the states before, one query for each kind of record."""
    wanted = {}
    for event in events:
        if event.before:
            wanted.setdefault(type(event), []).append(event.before)
    return {(model, row.pgh_id): row for model, ids in wanted.items() for row in model.objects.filter(pgh_id__in=ids)}


def _changed(event, before):
    """(field, old, new) of what differs; of a new record what is filled in, of a removed one what stood there."""
    rows = []
    for field in type(event).pgh_tracked_model._meta.concrete_fields:
        if field.name in UNSHOWN or not hasattr(event, field.attname):
            continue
        new = None if event.pgh_label == "delete" else getattr(event, field.attname)
        old = getattr(before or event, field.attname) if before or event.pgh_label == "delete" else None
        if old != new and not (before is None and new in ("", False, [], None) and event.pgh_label != "delete"):
            rows.append((field, old, new))
    return rows if event.pgh_label != "delete" else [row for row in rows if row[1] not in ("", False, [])]


def _names(changed):
    """{(model, id): text} of everybody and everything that the changes refer to."""
    wanted = {User: set(), ImportRun: set(), ValuationRun: set()}
    for event, fields in changed.items():
        context = _context(event)
        wanted[User].add(context.get("user"))
        wanted[ImportRun].update((context.get("import_run"), context.get("import_undone")))
        wanted[ValuationRun].add(context.get("valuation_run"))
        for field, *values in fields:
            if field.is_relation:
                wanted.setdefault(field.related_model, set()).update(values)
    found = {}
    for model, ids in wanted.items():
        if ids := ids - {None}:
            found |= {(model, row.pk): str(row) for row in model.objects.filter(pk__in=ids)}
    return found


def _by(event, names):
    """Who: a person, perhaps through an import or its undo; else the system."""
    context = _context(event)
    who = names.get((User, context.get("user"))) or _("the system")
    if run := names.get((ImportRun, context.get("import_run"))):
        return _("%(who)s, import of %(file)s") % {"who": who, "file": run}
    if run := names.get((ValuationRun, context.get("valuation_run"))):
        return _("%(who)s, valuation of %(day)s") % {"who": who, "day": run}
    if context.get("grade_override"):
        return _("%(who)s, grade by hand") % {"who": who}
    if run := names.get((ImportRun, context.get("import_undone"))):
        return _("%(who)s, undo of the import of %(file)s") % {"who": who, "file": run}
    return who


def _context(event):
    return event.pgh_context.metadata if event.pgh_context else {}


def _what(event):
    """The record in words: a contact by name, an address by its line."""
    model = type(event).pgh_tracked_model
    kind = label(model._meta)
    if model is Customer:
        return kind
    return _("%(label)s: %(value)s") % {"label": kind, "value": event.name if model is Contact else event.line}
