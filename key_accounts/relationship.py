"""The relationship map 关系图 of a customer: its people by decision role and attitude, who of us knows them, when they
were last spoken with, and the gaps by name."""

import datetime
from typing import NamedTuple

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.attitudes import ATTITUDES
from customers.models import Contact, ContactEntry
from people.models import Role, User

ROLES = list(Contact.DecisionRole.choices)
UNKNOWN = (None, gettext_lazy("Not assessed"))
# Ways in which somebody was met and not only written to or called.
MET = [ContactEntry.Channel.VISIT, ContactEntry.Channel.MEETING, ContactEntry.Channel.MEAL, ContactEntry.Channel.EVENT]
IMPORTANT = 4


class Person(NamedTuple):
    contact: Contact
    counterpart: User | None
    last_at: datetime.datetime | None
    last_met_at: datetime.datetime | None


class Line(NamedTuple):
    """One decision role with its people per attitude."""

    role: str
    label: str
    cells: list


class RelationshipMap:
    """Three queries, whatever the number of contacts."""

    def __init__(self, customer, policy, at):
        self.at = at
        self.unseen_since = at - datetime.timedelta(days=policy.unseen_days)
        self.unseen_days = policy.unseen_days
        self.people = _people(customer)
        self.columns = [*ATTITUDES, UNKNOWN] if any(who.contact.attitude is None for who in self.people) else ATTITUDES
        self._colleagues = _colleagues_since(customer, self.unseen_since)

    @property
    def lines(self):
        """The roles that somebody has, those without a role last; within a cell the most influential first."""
        for role, label in [*ROLES, ("", _("No role yet"))]:
            people = [who for who in self.people if who.contact.decision_role == role]
            if people:
                cells = [
                    (str(name), value, [who for who in people if who.contact.attitude == value])
                    for value, name in self.columns
                ]
                yield Line(role, label, cells)

    @property
    def gaps(self):
        """What is missing in the relationship, each as a sentence."""
        role = Contact.DecisionRole
        deciders = self._with_role(role.DECISION_MAKER)
        if not self.people:
            yield _("No contact is on file.")
            return
        if not self._with_role(role.SPONSOR, role.CHAMPION):
            yield _("No sponsor: nobody there speaks for us.")
        if not deciders:
            yield _("No decision maker is known.")
        elif not any(who.last_met_at and who.last_met_at >= self.unseen_since for who in deciders):
            yield _("No decision maker was met in the last %(days)s days.") % {"days": self.unseen_days}
        yield from self._thin_threads()
        for who in self.people:
            if who.counterpart is None and self._is_important(who):
                yield _("%(contact)s has no counterpart of ours.") % {"contact": who.contact}
        for who in self.people:
            is_against = who.contact.decision_role == role.OPPONENT or (who.contact.attitude or 0) < 0
            if is_against and self._is_important(who):
                yield _("%(contact)s is against us and has influence.") % {"contact": who.contact}

    def _thin_threads(self):
        """One-thread relationship: everything hangs on one person of theirs, or on one of ours."""
        spoken = [who for who in self.people if who.last_at and who.last_at >= self.unseen_since]
        facts = {"days": self.unseen_days}
        if not spoken:
            yield _("Nobody there was spoken with in the last %(days)s days.") % facts
        elif len(spoken) == 1:
            facts["contact"] = spoken[0].contact
            yield _("One-thread relationship: in %(days)s days only %(contact)s was spoken with.") % facts
        elif len(self._colleagues) == 1:
            yield _("One-thread relationship: in %(days)s days only one of us spoke with them.") % facts

    def _with_role(self, *roles):
        return [who for who in self.people if who.contact.decision_role in roles]

    def _is_important(self, who):
        decides = who.contact.decision_role in (Contact.DecisionRole.DECISION_MAKER, Contact.DecisionRole.SPONSOR)
        return decides or (who.contact.influence or 0) >= IMPORTANT


def _people(customer):
    met = Max("contact_entries__at", filter=Q(contact_entries__channel__in=MET))
    contacts = (
        customer.contacts.present()
        .annotate(last_at=Max("contact_entries__at"), last_met_at=met)
        .select_related("counterpart__person")
        .order_by("name", "id")
    )
    return [
        Person(contact, counterpart_of(contact), contact.last_at, contact.last_met_at)
        for contact in sorted(contacts, key=lambda contact: -(contact.influence or 0))
    ]


def counterpart_of(contact):
    return contact.counterpart.person if hasattr(contact, "counterpart") else None


def _colleagues_since(customer, moment):
    """Ids of those of us who spoke with the customer since then."""
    entries = ContactEntry.objects.filter(customer=customer, at__gte=moment)
    return {pk for pair in entries.values_list("by", "colleagues") for pk in pair if pk}


def possible_counterparts():
    """Whom one may name: everybody with a business role who works here."""
    return User.objects.active().exclude(role=Role.ADMINISTRATOR).order_by("name", "id")
