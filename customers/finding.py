"""What the top bar and the pickers offer: the few customers most likely meant, with the contact who fits."""

from dataclasses import dataclass
from itertools import chain, islice

from pypinyin import Style, lazy_pinyin

from customers.models import Contact, Customer
from people.models import Role

# Ranked in Python; a word that finds more than these is too short to know what was meant.
CANDIDATES = 200
CONTACTS_EACH = 3


def found(user, text, limit):
    """Customers that `user` may see, best first: the very code or name, then names that begin so, then fragments."""
    if not text.strip():
        return []
    visible = Customer.objects.visible_to(user).for_list()
    candidates = {customer.pk: customer for customer in visible.search(text, at_start=True)[:CANDIDATES]}
    if len(candidates) < limit:
        candidates |= {customer.pk: customer for customer in visible.search(text)[:CANDIDATES]}
    wanted = text.strip().lower()
    return sorted(candidates.values(), key=lambda customer: _rank(customer, wanted))[:limit]


def _rank(customer, wanted):
    names = [name.lower() for name in (customer.code, customer.name, customer.short_name) if name]
    return (
        wanted not in names,
        not any(name.startswith(wanted) for name in names),
        len(customer.name),
        customer.name,
        customer.pk,
    )


@dataclass
class Caller:
    """A customer with the contact who may be calling, as a picker offers it."""

    customer: Customer
    contact: Contact | None = None

    @property
    def value(self):
        return f"{self.customer.pk}:{self.contact.pk}" if self.contact else str(self.customer.pk)

    @property
    def text(self):
        return f"{self.customer.name} · {self.contact}" if self.contact else self.customer.name

    @property
    def hint(self):
        number = (self.contact.mobile or self.contact.phone) if self.contact else ""
        return " · ".join(filter(None, [self.customer.code, number]))


def callers(user, text, limit):
    """Customers with their contacts; whoever the text itself names stands before the others of the same customer."""
    customers = found(user, text, limit)
    contacts = {customer.pk: [] for customer in customers}
    # A handler is shown the head of a file only; whom to call there is not part of it.
    if user.role != Role.HANDLER:
        for contact in Contact.objects.present().filter(customer__in=contacts):
            contacts[contact.customer_id].append(contact)
    return list(
        islice(chain.from_iterable(_of(customer, contacts[customer.pk], text) for customer in customers), limit)
    )


def _of(customer, contacts, text):
    named = [contact for contact in contacts if _is_named(contact, text.lower().split())]
    shown = (named or contacts)[:CONTACTS_EACH]
    return [*(Caller(customer, contact) for contact in shown), *([] if named else [Caller(customer)])]


def _is_named(contact, words):
    """Whether one of the words is the contact's name, its pinyin or initials, or part of a number."""
    sounds = lazy_pinyin(contact.name, style=Style.NORMAL)
    spelled = ["".join(sounds), "".join(sound[0] for sound in sounds)]
    texts = [contact.name.lower(), *spelled]
    numbers = [contact.mobile, contact.phone.replace("-", "")]
    return any(
        any(text.startswith(word) or word in contact.name.lower() for text in texts)
        or (len(word) >= 3 and any(word in number for number in numbers))
        for word in words
    )
