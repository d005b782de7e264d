"""Makes a table of an Excel or CSV file, or says in words why the file cannot be read and what to do.

What a file is, its first bytes decide, never its name: a CSV called .xlsx is read as the CSV it is.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.importing.delimited import read_delimited
from customers.importing.errors import UnreadableFile
from customers.importing.header_rows import find_header, is_blank
from customers.importing.text import normalise
from customers.importing.workbooks import Workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = (
    (b"%PDF", gettext_lazy("a PDF document")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"RIFF", gettext_lazy("a picture")),
    (b"II*\x00", gettext_lazy("a picture")),
    (b"Rar!", gettext_lazy("a compressed archive")),
    (b"7z\xbc\xaf", gettext_lazy("a compressed archive")),
    (b"\x1f\x8b", gettext_lazy("a compressed archive")),
    (b"PK\x05\x06", gettext_lazy("an empty archive")),
    (b"{\\rtf", gettext_lazy("a text document")),
    (b"<", gettext_lazy("a web page or an XML document")),
)


@dataclass(frozen=True)
class Limits:
    """What one file may hold. `max_unpacked` bounds the memory that a small archive can ask for."""

    max_bytes: int = 20 * 1024 * 1024
    max_rows: int = 50_000
    max_columns: int = 200
    max_unpacked: int = 300 * 1024 * 1024

    @property
    def last_row(self):
        """Where to stop reading: titles, a header and some blank rows do not count as data."""
        return self.max_rows + 1_000


@dataclass
class Table:
    """`rows` are (row number as in the file, cells as wide as the header); blank rows are left out.

    A cell is text, number, boolean, date or time, "" when blank, or a BrokenCell. `sheet` is "" for a CSV;
    `other_sheets` are those with data that were not read.
    """

    sheet: str
    header: list
    rows: list
    header_row: int = 1
    other_sheets: list = field(default_factory=list)
    # What stands above the header, such as a title or “单位：万元”.
    title: str = ""


def read_table(source, original_name, recognise, limits=None, sheets=frozenset()):
    """The table in `source`, a path or an open binary file; `original_name` only helps to word a refusal.

    `recognise(header)` names the field of a column or None; the row that names the most is the header. Of a workbook
    the sheet of one of the names `sheets` is read, if there is one.
    """
    limits = limits or Limits()
    content = _content(source, limits)
    if content.startswith(ZIP):
        return _best_table(Workbook(content, limits), recognise, limits, sheets)
    if content.startswith(OLE):
        raise UnreadableFile(_refusal_of_ole(content))
    head = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, kind in OTHER_KINDS:
        if head.startswith(signature):
            message = _("“%(name)s” is %(kind)s, not a workbook. Open it in Excel and save it as .xlsx or .csv.")
            raise UnreadableFile(message % {"name": original_name, "kind": kind})
    rows = read_delimited(content, recognise, limits)
    table = _table("", rows, find_header(rows, [], recognise), limits)
    _refuse_shifted(table)
    return table


def _content(source, limits):
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file:
            return _content(file, limits)
    source.seek(0)
    content = source.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        message = _("The file is larger than %(limit)d MB. Split it, or remove pictures and sheets not needed.")
        raise UnreadableFile(message % {"limit": limits.max_bytes // 1024 // 1024})
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(_("The file is empty."))
    return content


def _refusal_of_ole(content):
    # Excel keeps an encrypted workbook as a stream of this name in a container of the old format.
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("The workbook is protected by a password. Save it without the password and send it again.")
    return _("This is a file of an old Office version (such as .xls). Open it in Excel and save it as .xlsx.")


def _best_table(workbook, recognise, limits, sheets):
    """The first sheet with a header that we recognise, else the first with data: a page of notes may come first."""
    names = workbook.sheets_with_data()
    if not names:
        raise UnreadableFile(_("The workbook is empty. Fill in the first sheet: one header row, then the customers."))
    candidates = []
    for name in [name for name in names if normalise(name) in sheets] or names:
        rows, merged = workbook.read(name)
        candidates.append((name, rows, find_header(rows, merged, recognise)))
        if candidates[-1][2].recognised > 1:
            break
    name, rows, header = max(candidates, key=lambda candidate: candidate[2].recognised > 1)
    return _table(name, rows, header, limits, [other for other in names if other != name])


def _table(sheet, rows, header, limits, other_sheets=()):
    data = [(number, row) for number, row in enumerate(rows[header.last :], header.last + 1) if not is_blank(row)]
    if not data:
        raise UnreadableFile(_("There is a header but no data below it."))
    if len(data) > limits.max_rows:
        message = _("The file has %(found)d rows; at most %(limit)d can be imported at once. Split it.")
        raise UnreadableFile(message % {"found": len(data), "limit": limits.max_rows})
    return Table(sheet, header.names, data, header.last, list(other_sheets), header.title)


def _refuse_shifted(table):
    """Some rows longer than the header: a separator inside a value was not quoted, and what follows has moved."""
    width = max((column for column, name in enumerate(table.header, 1) if name), default=0)
    longer = [number for number, row in table.rows if not is_blank(row[width:])]
    if 0 < len(longer) * 2 < len(table.rows):
        message = _(
            "Row %(row)d has more values than the header has columns (rows like this: %(count)d). "
            "A value that contains the separator must stand in quotation marks."
        )
        raise UnreadableFile(message % {"row": longer[0], "count": len(longer)})
