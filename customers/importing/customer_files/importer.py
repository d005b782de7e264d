"""What is particular to the import of customers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.importing.customer_files import undoing, writing
from customers.importing.customer_files.candidates import candidates
from customers.importing.customer_files.comparing import Comparison, Writes
from customers.importing.customer_files.fields import FIELDS, FIELDS_BY_KEY
from customers.importing.customer_files.headers import guess_mapping, recognise
from customers.importing.customer_files.lookups import Lookups
from customers.importing.customer_files.template_workbook import template_workbook
from customers.importing.customer_files.words import Words
from customers.importing.importer import DryRun, Importer, import_row, writes_field
from customers.importing.matching import KEYS

GUESSED_FROM = 50


class CustomerImporter(Importer):
    title = gettext_lazy("Import customers")
    about = "customers/import/_about_customers.html"
    list_url_name, template_url_name = "customers:import_list", "customers:import_template"

    def recognise(self, header):
        return recognise(header)

    def guess(self, table, original_name, today):
        guessed = guess_mapping(table.header, [cells for _number, cells in table.rows[:GUESSED_FROM]])
        return {str(column): key for column, key in guessed.items() if key}, {"writes": Writes.ALL}

    def column_choices(self, run, column):
        return [(field.key, field.label) for field in FIELDS]

    def option_fields(self, run):
        return {"writes": writes_field(Writes)}

    def fault_of(self, run, mapping, options):
        if not set(KEYS) & set(mapping.values()):
            return _("Choose the column with the customer code, the credit code or the full name.")
        return None

    def label(self, key):
        return FIELDS_BY_KEY[key].label

    def words(self, rows):
        return Words(rows)

    def dry_run(self, run, table, at):
        lookups = Lookups(run.by)
        rows = candidates(table, run.mapping, lookups)
        comparison = Comparison(lookups, [row.values for row in rows], run.options.get("writes") or Writes.ALL)
        return DryRun(rows, lambda batch: [import_row(run, finding) for finding in comparison.findings(batch)])

    def write(self, run, at):
        writing.write(run, at)

    def undo(self, run, at):
        undoing.undo(run, at)

    def template(self):
        return template_workbook()
