"""What is particular to the import of an older register of complaints."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.importing import writing
from complaints.importing.comparing import REQUIRED, Words, compare, read_rows
from complaints.importing.fields import FIELDS, FIELDS_BY_KEY, recognise
from complaints.importing.template_workbook import template_workbook
from complaints.models import Complaint
from customers.importing.importer import DryRun, Importer
from people.models import DepartmentTree

COMPLAINANTS = {"code", "name", "caller"}


class RegisterImporter(Importer):
    title = gettext_lazy("Import an older register")
    about = "complaints/import/_about.html"
    list_url_name, template_url_name = "complaints:import_list", "complaints:import_template"

    def can_be_used_by(self, user):
        return Complaint.can_be_imported_by(user)

    def recognise(self, header):
        return recognise(header)

    def guess(self, table, original_name, today):
        return self.named(table.header), {"unknown_causes": "refuse", "department": ""}

    def column_choices(self, run, column):
        return [(field.key, field.label) for field in FIELDS]

    def option_fields(self, run):
        departments = [(str(pk), str(department)) for pk, department in DepartmentTree.load().by_id.items()]
        causes = [("refuse", _("Refuse the row")), ("keep", _("Keep the words of the register"))]
        fields = {
            "department": forms.ChoiceField(
                label=_("Responsible department where the file names none"),
                choices=[("", _("– refuse the row –")), *departments],
                required=False,
            ),
            "unknown_causes": forms.ChoiceField(label=_("Causes that are not in the tree"), choices=causes),
        }
        for field in fields.values():
            field.widget.attrs["class"] = "form-select"
        return fields

    def fault_of(self, run, mapping, options):
        keys = set(mapping.values())
        for key in REQUIRED:
            if key not in keys:
                return _("Choose the column with this: %(field)s.") % {"field": self.label(key)}
        if not keys & COMPLAINANTS:
            return _("Choose a column that says who complained.")
        if "department" not in keys and not options.get("department"):
            return _("Choose the column with the responsible department, or one department for all.")
        return None

    def label(self, key):
        return FIELDS_BY_KEY[key].label

    def words(self, rows):
        return Words()

    def dry_run(self, run, table, at):
        return DryRun(
            read_rows(table, run, at), lambda batch: [_import_row(run, found) for found in compare(batch, run)]
        )

    def write(self, run, at):
        writing.write(run, at)

    def undo(self, run, at):
        writing.undo(run, at)

    def template(self):
        return template_workbook()


def _import_row(run, finding):
    customer = None if finding.errors else finding.customer
    return {
        "run_id": run.pk,
        "number": finding.number,
        "outcome": finding.outcome,
        "customer_id": customer and customer.pk,
        "values": finding.values,
        "errors": finding.errors,
        "cells": finding.cells,
    }
