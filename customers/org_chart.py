"""Who reports to whom among the people of a customer, as a tree."""

from dataclasses import dataclass, field

from customers.models import Contact


@dataclass
class Place:
    """One person and those who report to them."""

    contact: Contact
    reports: list = field(default_factory=list)


def org_chart(contacts):
    """The places at the top, of those of `contacts` who still work there; nothing where nobody reports to anybody.

    Somebody whose superior has left stands at the top.
    """
    places = {contact.pk: Place(contact) for contact in contacts if not contact.left_since}
    top = []
    for place in places.values():
        superior = places.get(place.contact.reports_to_id)
        (superior.reports if superior else top).append(place)
    return top if len(top) < len(places) else []
