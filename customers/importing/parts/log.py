"""Entries of the contact log from a file: told apart by moment, channel and what was said. What is on file stays as it is."""

from collections import defaultdict
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.importing.copying import copy_in, draw_ids
from customers.importing.customer_files.cells import clean_as
from customers.importing.errors import CellError
from customers.importing.parts import fields
from customers.importing.parts.kind import PartKind
from customers.importing.text import normalise
from customers.models import Activity, Contact, ContactCost, ContactEntry
from people.models import Role, User

COST = "cost_"


class LogPart(PartKind):
    model = ContactEntry
    title = gettext_lazy("Import the contact log")
    fields = fields.LOG
    choices = {"channel": ContactEntry.Channel}
    wordings = {
        "channel": {
            ContactEntry.Channel.CALL: "电话, 来电, 去电, 致电, 通话, 电话沟通, Phone, Telephone",
            ContactEntry.Channel.EMAIL: "邮件, 电邮, 电子邮件, Mail",
            ContactEntry.Channel.WECHAT: "微信, 微信沟通, 企业微信",
            ContactEntry.Channel.MEETING: "会议, 面谈, 会谈, 洽谈, 开会",
            ContactEntry.Channel.VISIT: "拜访, 上门, 上门拜访, 走访, 来访",
            ContactEntry.Channel.MEAL: "用餐, 吃饭, 宴请, 餐叙, Dinner, Lunch",
            ContactEntry.Channel.GIFT: "礼品, 送礼, 赠礼",
            ContactEntry.Channel.LETTER: "信函, 函件, 来函",
            ContactEntry.Channel.OTHER: "其他, 其它, 短信, QQ, SMS",
        }
    }
    required = {
        "at": gettext_lazy("Say when it was."),
        "channel": gettext_lazy("Say how: by telephone, in a visit …"),
        "summary": gettext_lazy("Say what was talked about."),
    }
    example = {
        "at": "2026-01-15 14:30",
        "summary": gettext_lazy("Wants a quotation for the warehouse in Suzhou."),
        "contacts": gettext_lazy("Zhang Min"),
        "cost_meal": "320",
    }
    sheets = ("往来记录", "联系记录", "拜访记录", "跟进记录", "Contact log", "Log")
    written = {ContactEntry: ()}
    belongings = (ContactEntry.contacts.through, ContactEntry.colleagues.through)

    def clean(self, field, raw, values):
        if field.key.startswith(COST):
            return clean_as(field.kind, raw)
        value = super().clean(field, raw, values)
        return self._person(value) if field.key == "by" and value else value

    @cached_property
    def people(self):
        """{normalised login or name: those who are called so}; who has left the company is still whom they spoke with."""
        table = defaultdict(set)
        for person in User.objects.exclude(role=Role.ADMINISTRATOR).only("username", "name", "department_id"):
            for wording in (person.username, person.name):
                table[normalise(wording)].add(person)
        return table

    def _person(self, text):
        found = self.people.get(normalise(text), set())
        if len(found) > 1:
            raise CellError(_("“%(text)s” is the name of several colleagues; give the login name.") % {"text": text})
        for person in found:
            if self.user.sees_all or person == self.user or person.department_id in self.user.supervised_departments:
                return person.pk
            raise CellError(_("You may not log what “%(text)s” did.") % {"text": text})
        raise CellError(_("“%(text)s” is nobody of us: give a login name or a name.") % {"text": text})

    def settle(self, values, errors, run):
        values.setdefault("by", run.by_id)
        at, day = values.get("at"), values.get("next_contact_on")
        if at and datetime.fromisoformat(at) > self.at:
            errors["at"] = _("This moment has not come yet.")
        if at and day and day < at[:10]:
            errors["next_contact_on"] = _("The next contact lies after this one.")

    def records(self, customers, rows):
        moments = {row.values["at"] for row in rows if "at" in row.values}
        self.names = defaultdict(lambda: defaultdict(list))
        for contact in Contact.objects.filter(customer__in=customers).order_by("-left_since", "id"):
            self.names[contact.customer_id][contact.name].append(contact)
        return super().records(customers, rows).filter(at__in=moments)

    def identity(self, values):
        return datetime.fromisoformat(values["at"]), values["channel"], values["summary"]

    def identity_of(self, entry):
        return entry.at, entry.channel, entry.summary

    def compare(self, finding):
        """What is on file was written by somebody, who alone corrects it; of a new entry the contacts are looked up."""
        if finding.record is None:
            try:
                names = finding.row.values.get("contacts", [])
                finding.facts["contacts"] = [self._contact(finding.customer, name) for name in names]
            except CellError as error:
                finding.errors["contacts"] = str(error)

    def _contact(self, customer, name):
        """Who works there goes before who has left; of two who do, nobody knows which."""
        found = self.names[customer.pk][name]
        if not found:
            raise CellError(_("This customer has no contact “%(name)s”.") % {"name": name})
        if len(found) > 1 and found[1].left_since is None:
            message = _("%(count)d contacts of this customer are called “%(name)s”; leave the name out.")
            raise CellError(message % {"count": len(found), "name": name})
        return found[0]

    def write(self, run, findings, at):
        entries = [self._entry(finding, at) for finding in findings]
        for entry, pk in zip(entries, draw_ids(ContactEntry, len(entries)), strict=True):
            entry.pk = pk
        copy_in(entries)
        pairs = list(zip(entries, findings, strict=True))
        through = ContactEntry.contacts.through
        copy_in(
            [
                through(contactentry_id=entry.pk, contact_id=contact.pk)
                for entry, finding in pairs
                for contact in dict.fromkeys(finding.facts["contacts"])
            ]
        )
        copy_in([cost for entry, finding in pairs for cost in _costs(entry, finding.row.values)])
        copy_in([_told(run, entry) for entry in entries])

    def _entry(self, finding, at):
        own = {key: value for key, value in finding.row.values.items() if key in COLUMNS}
        by = finding.row.values["by"]
        return ContactEntry(customer=finding.customer, by_id=by, created_at=at, edited_at=at, **own)

    def tell(self, run, findings, at):
        """Each entry stands on the timeline by itself, at its own time."""
        return []

    @classmethod
    def words(cls, rows):
        word = super().words(rows)
        used = {row.values.get("by") for row in rows} - {None}
        people = {person.pk: str(person) for person in User.objects.filter(pk__in=used)}

        def in_words(key, value):
            if key == "at" and value:
                return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}"
            return people.get(value, "") if key == "by" else word(key, value)

        return in_words


COLUMNS = {"at", "channel", "place", "summary", "needs", "problems", "concession", "next_contact_on"}


def _costs(entry, values):
    for category in ContactCost.Category.values:
        if f"{COST}{category}" in values:
            yield ContactCost(entry=entry, category=category, amount=values[f"{COST}{category}"])


def _told(run, entry):
    facts = {"summary": entry.summary[:200], "run": run.pk}
    kind, url = f"contactentry.{entry.channel}", entry.get_absolute_url()
    return Activity(customer_id=entry.customer_id, kind=kind, by_id=entry.by_id, at=entry.at, url=url, facts=facts)
