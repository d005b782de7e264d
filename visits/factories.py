"""Visits, rules and occasions for tests."""

import uuid
from datetime import UTC, datetime, timedelta

import factory
from django.core.files.base import ContentFile

from customers.factories import CustomerFactory
from visits.models import CareTask, Invitation, Occasion, Visit, VisitRule
from visits.states import State

# A Tuesday, 10:00 in Shanghai.
MORNING = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GOOD_REPORT = {"summary": "客户对时效满意", "attitude": 1, "next_step": "none"}


class VisitRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitRule

    name = factory.Sequence(lambda n: f"规则{n}")
    every = 1
    unit = VisitRule.Unit.MONTHS


class OccasionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Occasion

    kind = Occasion.Kind.OUR_DAY
    name = "司庆"
    name_en = "Our anniversary"
    month = 4
    day = 1
    way = "gift"
    gift = "纪念册"
    budget = 200


def plan_visit(by, at=MORNING, planned_at=None, customer=None, **facts):
    """A visit of a customer of the person's own, two hours from now unless said otherwise."""
    customer = customer or CustomerFactory(owner=by)
    return Visit.plan(by, at, uuid.uuid4(), customer, planned_at or at + 2 * HOUR, **{"purpose": "月度回访"} | facts)


def propose_visit(owner, at=MORNING, rule=None, customer=None, due_on=None, **facts):
    """A proposal as the rule run would have made it for the month of `at`."""
    rule = rule or VisitRuleFactory(name="月访")
    customer = customer or CustomerFactory(owner=owner)
    period = rule.period_of(at.date())
    known = {"reason": "due", "due_on": due_on or at.date(), "created_at": at, "changed_at": at} | facts
    dates = {"period_start": period.first, "period_end": period.last}
    return Visit.objects.create(state=State.PROPOSED, customer=customer, owner=owner, rule=rule, **dates, **known)


def care_task(owner, at=MORNING, occasion=None, customer=None, **facts):
    """A task of a customer of the person's own, ten days ahead."""
    occasion = occasion or OccasionFactory()
    day = facts.pop("day", (at + 10 * DAY).date())
    known = {"way": occasion.way, "in_name_of": "company", "gift": occasion.gift, "budget": occasion.budget}
    customer = customer or CustomerFactory(owner=owner)
    about = {"occurrence": day.isoformat(), "day": day, "doer": owner, "changed_at": at}
    return CareTask.objects.create(occasion=occasion, customer=customer, **about | known | facts)


def attach(visit, by, at, name="note.txt"):
    """A file of the visit, as `crm_site.files.check` lets it in."""
    note = ContentFile(b"note", name)
    note.content_type = "text/plain"
    visit.attach(by, at, uuid.uuid4(), [note])
    return visit.files.latest("id")


def invite(by, occasion, contact, at=MORNING, day=None):
    """To the occurrence of this year, or of `day`."""
    day = day or at.date().replace(month=occasion.month, day=occasion.day)
    Invitation.invite(by, at, occasion, day, [contact])
    return Invitation.objects.get(occasion=occasion, day=day, contact=contact)
