"""What is particular to the import of monthly figures."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.figures.months import FIRST_YEAR, find_month, read_month
from customers.figures.numbers import shown_figure
from customers.importing.errors import CellError
from customers.importing.importer import DryRun, Importer, import_row
from customers.importing.matching import KEYS
from customers.importing.monthly_figures import writing
from customers.importing.monthly_figures.candidates import candidates
from customers.importing.monthly_figures.comparing import Comparison
from customers.importing.monthly_figures.headers import IMPORTED, Wide, figure_of, label, recognise, unit_of, year_of
from customers.importing.monthly_figures.plan import FIELDS, Plan, clashing, fault_in
from customers.importing.monthly_figures.template_workbook import template_workbook
from customers.models import Project

LACKING = {
    "customer": gettext_lazy("Choose the column with the customer code, the credit code or the full name."),
    "figures": gettext_lazy("Choose at least one column with figures."),
    "forms": gettext_lazy(
        "Some columns hold the figures of one month, others need a column with the month. Import one kind at a time."
    ),
    "month": gettext_lazy("Choose the column with the month, or say of which month the file is."),
    "year": gettext_lazy("Say of which year the months are."),
}
UNITS = (("1", gettext_lazy("CNY")), ("1000", gettext_lazy("1,000 CNY")), ("10000", gettext_lazy("10,000 CNY")))


class FigureImporter(Importer):
    title = gettext_lazy("Import monthly figures")
    about = "customers/import/_about_figures.html"
    list_url_name, template_url_name = "customers:figure_import_list", "customers:figure_import_template"

    def recognise(self, header):
        return recognise(header)

    def guess(self, table, original_name, today):
        mapping = self.named(table.header)
        taken = set(mapping.values())
        said = f"{table.title} {table.sheet} {original_name}"
        (year, month), _rest = find_month(said)
        options = {"unit": unit_of(table.title) or unit_of(said) or "1", "figure": figure_of(said) or "revenue"}
        options["year"] = str(year or year_of(said) or _likely_year(taken, today))
        options["month"] = f"{year}-{month:02}" if year and month and not _has_months(taken) else ""
        return mapping, options

    def column_choices(self, run, column):
        found = recognise(run.header[column])
        wide = Wide.of(found) if found else None
        choices = [(key, label(key)) for key in (*FIELDS, *IMPORTED)]
        if wide:
            figures = ["", *IMPORTED] if not wide.figure else IMPORTED
            keys = [Wide(figure, wide.year, wide.month).key for figure in figures]
            return [*((key, label(key)) for key in keys), *choices]
        return choices

    def option_fields(self, run):
        """Asked is only what the headers leave open; the unit always, because it is what goes wrong."""
        found = [key for key in map(recognise, run.header) if key]
        wide = [Wide.of(key) for key in found if Wide.of(key)]
        fields = {}
        if any(not column.figure for column in wide):
            choices = [(name, label(name)) for name in IMPORTED]
            fields["figure"] = forms.ChoiceField(label=_("The figures are"), choices=choices)
        fields["unit"] = forms.ChoiceField(label=_("Amounts are in, unless a header says otherwise"), choices=UNITS)
        if any(not column.year for column in wide) or "month" in found:
            fields["year"] = forms.IntegerField(
                label=_("Year of months written without one"),
                min_value=FIRST_YEAR,
                max_value=timezone.localdate(run.created_at).year,
            )
        if not _has_months(found):
            fields["month"] = MonthField(label=_("All figures are of the month"), required=False)
        for field in fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
        return fields

    def fault_of(self, run, mapping, options):
        lacking = fault_in(mapping, options)
        if lacking:
            return LACKING[lacking]
        if clash := clashing(mapping, options):
            first, second = (run.header[int(column)] for column in clash)
            message = _("“%(first)s” and “%(second)s” hold the same figure of the same month.")
            return message % {"first": first, "second": second}
        return None

    def columns_of(self, run):
        return Plan(run, timezone.localdate(run.created_at)).index_of()

    def label(self, key):
        return label(key)

    def words(self, rows):
        ids = {row.values["project"] for row in rows if "project" in row.values}
        projects = dict(Project.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}

        def word(key, value):
            if key in (*KEYS, "month") or value is None:
                return value or ""
            return projects.get(value, "") if key == "project" else shown_figure(Decimal(value))

        return word

    def dry_run(self, run, table, at):
        comparison = Comparison(run.by)
        rows = candidates(table, Plan(run, timezone.localdate(at)))
        return DryRun(rows, lambda batch: [import_row(run, finding) for finding in comparison.findings(batch)])

    def write(self, run, at):
        writing.write(run, at)

    def undo(self, run, at):
        writing.undo(run, at)

    def template(self):
        return template_workbook()


class MonthField(forms.CharField):
    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-01"})

    def clean(self, value):
        text = super().clean(value)
        try:
            return f"{read_month(text):%Y-%m}" if text else ""
        except CellError as error:
            raise ValidationError(str(error)) from error


def _has_months(keys):
    return "month" in keys or any(Wide.of(key) for key in keys)


def _likely_year(keys, today):
    """Of months without a year: this year, unless some of them are still to come."""
    months = [Wide.of(key).month for key in keys if Wide.of(key)]
    return today.year - 1 if any(month > today.month for month in months) else today.year
