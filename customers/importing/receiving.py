"""Takes a file in: reads it before anything is kept, and guesses what its columns mean."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from customers.importing.cells import as_text
from customers.importing.errors import UnreadableFile
from customers.importing.headers import guess_mapping
from customers.importing.reading import Limits, read_table
from customers.models import ImportProgress, ImportRun

SAMPLE_ROWS = 5
GUESSED_FROM = 50


def receive(by, upload, at, submission_key=None):
    """Keep an uploaded file as a run whose columns wait to be confirmed; raises UnreadableFile and keeps nothing."""
    original_name = plain_name(upload.name)
    table = read(upload, original_name)
    run = ImportRun(
        by=by,
        original_name=original_name,
        header=table.header,
        sample=[[as_text(cell) for cell in cells] for _number, cells in table.rows[:SAMPLE_ROWS]],
        mapping=remembered_mapping(by, table.header) or guessed_mapping(table),
        totals={"rows": len(table.rows), "sheet": table.sheet, "other_sheets": table.other_sheets},
        submission_key=submission_key or uuid.uuid4(),
        created_at=at,
    )
    upload.seek(0)
    # The name on disk is ours: theirs may hold anything.
    run.file.save(uuid.uuid4().hex, upload, save=False)
    try:
        with transaction.atomic():
            run.save()
            ImportProgress.objects.create(run=run)
    except Exception:
        run.file.delete(save=False)
        raise
    return run


def read(file, original_name):
    """The table of a file, within the limits of the settings."""
    limits = Limits(max_bytes=settings.IMPORT_MAX_BYTES, max_rows=settings.IMPORT_MAX_ROWS)
    return read_table(file, original_name, limits)


def opened(run):
    """The file of a run, for reading."""
    try:
        return run.file.open("rb")
    except FileNotFoundError as missing:
        raise UnreadableFile(_("The file is no longer on the server. Upload it again.")) from missing


def guessed_mapping(table):
    guessed = guess_mapping(table.header, [cells for _number, cells in table.rows[:GUESSED_FROM]])
    return {str(column): key for column, key in guessed.items() if key}


def remembered_mapping(by, header):
    """What the person confirmed last for the same header; a workbook of refused rows has one column more."""
    runs = ImportRun.objects.filter(by=by).exclude(state=ImportRun.State.UPLOADED).order_by("-id")
    return next((run.mapping for run in runs.filter(header__in=[header, header[:-1]])[:1]), None)


def plain_name(name):
    """The last part of a path as any system writes it, without what cannot be seen."""
    name = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    return name[-200:] or _("unnamed")
