"""Compares the rows of a register with what is on file: new, there already, or with what is wrong in which cell."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.importing.cells import CHOICES, CellReader, NamedRows
from complaints.importing.fields import FIELDS
from complaints.models import Cause, RegisterEntry
from customers.figures.numbers import shown_figure
from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.errors import CellError
from customers.importing.matching import OnFile
from customers.importing.text import as_stored, as_text
from customers.models import Customer, ImportRow
from people.models import Department

Outcome = ImportRow.Outcome
REQUIRED = [field.key for field in FIELDS if field.is_required]


@dataclass(slots=True)
class Finding:
    """One row of the file: the values of its filled cells, and what they mean here."""

    number: int
    cells: list
    values: dict
    errors: dict
    customer: Customer | None = None
    is_on_file: bool = False

    @property
    def outcome(self):
        if self.errors:
            return Outcome.ERROR
        return Outcome.UNCHANGED if self.is_on_file else Outcome.NEW


class Words:
    """words(key, value): a value of a row as the reader knows it."""

    def __init__(self):
        self.named = named_rows()

    def __call__(self, key, value):
        if not value:
            return ""
        if key in ("received", "closed"):
            return date_format(timezone.localtime(datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
        if key in ("cause", "department"):
            return self.named.shown(key, value)
        if key == "compensation":
            return shown_figure(Decimal(value))
        return str(dict(CHOICES[key].choices).get(value, value)) if key in CHOICES else value


def named_rows(keep_unknown_causes=False):
    return NamedRows(Cause.objects.in_bulk(), Department.objects.in_bulk(), keep_unknown_causes)


def read_rows(table, run, at):
    """Every row of the file as a Finding that is not compared yet."""
    reader = CellReader(named_rows(run.options.get("unknown_causes") == "keep"), at)
    columns = [(int(column), key) for column, key in run.mapping.items()]
    findings = [_read(number, cells, columns, reader) for number, cells in table.rows]
    _refuse_repeated(findings)
    if not run.options.get("department"):
        for finding in findings:
            if "department" not in finding.values:
                finding.errors.setdefault("department", _("Which department was responsible?"))
    return findings


def compare(findings, run):
    """Find the customers of a batch, and which of its rows are on file already."""
    stock = OnFile(run.by, findings)
    words = Words()
    numbers = {finding.values["number"].upper() for finding in findings if "number" in finding.values}
    entries = RegisterEntry.objects.annotate(upper=Upper("number")).filter(upper__in=numbers)
    on_file = {entry.upper: entry for entry in entries.select_related("complaint")}
    for finding in findings:
        _find_customer(finding, stock)
        if entry := on_file.get(finding.values.get("number", "").upper()):
            finding.is_on_file = True
            _refuse_differences(finding, entry, words)
    return findings


def _read(number, cells, columns, reader):
    finding = Finding(number, [as_text(cell) for cell in cells], {}, {})
    for column, key in columns:
        try:
            if value := reader.read(key, cells[column]):
                finding.values[key] = value
        except CellError as error:
            finding.errors[key] = str(error)
        except ValidationError as error:
            finding.errors[key] = error.messages[0]
    _refuse_gaps(finding)
    return finding


def _refuse_gaps(finding):
    values, errors = finding.values, finding.errors
    for key in REQUIRED:
        if key not in values:
            errors.setdefault(key, _("An old complaint needs this."))
    if values.get("number") == EXAMPLE_CODE:
        errors["number"] = _("This is the example row of the template; delete it.")
    if not values.keys() & {"code", "name", "caller"} and not errors.keys() & {"code", "name", "caller"}:
        errors["name"] = _("Who complained?")
    if "received" in values and "closed" in values and values["closed"] < values["received"]:
        # A day without a time begins at midnight.
        if _day(values["closed"]) == _day(values["received"]):
            values["closed"] = values["received"]
        else:
            errors["closed"] = _("It was closed before it was received.")


def _day(text):
    return timezone.localdate(datetime.fromisoformat(text), timezone.get_default_timezone())


def _refuse_repeated(findings):
    first_rows = {}
    for finding in findings:
        number = finding.values.get("number", "").upper()
        if number and (first := first_rows.setdefault(number, finding.number)) != finding.number:
            finding.errors["number"] = _("Row %(row)d has the same number.") % {"row": first}


def _find_customer(finding, stock):
    """By code, which must be known; by a name that is one customer's; else the words of the register stand for them."""
    values = finding.values
    if "code" in values:
        finding.customer = stock.by_code.get(values["code"])
        if finding.customer is None:
            finding.errors["code"] = _("There is no customer “%(text)s” on file.") % {"text": values["code"]}
    elif len(found := stock.by_name.get(values.get("name"), [])) == 1:
        finding.customer = found[0]


def _refuse_differences(finding, entry, words):
    """A register is history: what is on file under the same number is not written over."""
    present = on_file_values(entry)
    for key, value in finding.values.items():
        if key in present and present[key] != value:
            message = _("On file under this number with another value: %(value)s.")
            finding.errors.setdefault(key, message % {"value": words(key, present[key]) or "–"})


def on_file_values(entry):
    """The values of an imported complaint as a row of a register has them; who complained may have been merged since."""
    complaint = entry.complaint
    return {
        "received": complaint.received_at.isoformat(),
        "closed": complaint.closed_at and complaint.closed_at.isoformat(),
        "description": complaint.description,
        "wanted": complaint.wanted,
        "channel": complaint.channel,
        "cause": str(complaint.cause_id or entry.cause_words),
        "severity": complaint.severity,
        "department": str(complaint.department_id),
        "service_line": complaint.service_line,
        "waybills": " ".join(complaint.waybills),
        "result": entry.result,
        "satisfaction": entry.satisfaction,
        "compensation": "" if entry.compensation is None else as_stored(entry.compensation),
    }
