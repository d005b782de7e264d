"""Reads an .xlsx with python-calamine, after a look into it: calamine is fast, but trusts the file.

A value in the last cell of a sheet would make it reserve memory for 17 thousand million cells, and it shows errors
and formulas without result as blanks. So each part is first examined piece by piece (archive.py, sheet_scan.py).
"""

import io
import posixpath
import re

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from customers.importing.archive import Archive, damage_in_words, damaged
from customers.importing.errors import UnreadableFile
from customers.importing.sheet_scan import SheetScan

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
LONGEST_TAG = 64


class Workbook:
    """An .xlsx found harmless; a sheet is examined when it is read."""

    def __init__(self, content, limits):
        self.limits = limits
        self.archive = Archive(content, limits.max_unpacked)
        _refuse_other_kinds(self.archive.parts)
        self.parts_by_sheet = _parts_by_sheet(self.archive)
        for name in set(self.archive.parts) - set(self.parts_by_sheet.values()):
            if name.lower().endswith((".xml", ".rels")):
                self.archive.examine(name)
        with damage_in_words():
            self.calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))

    def sheets_with_data(self):
        """Names of the visible sheets in which a cell is filled, in the order of the workbook."""
        return [
            sheet.name
            for sheet in self.calamine.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
            and sheet.typ == SheetTypeEnum.WorkSheet
            and self._is_filled(sheet.name)
        ]

    def read(self, name):
        """(rows, merged cells) of a sheet: rows of equal width from the sheet's first row and column on."""
        scan = SheetScan(name, self.limits)
        self.archive.examine(self.parts_by_sheet[name], scan.start, scan.text)
        with damage_in_words():
            sheet = self.calamine.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
        scan.mark_broken(rows)
        return rows, sheet.merged_cell_ranges or []

    def _is_filled(self, name):
        end = b""
        for piece in self.archive.pieces(self.parts_by_sheet[name]):
            if FILLED.search(end + piece):
                return True
            end = piece[-LONGEST_TAG:]
        return False


def _refuse_other_kinds(names):
    """Refuse archives that are no .xlsx, and workbooks that carry programs."""
    if any(name.endswith("vbaProject.bin") or "/macrosheets/" in name for name in names):
        raise UnreadableFile(
            _("The workbook contains macros. Save it as .xlsx, which carries none, and send it again.")
        )
    if "xl/workbook.bin" in names:
        raise UnreadableFile(_("This is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx."))
    if WORKBOOK not in names or RELATIONS not in names:
        raise UnreadableFile(_("This is an archive or another kind of document, not a workbook. Save it as .xlsx."))


def _parts_by_sheet(archive):
    """{sheet name: part of the archive}, as the workbook's own table of contents says."""
    targets, identities = {}, {}

    def see_relation(element, attributes):
        if element.endswith("Relationship"):
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))
            targets[attributes["Id"]] = path.lstrip("/")

    def see_sheet(element, attributes):
        if element.rpartition(":")[2] == "sheet":
            identities[attributes["name"]] = next((attributes[key] for key in attributes if key.endswith(":id")), "")

    archive.examine(RELATIONS, see_relation)
    archive.examine(WORKBOOK, see_sheet)
    parts = {name: targets.get(identity) for name, identity in identities.items()}
    if not parts or not set(parts.values()) <= set(archive.parts):
        raise damaged()
    return parts
