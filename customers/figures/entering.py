"""Enters the figures of one month that people typed: many rows at once, all or none, compared cell by cell with what they
saw when they began.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from customers.figures import saving
from customers.figures.numbers import read_figure
from customers.figures.rules import faults_of
from customers.importing.errors import CellError
from customers.models import Activity, Customer, MonthlyFigure
from customers.models.figure import FIGURES

NOTHING = dict.fromkeys(FIGURES, 0)


@dataclass
class Entry:
    """One row as it came: `typed` {figure: text}, and `seen`, the row on file when it was opened (None: there was none).

    `errors` {figure: message}; `clashes` {figure: value} is what somebody else entered meanwhile where this person typed
    something different. A row that was emptied is removed.
    """

    customer_id: int
    project_id: int | None
    typed: dict
    seen: dict | None
    values: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    clashes: dict = field(default_factory=dict)

    def __post_init__(self):
        for name in FIGURES:
            try:
                self.values[name] = read_figure(self.typed.get(name, ""), name)
            except CellError as error:
                self.errors[name] = str(error)

    @property
    def changes(self):
        """{figure: value or None} of the cells that are no longer as they were seen."""
        seen = self.seen or {}
        return {name: value for name, value in self.values.items() if value != seen.get(name)}

    def meet(self, present):
        """Compare with the row on file now; None where nothing is to be written, else the whole row, {} to remove it."""
        changes = {name: value for name, value in self.changes.items() if value != (present or {}).get(name)}
        for name, value in changes.items():
            now, before = ((row or NOTHING)[name] for row in (present, self.seen))
            if now not in (before, value or 0):
                self.clashes[name] = now
        if not changes:
            return None
        if present is not None and all(value is None for value in self.values.values()):
            return {}
        after = (present or NOTHING) | {name: value or 0 for name, value in changes.items()}
        self.errors |= faults_of(after)
        return after if after != present else None


@transaction.atomic
def enter(by, at, month, entries):
    """Write the month's `entries`; the number of rows written, or None where an entry has errors or clashes instead."""
    changed = [entry for entry in entries if entry.changes]
    if any(entry.errors for entry in entries):
        return None
    editable = Customer.objects.editable_by(by).filter(pk__in={entry.customer_id for entry in changed})
    held = set(saving.hold(editable.values_list("pk", flat=True)))
    present = saving.on_file(held, [month])
    rows = {}
    for entry in changed:
        place = (entry.customer_id, entry.project_id, month)
        row = entry.meet(present.get(place)) if entry.customer_id in held else _refused(entry)
        if row is not None:
            rows[place] = row
    if any(entry.errors or entry.clashes for entry in changed):
        return None
    saving.save({place: row for place, row in rows.items() if row})
    _remove([place for place, row in rows.items() if not row])
    facts = {"month": f"{month:%Y-%m}"}
    Activity.objects.bulk_create(
        Activity(customer_id=pk, kind="figure.entered", by=by, at=at, facts=facts)
        for pk in sorted({customer_id for customer_id, _project, _month in rows})
    )
    return len(rows)


def _refused(entry):
    """Handed over meanwhile: nobody's figures are written by who may no longer write them."""
    message = _("You may no longer enter figures of this customer.")
    entry.errors = dict.fromkeys(entry.changes, message)


def _remove(places):
    for customer_id, project_id, month in places:
        MonthlyFigure.objects.filter(customer=customer_id, project=project_id, month=month).delete()
