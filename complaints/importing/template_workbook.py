"""The template of an older register: every column, with one example row."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from complaints.importing.fields import FIELDS
from complaints.models import Cause, Complaint, RegisterEntry
from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.text_cells import TEXT_FORMAT, saved
from people.models import Department


def template_workbook():
    """An open file, at its beginning, in the present language."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Complaints")
    sheet.freeze_panes = "A2"
    example = _example()
    for number, field in enumerate(FIELDS, 1):
        header = sheet.cell(1, number, str(field.label))
        header.font = Font(bold=True)
        # What must be filled stands out.
        header.fill = PatternFill("solid", fgColor="F5D9A6" if field.is_required else "DDE7F0")
        sheet.cell(2, number, example.get(field.key, "")).number_format = TEXT_FORMAT
        dimension = sheet.column_dimensions[get_column_letter(number)]
        # As text, Excel keeps the zeros of numbers.
        dimension.number_format, dimension.width = TEXT_FORMAT, 18
    return saved(book)


def _example():
    cause = Cause.objects.filter(is_active=True, parent__isnull=False).first()
    department = Department.objects.filter(kind=Department.Kind.DEPARTMENT).first()
    return {
        "number": EXAMPLE_CODE,
        "received": "2024-03-05 09:30",
        "closed": "2024-03-12",
        "name": _("Example Logistics (Shanghai) Co., Ltd."),
        "caller": _("Zhang Min"),
        "phone": "13800138000",
        "description": _("Two cartons arrived crushed."),
        "channel": str(Complaint.Channel.TELEPHONE.label),
        "cause": cause.code if cause else "",
        "severity": str(Complaint.Severity.NORMAL.label),
        "department": department.code if department else "",
        "service_line": str(Complaint.ServiceLine.TRANSPORT.label),
        "waybills": "YD2024030501",
        "result": _("Repaired, and apologised for."),
        "satisfaction": str(RegisterEntry.Satisfaction.SATISFIED.label),
        "compensation": "1200",
    }
