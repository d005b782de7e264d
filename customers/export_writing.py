"""Writes the Excel file of an export, row by row; what the person may see now is what it holds."""

import logging
from tempfile import TemporaryFile

from django.core.files import File
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm_site.spreadsheets import write_workbook
from customers.models import ExportRun
from people.messaging import language_of

logger = logging.getLogger(__name__)
REPORTED_EVERY = 1_000


def write(run_id, at):
    """Write the run unless another worker does or did; returns its number of rows, None where nothing was written."""
    run = ExportRun.objects.filter(pk=run_id).first()
    if run is None or not run.claim(at):
        return None
    try:
        with TemporaryFile() as file, language_of(run.by):
            sheet = run.sheet(at)
            rows = write_workbook(file, run.label, sheet.headings, _reported(run, sheet), _about(run, sheet, at))
            return rows if run.finish(File(file), rows, sheet.chosen, at) else None
    except Exception:
        logger.exception("Export %s failed", run_id)
        run.fail(at)
    return None


def _reported(run, sheet):
    for count, row in enumerate(sheet.rows):
        if count % REPORTED_EVERY == 0:
            run.report(count, sheet.total)
        yield row


def _about(run, sheet, at):
    def lines(count):
        return [
            (_("List"), run.label),
            (_("Filter"), sheet.chosen or _("none")),
            (_("Exported by"), str(run.by)),
            (_("Exported at"), date_format(localtime(at), "DATETIME_FORMAT")),
            (_("Rows"), count),
        ]

    return lines
