"""What differs between two versions of a plan: texts word by word, objectives and actions row by row.

Works on what `key_accounts.snapshot.snapshot` makes of a plan; pure, without a database.
"""

import re
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import ngettext

from key_accounts.sections import SECTIONS

# Latin words and numbers stay whole; every Chinese character is a word of its own.
WORD = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)
# Beyond this many words a changed stretch is shown as replaced as a whole: comparing would take seconds.
MOST_WORDS = 3000

OBJECTIVE_FIELDS = ("metric", "unit", "base", "target", "target_words")
ACTION_FIELDS = ("what", "owner", "due_on")
NOTHING = {"sections": {}, "budget": None, "objectives": [], "actions": []}


class Piece(NamedTuple):
    """A stretch of text; `kind` is same, ins or del."""

    kind: str
    text: str


class Cell(NamedTuple):
    old: str
    new: str

    @property
    def is_changed(self):
        return self.old != self.new


class Row(NamedTuple):
    """`kind` is same, changed, new or gone; `cells` are {field: Cell}."""

    pk: int
    kind: str
    cells: dict


class Comparison:
    """`before` may be None: then everything is simply there, and nothing counts as changed."""

    def __init__(self, before, after):
        self.is_first = before is None
        old = after if before is None else before
        self.texts = {
            section.key: differences(old["sections"].get(section.key, ""), after["sections"].get(section.key, ""))
            for section in SECTIONS
        }
        self.budget = Cell(_amount(old["budget"]), _amount(after["budget"]))
        self.objectives = _rows(old["objectives"], after["objectives"], OBJECTIVE_FIELDS)
        self.actions = _rows(old["actions"], after["actions"], ACTION_FIELDS)

    @property
    def changed_sections(self):
        """The sections whose text differs, with their pieces."""
        return [
            (section, self.texts[section.key])
            for section in SECTIONS
            if any(piece.kind != "same" for piece in self.texts[section.key])
        ]

    @property
    def changed_objectives(self):
        return [row for row in self.objectives if row.kind != "same"]

    @property
    def changed_actions(self):
        return [row for row in self.actions if row.kind != "same"]

    @property
    def is_empty(self):
        return not self.summary

    @property
    def summary(self):
        """How much changed, as a list of short phrases."""
        counted = [
            (len(self.changed_sections), lambda n: ngettext("%(n)s section", "%(n)s sections", n)),
            (len(self.changed_objectives), lambda n: ngettext("%(n)s objective", "%(n)s objectives", n)),
            (len(self.changed_actions), lambda n: ngettext("%(n)s action", "%(n)s actions", n)),
            (int(self.budget.is_changed), lambda n: ngettext("the budget", "the budget", n)),
        ]
        return [words(count) % {"n": count} for count, words in counted if count]


def differences(old, new):
    """The pieces that turn `old` into `new`: lines first, and within changed lines the words."""
    if old == new:
        return [Piece("same", new)] if new else []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        pieces += [Piece("same", come)] if tag == "equal" else _words(gone, come)
    return _joined(pieces)


def _words(old, new):
    before, after = WORD.findall(old), WORD.findall(new)
    if not before or not after or len(before) + len(after) > MOST_WORDS:
        return [Piece("del", old), Piece("ins", new)]
    pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[j1:j2])))
        else:
            pieces += [Piece("del", "".join(before[i1:i2])), Piece("ins", "".join(after[j1:j2]))]
    return pieces


def _joined(pieces):
    """Neighbours of one kind as one piece, empty ones left out."""
    joined = []
    for piece in pieces:
        if piece.text and joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


def _rows(before, after, fields):
    """The rows of now in their order, and after them those that are gone.

    A row is the same one by its id; in the plan of another half-year, where ids differ, by what it is called.
    """
    name, ids = fields[0], {row["id"] for row in after}
    old_by_id = {row["id"]: row for row in before}
    unmatched = {row[name]: row for row in before if row["id"] not in ids}
    pairs = [(old_by_id.get(row["id"]) or unmatched.pop(row[name], None), row) for row in after]
    kept = {old["id"] for old, _new in pairs if old}
    return [
        *(_row(old, new, fields) for old, new in pairs),
        *(_row(old, None, fields) for old in before if old["id"] not in kept),
    ]


def _row(old, new, fields):
    cells = {name: Cell(_shown(old, name), _shown(new, name)) for name in fields}
    if old is None or new is None:
        return Row((old or new)["id"], "gone" if new is None else "new", cells)
    is_changed = any(cell.is_changed for cell in cells.values())
    return Row(new["id"], "changed" if is_changed else "same", cells)


def _shown(row, name):
    value = row and row[name]
    if value is None:
        return ""
    return _amount(value) if name in ("base", "target") else value


def _amount(text):
    """A number as people write it: 12,000 and 3.5."""
    if text is None:
        return ""
    number = Decimal(text)
    return number_format(number, 0 if number == number.to_integral() else 2, force_grouping=True)
