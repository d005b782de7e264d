"""Takes a file in: reads it before anything is kept, and guesses what its columns mean."""

import uuid
from contextlib import ExitStack

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.importing.errors import UnreadableFile
from customers.importing.importers import importer_of
from customers.importing.reading import Limits, read_table
from customers.importing.text import as_text
from customers.models import ImportProgress, ImportRun

SAMPLE_ROWS = 5


def receive(by, upload, at, submission_key=None, kind=ImportRun.Kind.CUSTOMERS):
    """Keep an uploaded file as a run whose columns wait to be confirmed; raises UnreadableFile and keeps nothing."""
    run = ImportRun(
        by=by,
        kind=kind,
        original_name=plain_name(upload.name),
        submission_key=submission_key or uuid.uuid4(),
        created_at=at,
    )
    importer = importer_of(run)
    table = read(upload, run.original_name, importer)
    guessed, run.options = importer.guess(table, run.original_name, timezone.localdate(at))
    run.header = table.header
    run.sample = [[as_text(cell) for cell in cells] for _number, cells in table.rows[:SAMPLE_ROWS]]
    run.mapping = remembered_mapping(run) or guessed
    run.totals = {"rows": len(table.rows), "sheet": table.sheet, "other_sheets": table.other_sheets}
    upload.seek(0)
    # The name on disk is ours: theirs may hold anything.
    run.file.save(uuid.uuid4().hex, upload, save=False)
    with ExitStack() as unless_it_is_kept:
        unless_it_is_kept.callback(run.file.delete, save=False)
        with transaction.atomic():
            run.save()
            ImportProgress.objects.create(run=run)
        unless_it_is_kept.pop_all()
    return run


def read(file, original_name, importer):
    """The table of a file, within the limits of the settings."""
    limits = Limits(max_bytes=settings.IMPORT_MAX_BYTES, max_rows=settings.IMPORT_MAX_ROWS)
    return read_table(file, original_name, importer.recognise, limits, importer.sheets)


def opened(run):
    """The file of a run, for reading."""
    try:
        return run.file.open("rb")
    except FileNotFoundError as missing:
        raise UnreadableFile(_("The file is no longer on the server. Upload it again.")) from missing


def remembered_mapping(run):
    """What the person confirmed last for the same header; a workbook of refused rows has one column more."""
    runs = ImportRun.objects.filter(by=run.by, kind=run.kind).exclude(state=ImportRun.State.UPLOADED).order_by("-id")
    return next((last.mapping for last in runs.filter(header__in=[run.header, run.header[:-1]])[:1]), None)


def plain_name(name):
    """The last part of a path as any system writes it, without what cannot be seen."""
    name = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    return name[-200:] or _("unnamed")
