"""The frame of a wave: who is asked for each customer, as they stand now, and what keeps them from being asked."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q

from customers.models import Contact
from surveys.population import customers_of
from surveys.states import Mode, Problem, WaveState
from surveys.strata import key_of

BATCH = 2_000


def units_for(wave, user, at):
    """New units of `wave`, one for each customer of its population, not saved, in the order of the customers' codes."""
    from surveys.models import FrameUnit

    customers = customers_of(wave.population, user).select_related("owner", "region__parent", "industry__parent")
    customers = list(customers.order_by("code"))
    people = _contacts_of(customers)
    lately = AskedLately(wave, at)
    seen = set()
    units = []
    for customer in customers:
        contact = best_contact(people[customer.pk], wave.modes, lately.unwilling)
        unit = FrameUnit(wave=wave, customer=customer, **_facts(customer, contact))
        unit.problems = _problems(unit, contact, people[customer.pk], wave.modes, lately, seen)
        unit.stratum = key_of(unit, wave.strata)
        units.append(unit)
    return units


def _contacts_of(customers):
    """{customer id: contacts}"""
    found = defaultdict(list)
    contacts = Contact.objects.filter(customer__in=[customer.pk for customer in customers])
    shown = ("customer_id", "name", "mobile", "phone", "email", "is_primary", "left_since")
    for contact in contacts.only(*shown).order_by("id"):
        found[contact.customer_id].append(contact)
    return found


def best_contact(contacts, modes, unwilling=frozenset()):
    """Who is asked: somebody who still works there, is willing and can be reached; the first contact before others."""

    def rank(contact):
        return (
            contact.left_since is not None,
            contact.pk in unwilling,
            not _can_be_reached(contact, modes),
            not contact.is_primary,
            contact.pk,
        )

    return min(contacts, key=rank, default=None)


def _can_be_reached(contact, modes):
    by_phone = Mode.TELEPHONE in modes and bool(contact.mobile or contact.phone)
    return by_phone or (Mode.WEB in modes and bool(contact.email))


def _facts(customer, contact):
    """The snapshot; of region and industry the first level."""
    region, industry, owner = customer.region, customer.industry, customer.owner
    facts = {
        "lifecycle": customer.lifecycle,
        "grade": customer.grade,
        "tier": customer.tier,
        "size": customer.size,
        "region": region and (region.parent or region),
        "industry": industry and (industry.parent or industry),
        "owner": owner,
        "owner_department_id": owner and owner.department_id,
    }
    if contact is None or contact.left_since is not None:
        return facts
    phone = contact.mobile or contact.phone
    return facts | {"contact": contact, "name": contact.name, "phone": phone, "email": contact.email}


def _problems(unit, contact, contacts, modes, lately, seen):
    """All that keeps this unit from being asked; `seen` holds the numbers and addresses of those before."""
    if unit.contact is None:
        return [Problem.DEPARTED if contacts else Problem.NO_CONTACT]
    problems = []
    if not _can_be_reached(contact, modes):
        problems.append(_missing_way(modes))
    ways = {way for way in (unit.phone, unit.email.lower()) if way}
    if ways & seen:
        problems.append(Problem.DUPLICATE)
    if contact.pk in lately.unwilling:
        problems.append(Problem.DO_NOT_ASK)
    if contact.pk in lately.asked or ways & lately.ways:
        problems.append(Problem.ASKED_LATELY)
    seen |= ways
    return problems


def _missing_way(modes):
    if len(modes) > 1:
        return Problem.NO_WAY
    return Problem.NO_PHONE if Mode.TELEPHONE in modes else Problem.NO_EMAIL


class AskedLately:
    """Those whom other waves asked within the days of the contact-frequency rule or are asking now, and the unwilling."""

    def __init__(self, wave, at):
        from surveys.models import DoNotAsk, FrameUnit

        since = at - timedelta(days=wave.contact_rule_days)
        others = FrameUnit.objects.drawn().exclude(wave=wave)
        asking = Q(wave__state=WaveState.FIELDWORK, response__state__in=["not_started", "partial"])
        rows = others.filter(Q(asked_at__gt=since) | asking).values_list("contact_id", "phone", "email")
        rows = list(rows) if wave.contact_rule_days else []
        self.asked = {contact for contact, _phone, _email in rows if contact}
        self.ways = {way for _contact, phone, email in rows for way in (phone, email.lower()) if way}
        self.unwilling = frozenset(DoNotAsk.objects.values_list("contact_id", flat=True))
