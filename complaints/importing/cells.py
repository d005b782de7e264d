"""Turns what stands in a cell of a register into a value, or says in words what was found and what is expected."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.forms.fields import WaybillsField
from complaints.importing.fields import SYNONYMS
from complaints.models import Complaint, RegisterEntry
from customers.figures.numbers import read_figure
from customers.importing.customer_files.cells import choice_of, choice_table, clean
from customers.importing.errors import BrokenCell, CellError
from customers.importing.text import PLACEHOLDERS, as_stored, as_text, normalise

DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]\s*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?\D*)?"
)
CHOICES = {
    "channel": Complaint.Channel,
    "severity": Complaint.Severity,
    "service_line": Complaint.ServiceLine,
    "satisfaction": RegisterEntry.Satisfaction,
}
LONGEST = {
    "caller": Complaint._meta.get_field("caller_name").max_length,
    "phone": Complaint._meta.get_field("caller_phone").max_length,
    "number": RegisterEntry._meta.get_field("number").max_length,
    "name": Complaint._meta.get_field("caller_company").max_length,
}


class CellReader:
    """`named` finds causes and departments; `at` is the present, after which nothing happened."""

    def __init__(self, named, at):
        self.named, self.at = named, at
        self.tables = {key: _table(key, choices) for key, choices in CHOICES.items()}

    def read(self, key, raw):
        """The value as it stands in JSON; "" for an empty cell. Raises CellError."""
        if isinstance(raw, BrokenCell):
            raise CellError(raw.reason)
        text = as_text(raw)
        if not text or (key not in ("description", "result") and text.casefold() in PLACEHOLDERS):
            return ""
        value = self._value(key, text, raw)
        if len(value) > LONGEST.get(key, len(value)):
            message = _("“%(start)s…” has %(count)d characters; at most %(limit)d fit.")
            raise CellError(message % {"start": text[:20], "count": len(value), "limit": LONGEST[key]})
        return value

    def _value(self, key, text, raw):
        if key in ("received", "closed"):
            return self._moment(raw, text)
        if key in CHOICES:
            return choice_of(text, self.tables[key])
        if key in ("cause", "department"):
            return self.named.find(key, text)
        if key in ("number", "code"):
            return clean("code", raw)
        if key == "waybills":
            return " ".join(WaybillsField().clean(text))
        if key == "compensation":
            return _amount(raw)
        return text

    def _moment(self, raw, text):
        """A date without a time is the beginning of that day."""
        zone = timezone.get_default_timezone()
        if isinstance(raw, datetime):
            moment = raw.replace(microsecond=0, tzinfo=zone)
        elif isinstance(raw, date):
            moment = datetime.combine(raw, time(), zone)
        else:
            moment = _written_moment(text, zone)
        if moment > self.at:
            message = _("“%(text)s” has not come yet.")
            raise CellError(message % {"text": date_format(moment, "SHORT_DATE_FORMAT")})
        return moment.astimezone(UTC).isoformat()


class NamedRows:
    """Causes or departments by code, by name in either language, and by the name of the unit above with their own.

    `keep_unknown_causes`: a cause that the tree does not know is kept in the words of the register.
    """

    def __init__(self, causes, departments, keep_unknown_causes=False):
        self.rows = {"cause": causes, "department": departments}
        self.keep_unknown_causes = keep_unknown_causes
        self.tables = {key: _ids_by_wording(rows) for key, rows in self.rows.items()}

    def find(self, key, text):
        """The id as text; for a cause that is only kept, its words."""
        found = self.tables[key].get(normalise(text), set())
        if len(found) == 1:
            return str(next(iter(found)))
        if key == "cause" and self.keep_unknown_causes:
            return text[:200]
        if found:
            raise CellError(_("“%(text)s” means several; give the code, or what it belongs to too.") % {"text": text})
        if key == "cause":
            raise CellError(_("“%(text)s” is not a cause of the tree.") % {"text": text})
        raise CellError(_("There is no department “%(text)s”.") % {"text": text})

    def shown(self, key, value):
        """An id as its name; words as they are."""
        return str(self.rows[key].get(int(value), value)) if value.isdecimal() else value


def _table(key, choices):
    words = {normalise(word): value for value, words in SYNONYMS[key].items() for word in words.split(", ")}
    table = choice_table(choices)
    table.update(words)
    return table


def _ids_by_wording(rows):
    found = {}
    for pk, row in rows.items():
        above = rows.get(row.parent_id)
        wordings = [row.code, row.name, row.name_en]
        if above:
            wordings += [f"{above.name}{row.name}", f"{above.name_en}{row.name_en}"]
        for wording in filter(None, map(normalise, wordings)):
            found.setdefault(wording, set()).add(pk)
    return found


def _written_moment(text, zone):
    match = DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        parts = [int(part) for part in match.groups() if part] if match else []
        return datetime(*parts, tzinfo=zone)
    except (TypeError, ValueError) as error:
        message = _("“%(text)s” is not a date; expected one such as 2024-03-05 or 2024-03-05 14:30.")
        raise CellError(message % {"text": text[:40]}) from error


def _amount(raw):
    amount = read_figure(raw, "revenue")
    if amount < 0:
        raise CellError(_("A compensation is not below 0."))
    return as_stored(Decimal(amount))
