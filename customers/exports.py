"""Workbooks that take customers' data out of the system: each is logged with who, what, the filter and how many rows."""

from django.utils import timezone

from crm_site.spreadsheets import workbook_response
from customers.models import Disclosure


def logged_workbook(request, name, sheets, chosen="", customer=None):
    """`crm_site.spreadsheets.workbook_response`, written into the log of disclosures; `chosen` is the filter in words."""
    sheets = {title: (headings, list(rows)) for title, (headings, rows) in sheets.items()}
    count = sum(len(rows) for _headings, rows in sheets.values())
    Disclosure.exported(request.user, timezone.now(), name, count, chosen, customer)
    return workbook_response(name, sheets)
