"""Which customer on file may have written: only a proposal for the desk, and never said to who wrote."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q

from customers.finding import found
from customers.models import Contact, Customer
from customers.phones import normalise_phone

MOST = 3


class Proposal(NamedTuple):
    customer: Customer
    contact: Contact | None = None

    @property
    def value(self):
        """As the field of the caller takes it."""
        return f"{self.customer.pk}:{self.contact.pk}" if self.contact else str(self.customer.pk)


def proposals(complaint, user):
    """Contacts with the very telephone or e-mail address, then customers with the very name."""
    named = [Proposal(contact.customer, contact) for contact in _contacts(complaint, user)]
    known = {proposal.customer.pk for proposal in named}
    by_name = [Proposal(each) for each in _customers(complaint.caller_company, user) if each.pk not in known]
    return [*named, *by_name][:MOST]


def _contacts(complaint, user):
    same = Q(pk__in=[])
    if complaint.caller_email:
        same |= Q(email__iexact=complaint.caller_email)
    if complaint.caller_phone:
        customers = [customer.pk for customer in found(user, complaint.caller_phone, MOST)]
        numbers = _written(complaint.caller_phone)
        same |= Q(customer__in=customers) & (Q(mobile__in=numbers) | Q(phone__in=numbers))
    contacts = Contact.objects.present().filter(same, customer__in=Customer.objects.visible_to(user))
    return contacts.select_related("customer").order_by("customer", "id")[:MOST]


def _written(number):
    """The number as it may stand on file."""
    try:
        return {number, normalise_phone(number)}
    except ValidationError:
        return {number}


def _customers(company, user):
    if not company:
        return []
    names = (company.strip().lower(),)
    customers = found(user, company, MOST)
    return [each for each in customers if {each.name.lower(), each.short_name.lower()}.intersection(names)]
