"""What a worksheet really holds, seen while its XML streams past: how far it extends, and which cells are broken."""

import re
from array import array

from django.utils.translation import gettext as _

from customers.importing.errors import BrokenCell, UnreadableFile

REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
COLUMNS_OF_EXCEL = 16_384
MAX_CELLS = 5_000_000
MAX_ERRORS = 100_000


class SheetScan:
    """`start` and `text` are called by the parser for each element; a value beyond the limits ends the reading."""

    def __init__(self, sheet, limits):
        self.sheet = sheet
        self.limits = limits
        self.errors = {}
        self.formulas = array("Q")
        self.filled = 0
        self.in_cells = True
        self.cell = {}
        self.row, self.column = 0, 0
        self.columns = {}

    def start(self, element, attributes):
        """True when the text that follows is the name of an error."""
        tag = element[element.find(":") + 1 :]
        if tag == "c":
            self._enter_cell(attributes)
        elif tag in ("v", "is"):
            self._check_limits()
            return self.cell.get("t") == "e"
        elif tag == "f" and self.in_cells and self.cell.get("t") != "str":
            self._check_limits()
            self.formulas.append(self.row * COLUMNS_OF_EXCEL + self.column)
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif tag == "extLst":
            # Formulas of charts and rules may follow, which are not in a cell.
            self.in_cells = False
        return False

    def text(self, text):
        if text.strip():
            if len(self.errors) >= MAX_ERRORS:
                message = _(
                    "The sheet “%(sheet)s” shows Excel errors in more than %(limit)d cells. Correct its formulas."
                )
                raise UnreadableFile(message % {"sheet": self.sheet, "limit": MAX_ERRORS})
            self.errors[self.row, self.column] = text.strip()[:20]

    def mark_broken(self, rows):
        """Put a BrokenCell where `rows` (as calamine read them) shows a blank for an error or an uncomputed formula."""
        for (row, column), found in self.errors.items():
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = BrokenCell(found)
        for position in self.formulas:
            row, column = divmod(position, COLUMNS_OF_EXCEL)
            if row <= len(rows) and column <= len(rows[row - 1]) and rows[row - 1][column - 1] == "":
                rows[row - 1][column - 1] = BrokenCell()

    def _enter_cell(self, attributes):
        self.cell = attributes
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        found = REFERENCE.fullmatch(reference)
        if not found:
            raise ValueError(reference)
        letters, self.row = found[1], int(found[2])
        if letters not in self.columns:
            self.columns[letters] = _column_number(letters)
        self.column = self.columns[letters]

    def _check_limits(self):
        self.filled += 1
        limits = self.limits
        if self.column > limits.max_columns:
            message = _(
                "The sheet “%(sheet)s” has a value in column %(found)d; at most %(limit)d columns are read. "
                "Delete the columns that do not belong to the list."
            )
            raise UnreadableFile(message % {"sheet": self.sheet, "found": self.column, "limit": limits.max_columns})
        if self.row > limits.last_row or self.filled > MAX_CELLS:
            message = _(
                "The sheet “%(sheet)s” has a value in row %(found)d; at most %(limit)d rows can be imported at once. "
                "Split it, or delete what stands below the list."
            )
            raise UnreadableFile(message % {"sheet": self.sheet, "found": self.row, "limit": limits.max_rows})


def _column_number(letters):
    """A → 1, XFD → 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
