"""Contacts from a file: told apart by name and mobile."""

import unicodedata

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from customers.attitudes import ATTITUDES
from customers.importing.customer_files.birthdays import read_birthday
from customers.importing.customer_files.candidates import CONTACT_ATTRIBUTES
from customers.importing.errors import CellError
from customers.importing.parts import fields
from customers.importing.parts.kind import PartKind
from customers.importing.text import as_text, normalise
from customers.models import Contact
from customers.models.contact import is_birthday

ATTRIBUTES = CONTACT_ATTRIBUTES | {
    "contact_department": "department",
    "contact_level": "level",
    "contact_remark": "remark",
}
WRITTEN = [*(ATTRIBUTES.get(field.key, field.key) for field in fields.CONTACTS), "is_primary"]
ATTITUDE_WORDS = {
    -2: "反对, 强烈反对, 敌对, Hostile",
    -1: "冷淡, 消极, 不友好, Cool",
    0: "一般, 中性, 无所谓",
    1: "友好, 积极, 较好, Friendly",
    2: "支持, 大力支持, 很好, Supportive",
}
LUNAR = Contact.BirthdayCalendar.LUNAR


class ContactPart(PartKind):
    model = Contact
    title = gettext_lazy("Import contacts")
    fields = fields.CONTACTS
    attributes = ATTRIBUTES
    choices = {
        "contact_level": Contact.Level,
        "decision_role": Contact.DecisionRole,
        "birthday_calendar": Contact.BirthdayCalendar,
    }
    required = {"contact_name": gettext_lazy("A contact needs a name.")}
    example = {
        "contact_name": gettext_lazy("Zhang Min"),
        "contact_title": gettext_lazy("Logistics manager"),
        "contact_mobile": "13800138000",
        "contact_birthday": "1985-06-18",
        "attitude": "1",
        "influence": "4",
    }
    sheets = ("联系人", "客户联系人", "Contacts", "Contact persons")
    may_change = True
    activity = "contact.imported"
    written = {Contact: WRITTEN}

    def clean(self, field, raw, values):
        if field.key == "contact_birthday" and values.get("birthday_calendar") == LUNAR:
            return read_birthday(as_text(raw), raw, is_lunar=True) if as_text(raw) else ""
        if field.key == "attitude":
            return _attitude(as_text(raw))
        return super().clean(field, raw, values)

    def settle(self, values, errors, run):
        if not 1 <= values.get("influence", 1) <= 5:
            errors["influence"] = _("The influence goes from 1 to 5.")
        if values.get("left_since", "") > localdate(self.at).isoformat():
            errors["left_since"] = _("This day has not come yet.")

    def records(self, customers, rows):
        """In descending order, those who have not left come first."""
        return super().records(customers, rows).order_by("-left_since", "-is_primary", "id")

    def find(self, customer, values):
        """The one of the same name and mobile, or of the name where only one side has a number."""
        mobile = values.get("contact_mobile")
        named = [contact for contact in self.on_file[customer.pk] if contact.name == values["contact_name"]]
        if mobile is None and len(named) > 1:
            message = _("%(count)d contacts of this customer have this name; give the mobile.")
            raise CellError(message % {"count": len(named)})
        fitting = [contact for contact in named if mobile in (None, contact.mobile)]
        fitting += [contact for contact in named if not contact.mobile]
        return fitting[0] if fitting else None

    def identity(self, values):
        return values["contact_name"], values.get("contact_mobile", "")

    def twin(self, identity, rows):
        """Two rows of one name are two people only if both have a number."""
        name, mobile = identity
        same = (number for (other, called), number in rows.items() if other == name and not (mobile and called))
        return rows.get(identity) or next(same, None)

    def compare(self, finding):
        super().compare(finding)
        contact, values = finding.record, finding.row.values
        if contact is not None and contact.is_primary and "left_since" in finding.changes:
            finding.changes["is_primary"] = [True, False]
        birthday = values.get("contact_birthday") or (contact.birthday if contact else "")
        calendar = values.get("birthday_calendar") or (contact.birthday_calendar if contact else "")
        if birthday and not is_birthday(birthday, calendar == LUNAR):
            finding.errors["contact_birthday"] = _("“%(text)s” is not a day of the calendar.") % {"text": birthday}

    def write(self, run, findings, at):
        self.first = {pk: next((one for one in known if one.is_primary), None) for pk, known in self.on_file.items()}
        for finding in findings:
            if "is_primary" in finding.changes:
                self.first[finding.customer.pk] = None
        # Whoever leaves is no first contact any more, before another one becomes it.
        changed = [finding for finding in findings if finding.record is not None]
        super().write(run, changed, at)
        super().write(run, [finding for finding in findings if finding.record is None], at)

    def made(self, finding):
        """A file without a first contact has one in its first new one who works there."""
        contact = super().made(finding)
        contact.is_primary = self.first.get(finding.customer.pk) is None and contact.left_since is None
        if contact.is_primary:
            self.first[finding.customer.pk] = contact
        return contact

    @classmethod
    def words(cls, rows):
        word, attitudes = super().words(rows), dict(ATTITUDES)
        return lambda key, value: str(attitudes[value]) if key == "attitude" and value is not None else word(key, value)

    @classmethod
    def allowed(cls):
        return super().allowed() | {"attitude": [str(label) for _mark, label in ATTITUDES]}


def _attitude(text):
    """−2 to +2, or the words for it in any language of the site."""
    if not text:
        return None
    number, word = unicodedata.normalize("NFKC", text).replace("−", "-").removeprefix("+"), normalise(text)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for mark, label in ATTITUDES:
                if number == str(mark) or word in map(normalise, (label, *ATTITUDE_WORDS[mark].split(", "))):
                    return mark
    message = _("“%(text)s” is not known here; expected one of: %(expected)s.")
    expected = ", ".join(f"{mark} {label}" for mark, label in ATTITUDES)
    raise CellError(message % {"text": text, "expected": expected})
