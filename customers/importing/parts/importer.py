"""The import of records that belong to customers: the same for every kind, but for what its PartKind brings."""

from django.utils.translation import gettext as _

from customers.importing.customer_files.headers import Headers
from customers.importing.importer import DryRun, Importer, import_row, writes_field
from customers.importing.matching import KEYS
from customers.importing.parts.candidates import candidates
from customers.importing.parts.comparing import Comparison, Writes
from customers.importing.parts.fields import CUSTOMER
from customers.importing.parts.undoing import undo
from customers.importing.parts.writing import write
from customers.importing.templates import template_of
from customers.importing.text import normalise
from customers.readable import label

GUESSED_FROM = 50


class PartImporter(Importer):
    about = "customers/import/_about_parts.html"

    def __init__(self, kind, part):
        self.title = part.title
        self.list_url_name = f"customers:{kind}_import_list"
        self.template_url_name = f"customers:{kind}_import_template"
        self.kind, self.part = kind, part
        self.fields = [*CUSTOMER, *part.fields]
        self.labels = {field.key: field for field in self.fields}
        self.headers = Headers(self.fields)
        self.sheets = frozenset(map(normalise, part.sheets))

    def can_be_used_by(self, user):
        return self.part.can_be_used_by(user)

    def recognise(self, header):
        return self.headers.recognise(header)

    def guess(self, table, original_name, today):
        sample = [cells for _number, cells in table.rows[:GUESSED_FROM]]
        guessed = self.headers.guess_mapping(table.header, sample)
        return {str(column): key for column, key in guessed.items() if key}, {"writes": Writes.ALL}

    def column_choices(self, run, column):
        return [(field.key, field.label) for field in self.fields]

    def option_fields(self, run):
        if not self.part.may_change:
            return {}
        return {"writes": writes_field(Writes)}

    def fault_of(self, run, mapping, options):
        columns = set(mapping.values())
        if not set(KEYS) & columns:
            return _("Choose the column with the customer code, the credit code or the full name.")
        if lacking := [self.label(key) for key in self.part.required if key not in columns]:
            return _("Choose the column with: %(field)s.") % {"field": lacking[0]}
        return None

    def label(self, key):
        if key in self.labels:
            return self.labels[key].label
        return label(self.part.model._meta.get_field(key))

    def words(self, rows):
        return self.part.words(rows)

    def dry_run(self, run, table, at):
        part = self.part(run.by, at)
        comparison = Comparison(part, run.options.get("writes") or Writes.ALL)
        rows = candidates(table, run, part)
        return DryRun(rows, lambda batch: [import_row(run, finding) for finding in comparison.findings(batch)])

    def write(self, run, at):
        write(run, at, self.part(run.by, at))

    def undo(self, run, at):
        undo(run, at, self.part)

    def template(self):
        return template_of(str(self.kind.label), self.fields, self.part.example_row(), self.part.allowed())
