"""What the top bar and the pickers offer: the few customers most likely meant, with the contact who fits."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from customers.confidential import masked, open_among
from customers.models import Contact, Customer
from people.models import Role

# Ranked in Python; a word that finds more than these is too short to know what was meant.
CANDIDATES = 200
CONTACTS_EACH = 3


def found(user, text, limit):
    """Customers that `user` may see, best first: the very code or name, then names that begin so, then fragments."""
    if not text.strip():
        return []
    visible = Customer.objects.visible_to(user)
    candidates = _named(visible.search(text, at_start=True))
    if len(candidates) < limit:
        candidates |= _named(visible.search(text))
    wanted = text.strip().lower()
    best = sorted(candidates, key=lambda named: _rank(*named, wanted))[:limit]
    customers = Customer.objects.for_list().in_bulk([pk for pk, *_names in best])
    return [customers[pk] for pk, *_names in best if pk in customers]


def _named(customers):
    """Only what they are ranked by: most candidates are never shown."""
    return set(customers.values_list("pk", "code", "name", "short_name")[:CANDIDATES])


def _rank(pk, code, name, short_name, wanted):
    names = [each.lower() for each in (code, name, short_name) if each]
    return (
        wanted not in names,
        not any(each.startswith(wanted) for each in names),
        len(name),
        name,
        pk,
    )


@dataclass
class Caller:
    """A customer with the contact who may be calling, as a picker offers it."""

    customer: Customer
    contact: Contact | None = None
    # Whether the reader is shown its number in full.
    is_open: bool = True

    @property
    def value(self):
        return f"{self.customer.pk}:{self.contact.pk}" if self.contact else str(self.customer.pk)

    @property
    def text(self):
        return f"{self.customer.name} · {self.contact}" if self.contact else self.customer.name

    @property
    def number(self):
        text = (self.contact.mobile or self.contact.phone) if self.contact else ""
        return text if self.is_open else masked(text)

    @property
    def hint(self):
        return " · ".join(filter(None, [self.customer.code, self.number]))


def callers(user, text, limit):
    """Customers with their contacts; whoever the text itself names stands alone, else a few are offered and none."""
    options = []
    for customer, contacts, named, is_open in _with_contacts(user, text, limit):
        options += [Caller(customer, contact, is_open) for contact in (named or contacts)[:CONTACTS_EACH]]
        options += [] if named else [Caller(customer)]
    return options[:limit]


def found_with_contact(user, text, limit):
    """The customers found, each with the contact through whom, where it was one."""
    return [
        Caller(customer, next(iter(named), None), is_open)
        for customer, _all, named, is_open in _with_contacts(user, text, limit)
    ]


def _with_contacts(user, text, limit):
    """(customer, contacts who are still there, those of them whom the text names, whether numbers are shown in full)."""
    customers = found(user, text, limit)
    open_ids = open_among(customers, user)
    contacts = {customer.pk: [] for customer in customers}
    # A handler is shown the head of a file only; whom to call there is not part of it.
    if user.role != Role.HANDLER:
        present = Contact.objects.present().only("customer", "name", "mobile", "phone")
        for contact in present.filter(customer__in=contacts):
            contacts[contact.customer_id].append(contact)
    words = unicodedata.normalize("NFKC", text).lower().split()
    for customer in customers:
        present = contacts[customer.pk]
        named = [contact for contact in present if _is_named(contact, words)]
        yield customer, present, named, customer.pk in open_ids


def _is_named(contact, words):
    """Whether one of the words is the contact's name, its pinyin or initials, or part of a number."""
    name, numbers = contact.name.lower(), (contact.mobile, contact.phone.replace("-", ""))
    return any(
        word in name
        or (word.isascii() and any(spelled.startswith(word) for spelled in spelled(name)))
        or (len(word) >= 3 and any(word in number for number in numbers))
        for word in words
    )


@lru_cache(maxsize=10_000)
def spelled(name):
    """A name in pinyin, whole and as initials."""
    sounds = lazy_pinyin(name, style=Style.NORMAL)
    return "".join(sounds), "".join(sound[0] for sound in sounds)
