"""Compares rows of a file with the customer files: what is new, what changes from what to what, what may not be done.

Only filled cells are compared.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.importing.customer_files.candidates import (
    ADDRESS_KINDS,
    ATTRIBUTES,
    CONTACT_ATTRIBUTES,
    CUSTOMER_KEYS,
    Candidate,
)
from customers.importing.errors import CellError
from customers.importing.matching import OnFile, Rights, key_of
from customers.importing.text import as_stored
from customers.lifecycle import refusals
from customers.models import Address, Contact, Customer, ImportRow
from customers.models.customer_lifecycle import TOLD

Outcome = ImportRow.Outcome


class Writes(models.TextChoices):
    """What a person wants of a file: an old list must not write over newer files, a list of changes open none."""

    ALL = "all", pgettext_lazy("import", "New customers and changes")
    NEW = "new", pgettext_lazy("import", "New customers only")
    CHANGES = "changes", pgettext_lazy("import", "Changes only, no new customers")


@dataclass(slots=True)
class Finding:
    """What one row means: `customer`, `contact` and `addresses` {kind} are those on file, None where one is added.

    `customer_id` is known of a new one as soon as it is written.
    """

    row: Candidate
    errors: dict
    changes: dict = field(default_factory=dict)
    customer: Customer | None = None
    customer_id: int | None = None
    contact: Contact | None = None
    is_first_contact: bool = True
    addresses: dict = field(default_factory=dict)

    @property
    def outcome(self):
        if self.errors:
            return Outcome.ERROR
        if self.customer is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED


class Comparison:
    """Compares a batch of rows at a time, with the rights of the user whose `lookups` these are.

    `rows` are the values of all rows of the file: a parent group may be another row of it. `writes` is what is wanted.
    """

    def __init__(self, lookups, rows, writes=Writes.ALL):
        self.lookups, self.writes = lookups, writes
        self.codes = {values["code"] for values in rows if "code" in values}
        given = {values["code"]: values["parent"] for values in rows if {"code", "parent"} <= values.keys()}
        self.parents = Customer.parents_above(given.values()) | given
        self.rights = Rights(lookups.user)
        self.comparisons = (
            *(self._customer, self._lifecycle, self._owner, self._parent, self._contact, self._addresses),
        )
        self.first_rows = {}

    def findings(self, rows):
        stock = Stock(self.lookups.user, rows)
        return [self._finding(row, stock) for row in rows]

    def _finding(self, row, stock):
        finding = Finding(row, dict(row.errors))
        try:
            finding.customer = stock.match(row.values)
            finding.customer_id = finding.customer and finding.customer.pk
        except CellError as error:
            finding.errors.setdefault("name", str(error))
            return finding
        refusal = finding.customer and (self.rights.refusal(finding.customer) or self._refuse_second(finding))
        if refusal:
            finding.errors.setdefault(key_of(row.values), refusal)
            return finding
        for compare in self.comparisons:
            compare(finding, stock)
        if self.writes == Writes.CHANGES and finding.customer is None:
            finding.errors.setdefault(key_of(row.values) or "name", _("Not on file; this import only changes files."))
        if self.writes == Writes.NEW and finding.customer is not None:
            finding.changes = {}
        return finding

    def _refuse_second(self, finding):
        """Two codes may mean one customer since their files were merged."""
        first = self.first_rows.setdefault(finding.customer.pk, finding.row.number)
        return first != finding.row.number and _("Row %(row)d is about the same customer.") % {"row": first}

    def _customer(self, finding, stock):
        values, customer = finding.row.values, finding.customer
        if customer is None and "name" not in values:
            finding.errors.setdefault("name", _("A new customer needs a full name."))
        for key in CUSTOMER_KEYS:
            if key in values and customer is not None:
                before = as_stored(getattr(customer, ATTRIBUTES.get(key, key)))
                # The credit code of a file merged into this one stays with that file.
                is_former = key == "credit_code" and before and stock.by_credit_code.get(values[key]) == customer
                if before != values[key] and not is_former:
                    finding.changes[key] = [before, values[key]]
        holder = stock.by_credit_code.get(values.get("credit_code"))
        if holder is not None and holder != customer:
            message = _("This credit code is on file for the customer with the code %(code)s.")
            finding.errors.setdefault("credit_code", message % {"code": holder.code})

    def _lifecycle(self, finding, _stock):
        """As by hand; only a new customer may come as lost without a word, because old lists know no more."""
        customer, changes = finding.customer, finding.changes
        if customer is None or not changes.keys() & {*TOLD}:
            return
        after, reason, lost_to = (changes.get(name, [None, getattr(customer, name)])[1] for name in TOLD)
        if customer.lifecycle == Customer.Lifecycle.LOST != after:
            changes |= {name: [getattr(customer, name), ""] for name in TOLD[1:] if getattr(customer, name)}
            reason = lost_to = ""
        for name, message in refusals(customer.lifecycle, after, reason, lost_to).items():
            finding.errors.setdefault(name if name in finding.row.values else "lifecycle", message)

    def _owner(self, finding, stock):
        given = "owner" in finding.row.values and (finding.customer is None or "owner" in finding.changes)
        if given and finding.row.values["owner"] not in self.lookups.assignable:
            message = _("You may not give customers to this account manager.")
            finding.errors.setdefault("owner", message)

    def _parent(self, finding, stock):
        code = finding.row.values.get("parent")
        if code is None:
            return
        if code == (finding.customer.code if finding.customer else finding.row.values.get("code")):
            finding.errors["parent"] = _("A customer cannot be its own parent group.")
        elif code not in stock.parents and code not in self.codes:
            finding.errors["parent"] = _("There is no customer with the code “%(code)s”.") % {"code": code}
        elif self._leads_back(finding, code):
            finding.errors["parent"] = _("“%(code)s” belongs to the group of this customer itself.") % {"code": code}
        elif finding.customer is not None:
            before = finding.customer.parent.code if finding.customer.parent else ""
            if before != code:
                finding.changes["parent"] = [before, code]

    def _leads_back(self, finding, parent):
        """Whether the parents of `parent`, on file and in the file that is imported, lead to the customer."""
        own, seen = finding.customer.code if finding.customer else finding.row.values.get("code"), set()
        while parent and parent not in seen:
            if parent == own:
                return True
            seen.add(parent)
            parent = self.parents.get(parent)
        return False

    def _contact(self, finding, stock):
        values = finding.row.values
        given = [key for key in CONTACT_ATTRIBUTES if key in values]
        if not given:
            return
        finding.contact = contact = stock.contact(finding.customer, values)
        finding.is_first_contact = not (finding.customer and stock.has_first_contact(finding.customer))
        if contact is None and "contact_name" not in values:
            message = _("A contact needs a name. Fill it in, or do not import this column.")
            finding.errors.setdefault(given[0], message)
        for key in given:
            before = getattr(contact, CONTACT_ATTRIBUTES[key]) if contact else ""
            if finding.customer is not None and before != values[key]:
                finding.changes[key] = [before, values[key]]

    def _addresses(self, finding, stock):
        values = finding.row.values
        for key, kind in ADDRESS_KINDS.items():
            if key in values:
                address = finding.addresses[kind] = stock.address(finding.customer, kind, values[key])
                before = address.line if address else ""
                if finding.customer is not None and before != values[key]:
                    finding.changes[key] = [before, values[key]]
        if "postcode" in values:
            kind = Address.Kind.REGISTERED
            address = finding.addresses.setdefault(kind, stock.address(finding.customer, kind, None))
            if address is None and "address" not in values:
                finding.errors.setdefault(
                    "postcode", _("There is no registered address to which this postcode belongs.")
                )
            before = address.postcode if address else ""
            if finding.customer is not None and before != values["postcode"]:
                finding.changes["postcode"] = [before, values["postcode"]]


class Stock(OnFile):
    """With what else is on file of those customers."""

    def __init__(self, user, rows):
        super().__init__(user, rows)
        codes = {row.values["parent"] for row in rows if "parent" in row.values}
        parents = Customer.objects.visible_to(user).filter(code__in=codes)
        self.parents = dict(parents.values_list("code", "pk"))
        # In descending order, those who have not left come first.
        self.contacts = _by_customer(Contact, self.customers, ("-left_since", "-is_primary", "id"))
        self.addresses = _by_customer(Address, self.customers, ("id",))

    def contact(self, customer, values):
        """The contact of `customer` with the name of the row, else with its mobile; who still works there first."""
        known = self.contacts[customer.pk] if customer else []
        name, mobile = values.get("contact_name"), values.get("contact_mobile")
        named = (contact for contact in known if name and contact.name == name)
        called = (contact for contact in known if mobile and contact.mobile == mobile)
        return next(named, None) or next(called, None)

    def has_first_contact(self, customer):
        return any(contact.is_primary for contact in self.contacts[customer.pk])

    def address(self, customer, kind, line):
        """The address of this kind that the row means: the same line, else the only one; None where one is added."""
        known = [address for address in self.addresses[customer.pk] if address.kind == kind] if customer else []
        same = next((address for address in known if address.line == line), None)
        return same or (known[0] if len(known) == 1 else None)


def _by_customer(model, customers, ordering):
    rows = defaultdict(list)
    for row in model.objects.filter(customer__in=[customer.pk for customer in customers]).order_by(*ordering):
        rows[row.customer_id].append(row)
    return rows
