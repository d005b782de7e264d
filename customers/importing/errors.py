"""How an import says no, in words for the person who sent the file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class UnreadableFile(Exception):
    """The whole file is refused; the text says why and what to do."""


class EditedSince(Exception):
    """An undoing is refused; the text says which customers were edited or used since the import."""


class CellError(ValueError):
    """One cell is refused; the text names what was found and what is expected."""


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell in which Excel itself has no value: an error such as #N/A, or (empty `found`) a formula never computed."""

    found: str = ""

    def __str__(self):
        return self.found

    @property
    def reason(self):
        if self.found:
            return _("Excel shows the error %(found)s here. Correct the formula or type the value.") % {
                "found": self.found
            }
        return _("A formula without a stored result. Open the file in Excel, save it and import it again.")
