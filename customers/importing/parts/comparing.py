"""Compares rows of a file with what is on file of their customers: what is new, what changes, what may not be done."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.importing.customer_files.candidates import Candidate
from customers.importing.errors import CellError
from customers.importing.matching import OnFile, Rights, key_of, named_customer
from customers.models import Customer, ImportRow

Outcome = ImportRow.Outcome


class Writes(models.TextChoices):
    """What a person wants of a file, as for customers."""

    ALL = "all", pgettext_lazy("import", "What is new and what changed")
    NEW = "new", pgettext_lazy("import", "Only what is new")
    CHANGES = "changes", pgettext_lazy("import", "Only changes of what is on file")


@dataclass(slots=True)
class Finding:
    """What one row means: `record` is the one on file, None where one is added; `facts` are what its kind looked up."""

    row: Candidate
    errors: dict
    customer: Customer | None = None
    record: Any = None
    changes: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)

    @property
    def outcome(self):
        if self.errors:
            return Outcome.ERROR
        if self.record is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED


class Comparison:
    """Compares a batch of rows at a time, by the rules of `part`; of rows that mean the same record the first counts."""

    def __init__(self, part, writes=Writes.ALL):
        self.part, self.writes = part, writes
        self.rights = Rights(part.user)
        self.rows_by_identity, self.rows_by_record = defaultdict(dict), {}

    def findings(self, batch):
        stock = OnFile(self.part.user, batch)
        found = [Finding(row, dict(row.errors)) for row in batch]
        for finding in found:
            self._find_customer(finding, stock)
        self.part.load({finding.customer for finding in found if finding.customer}, batch)
        for finding in found:
            if not finding.errors:
                self._compare(finding)
        return found

    def _find_customer(self, finding, stock):
        key = key_of(finding.row.values)
        if key is None or key in finding.errors:
            return
        try:
            finding.customer = named_customer(finding.row.values, stock, self.rights)
            if refusal := self.part.refusal(finding.customer):
                finding.errors[key] = refusal
        except CellError as error:
            finding.errors[key] = str(error)

    def _compare(self, finding):
        values, part = finding.row.values, self.part
        key = next(iter(part.own_keys(values)))
        try:
            finding.record = part.find(finding.customer, values)
        except CellError as error:
            finding.errors[key] = str(error)
            return
        if twin := self._twin(finding):
            finding.errors[key] = _("Row %(row)d is about the same.") % {"row": twin}
            return
        part.compare(finding)
        if finding.record is None and self.writes == Writes.CHANGES:
            finding.errors.setdefault(key, _("Not on file; this import only changes what is."))
        if finding.record is not None and self.writes == Writes.NEW:
            finding.changes = {}

    def _twin(self, finding):
        """The number of an earlier row that means the same record, or None."""
        number = finding.row.number
        rows = self.rows_by_identity[finding.customer.pk]
        twin = self.part.twin(self.part.identity(finding.row.values), rows)
        if twin is None and finding.record is not None:
            first = self.rows_by_record.setdefault(finding.record.pk, number)
            twin = first if first != number else None
        if twin is None:
            rows[self.part.identity(finding.row.values)] = number
        return twin
