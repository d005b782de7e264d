"""Reads a CSV in the encodings and with the separators that Excel, WPS and older Chinese programs write."""

import codecs
import csv
import io
import re
from itertools import islice

from django.utils.translation import gettext as _

from customers.importing.errors import UnreadableFile

SEPARATORS = ",;\t|"
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
TRIED_LINES = 10
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What no text holds; a stray form feed or the end mark of DOS does no harm.
BINARY = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def read_delimited(content, recognise, limits):
    """Rows of equal width, the first being the first record of the file; every cell is text."""
    text = _decoded(content)
    if BINARY.search(text):
        raise UnreadableFile(_("This is neither a workbook nor a text file. Save the list as .xlsx or .csv."))
    declared = SEPARATOR_LINE.match(text)
    # Only \r and \n end a line; str.splitlines would also break at separators of Unicode.
    lines = io.StringIO(text[declared.end() if declared else 0 :], newline="")
    separator = declared[1] if declared else _separator(list(islice(lines, TRIED_LINES)), recognise)
    lines.seek(0)
    return _rectangular(_records(lines, separator, limits), limits)


def _decoded(content):
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded_as(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        # GB18030 would read almost any UTF-8 as nonsense, so a UTF-8 with one bad byte must not get there.
        mended = content.decode("utf-8", errors="ignore")
        foreign = sum(map(len, re.findall(r"[^\x00-\x7f]+", mended)))
        if foreign * 3 > (len(content) - len(mended.encode())) * 20:
            line = content.count(b"\n", 0, wrong.start) + 1
            message = _("Line %(line)d is damaged: it is not valid UTF-8. Save the list again as .xlsx or CSV UTF-8.")
            raise UnreadableFile(message % {"line": line}) from wrong
    return _decoded_as(content, "gb18030")


def _decoded_as(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        message = _("The characters of the file cannot be read: neither UTF-8 nor GB18030. Save the list as .xlsx.")
        raise UnreadableFile(message) from wrong


def _separator(lines, recognise):
    """The one with which some of the first lines name the most fields, else the one that makes the most columns."""

    def promise(separator):
        rows = list(_sloppy_records(lines, separator))
        recognised = max((len({recognise(cell) for cell in row} - {None}) for row in rows), default=0)
        return recognised, max(map(len, rows), default=0)

    return max(SEPARATORS, key=promise)


def _sloppy_records(lines, separator):
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error:
        return


def _records(lines, separator, limits):
    reader = csv.reader(lines, delimiter=separator, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > limits.last_row:
                message = _("The file has more than %(limit)d rows. Split it, or delete the blank rows at its end.")
                raise UnreadableFile(message % {"limit": limits.max_rows})
    except csv.Error as wrong:
        message = _(
            "Line %(line)d cannot be read: a quotation mark is not closed, or stands inside a quoted value, "
            "or a value is too long. Save the list as .xlsx."
        )
        raise UnreadableFile(message % {"line": reader.line_num}) from wrong
    return rows


def _rectangular(rows, limits):
    """Rows cut after the last filled column and padded to one width."""
    width = max((column for row in rows for column, cell in enumerate(row, 1) if cell.strip()), default=0)
    if width > limits.max_columns:
        message = _("The file has %(found)d columns; at most %(limit)d are read. Delete those that do not belong.")
        raise UnreadableFile(message % {"found": width, "limit": limits.max_columns})
    return [row[:width] + [""] * (width - len(row)) for row in rows]
