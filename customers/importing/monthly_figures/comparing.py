"""Compares rows of a file with the figures on file: which month is new, what changes from what to what, what may not be."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from customers.figures.rules import faults_of
from customers.figures.saving import on_file
from customers.importing.errors import CellError
from customers.importing.matching import OnFile, Rights, key_of, named_customer
from customers.importing.monthly_figures.candidates import Candidate, months_of
from customers.importing.text import as_stored, normalise
from customers.models import Customer, ImportRow, Project
from customers.models.figure import FIGURES

Outcome = ImportRow.Outcome
NOTHING = dict.fromkeys(FIGURES, 0)


@dataclass(slots=True)
class Finding:
    """`rows` are the whole rows to be written {(customer id, project id, month): {figure: value}}."""

    row: Candidate
    errors: dict
    customer: Customer | None = None
    changes: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    is_new: bool = True

    @property
    def outcome(self):
        if self.errors:
            return Outcome.ERROR
        if not self.changes:
            return Outcome.UNCHANGED
        return Outcome.NEW if self.is_new else Outcome.CHANGED


class Comparison:
    """Compares a batch of rows at a time, with the rights of `user`; of rows with the same month the first one counts."""

    def __init__(self, user):
        self.user, self.rights = user, Rights(user)
        self.first_rows = {}

    def findings(self, batch):
        stock = OnFile(self.user, batch)
        found = [(Finding(row, dict(row.errors)), months_of(row.values) if not row.errors else {}) for row in batch]
        for finding, _months in found:
            self._find_customer(finding, stock)
        self._find_projects([finding for finding, _months in found])
        ids = {finding.customer.pk for finding, _months in found if finding.customer}
        present = on_file(ids, {month for _finding, months in found for month in months})
        for finding, months in found:
            if not finding.errors:
                self._compare(finding, months, present)
        return [finding for finding, _months in found]

    def _find_customer(self, finding, stock):
        values = finding.row.values
        key = key_of(values)
        if key is None or key in finding.errors:
            return
        try:
            finding.customer = named_customer(values, stock, self.rights)
        except CellError as error:
            finding.errors[key] = str(error)

    def _find_projects(self, findings):
        wanted = [finding for finding in findings if finding.customer and finding.row.project_name]
        projects = Project.objects.filter(customer__in={finding.customer.pk for finding in wanted})
        known = {
            (customer, normalise(name)): pk
            for pk, customer, name in (projects.values_list("pk", "customer", "name") if wanted else ())
        }
        for finding in wanted:
            name = finding.row.project_name
            finding.row.values["project"] = known.get((finding.customer.pk, normalise(name)))
            if finding.row.values["project"] is None:
                del finding.row.values["project"]
                message = _("This customer has no project “%(name)s”.")
                finding.errors["project"] = message % {"name": name}

    def _compare(self, finding, months, present):
        for month, given in months.items():
            place = (finding.customer.pk, finding.row.values.get("project"), month)
            if (first := self.first_rows.setdefault(place, finding.row.number)) != finding.row.number:
                message = _("Row %(row)d has figures of the same customer and month.")
                finding.errors.setdefault(key_of(finding.row.values), message % {"row": first})
                continue
            before = present.get(place)
            after = (before or NOTHING) | {figure: value for figure, (_key, value) in given.items()}
            changes = {
                key: [before and _as_text(before[figure]), _as_text(value)]
                for figure, (key, value) in given.items()
                if before is None or before[figure] != value
            }
            self._refuse_faults(finding, given, after if changes else None)
            if changes:
                finding.changes |= changes
                finding.rows[place] = after
                finding.is_new &= before is None

    def _refuse_faults(self, finding, given, after):
        for figure, fault in faults_of(after).items() if after else ():
            key = given[figure][0] if figure in given else next(iter(given.values()))[0]
            finding.errors.setdefault(key, fault)


def _as_text(value):
    return str(value) if isinstance(value, int) else as_stored(value)
