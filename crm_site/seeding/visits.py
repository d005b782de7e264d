"""Two years of the demo company's visits, kept and missed, and what comes: proposals, this week's visits, occasions.

The past is written at once; what can still be worked on is made by the real methods at its time.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from crm_site.seeding.encounters import (
    CANCELLATIONS,
    DAYS,
    ENCOUNTERS,
    GIFTS,
    HONOURS,
    MISSES,
    PLACES,
)
from crm_site.seeding.log import escalate_all, key_of
from customers.models import Activity, Contact, ContactCost, ContactEntry, Customer
from deadlines.models import Clock, WorkingCalendar
from people.models import User
from visits import lunar
from visits.models import CareTask, CustomerDay, Occasion, Visit, VisitRule, VisitSettings
from visits.occasions import make_tasks
from visits.overdue import follow_up
from visits.proposing import propose
from visits.slots import Slots
from visits.states import State

YEARS_BACK = timedelta(days=730)
# Name, English name, tier, grade, every so many months, levels to be seen, days of silence.
RULES = [
    ("战略客户月访", "Strategic accounts, monthly", "strategic", "", 1, ["top"], 30),
    ("大客户月访", "Key accounts, monthly", "key", "", 1, ["top", "middle"], 30),
    ("A类客户月访", "Grade A, monthly", "", "A", 1, ["middle"], 45),
    ("B类客户季访", "Grade B, quarterly", "", "B", 3, [], 120),
    ("其他客户半年访", "All others, half-yearly", "", "", 6, [], None),
]
# What became of a visit that was due, by chance.
FATES = [*[State.DONE] * 16, State.MISSED, State.CANCELLED, None, None]
MONTHS = {"A": 1, "B": 3}


def play_visits(seed, at):
    """All of it as it would stand at `at`."""
    random = Random(f"visits {seed}")  # noqa: S311 - made-up data
    for name, name_en, tier, grade, every, levels, silence in RULES:
        facts = {"every": every, "levels": levels, "silence_days": silence}
        VisitRule.objects.create(name=name, name_en=name_en, tier=tier, grade=grade, **facts)
    VisitSettings.objects.create(lead_days=45)
    owned = Customer.objects.exclude(lifecycle="lost").filter(owner__isnull=False)
    customers = list(owned.select_related("owner__department").prefetch_related("contacts").order_by("id"))
    working = WorkingCalendar.objects.default().working_time()
    add_past(customers, random, at, working)
    add_late_reports(customers, random, at)
    plan_coming_weeks(customers, random, at)
    propose(at)
    add_occasions(customers, random, at)


def add_past(customers, random, at, working):
    """As often as the grade asks for, mostly kept."""
    visits = []
    for customer in customers:
        moment = max(customer.created_at, at - YEARS_BACK) + timedelta(days=random.randrange(5, 60))
        while moment < at - timedelta(days=4):
            fate = random.choice(FATES)
            if fate:
                visits.append(past_visit(customer, office_hour(moment, random, working), fate, random))
            moment += timedelta(days=30 * MONTHS.get(customer.grade, 6) + random.randrange(-6, 7))
    done = [visit for visit in visits if visit.state == State.DONE]
    entries = [entry_of(visit) for visit in done]
    ContactEntry.objects.bulk_create(entries)
    costs = ((entry, random.randrange(30, 600)) for entry in entries if random.random() < 0.6)
    ContactCost.objects.bulk_create(
        ContactCost(entry=entry, category="travel", amount=Decimal(amount)) for entry, amount in costs
    )
    for visit, entry in zip(done, entries, strict=True):
        visit.entry = entry
    Visit.objects.bulk_create(visits)
    meet(visits, random)
    Activity.objects.bulk_create(activity_of(visit) for visit in done)


def past_visit(customer, planned_at, fate, random):
    encounter = random.choice(ENCOUNTERS)
    reported_at = planned_at + timedelta(hours=random.randrange(3, 40))
    visit = Visit(
        customer=customer,
        owner=customer.owner,
        state=fate,
        purpose=encounter.purpose,
        place=random.choice(PLACES),
        planned_at=planned_at,
        created_at=planned_at - timedelta(days=7),
        changed_by=customer.owner,
        changed_at=reported_at,
        submission_key=key_of(random),
    )
    if fate == State.DONE:
        visit.reported_at, visit.reported_by = reported_at, customer.owner
        visit.attitude, visit.next_step = random.choice([2, 1, 1, 1, 0, 0, -1]), "none"
        for name in ("summary", "needs", "problems", "competitor_news"):
            setattr(visit, name, getattr(encounter, name))
    else:
        visit.refusal = random.choice(CANCELLATIONS if fate == State.CANCELLED else MISSES)
    return visit


def entry_of(visit):
    facts = {"needs": visit.needs, "problems": visit.problems, "place": visit.place, "summary": visit.summary}
    times = {"at": visit.planned_at, "created_at": visit.reported_at, "edited_at": visit.reported_at}
    key = {"submission_key": visit.submission_key}
    return ContactEntry(customer=visit.customer, by=visit.owner, channel="visit", **facts, **times, **key)


def meet(visits, random):
    """One or two of the customer's people, in the visit and in the entry of the log."""
    met, logged = Visit.contacts.through, ContactEntry.contacts.through
    pairs = []
    for visit in visits:
        contacts = list(visit.customer.contacts.all())
        pairs += [(visit, contact) for contact in random.sample(contacts, min(len(contacts), random.randint(1, 2)))]
    met.objects.bulk_create(met(visit=visit, contact=contact) for visit, contact in pairs)
    logged.objects.bulk_create(
        logged(contactentry=visit.entry, contact=contact) for visit, contact in pairs if visit.entry
    )


def activity_of(visit):
    when = f"{timezone.localtime(visit.planned_at):%Y-%m-%d %H:%M}"
    facts = {"time": when, "purpose": visit.purpose, "attitude": visit.get_attitude_display()}
    about = {"customer": visit.customer, "by": visit.owner, "at": visit.reported_at}
    return Activity(kind="visit.done", url=visit.get_absolute_url(), facts=facts, **about)


def add_late_reports(customers, random, at):
    """Visits of the last days whose report is missing, one of them for so long that it has escalated."""
    for days, login in ((1, "manager"), (6, "manager"), (2, "li.junjie"), (7, "colleague"), (3, "zhao.lei")):
        planned_at = on_day(at, -days, 10)
        visit = plan(of(login, customers), random, planned_at - timedelta(days=5), planned_at)
        visit.confirm(visit.owner, planned_at - timedelta(days=2))
    follow_up(at)
    escalate_all(Clock.objects.filter(pk__in=Visit.objects.open().values("report_clock")), at)


def plan_coming_weeks(customers, random, at):
    """Today two for `manager`, and some each week for everybody."""
    for hour in (10, 16):
        plan(of("manager", customers), random, at - timedelta(days=6), on_day(at, 0, hour))
    managers = User.objects.filter(pk__in={customer.owner_id for customer in customers}).order_by("id")
    slots = Slots(managers, at)
    for person in managers:
        for days in (1, 2, 4, 8, 9, 13, 17):
            moment = slots.next_on(person.pk, timezone.localdate(at) + timedelta(days=days))
            visit = plan(of(person.username, customers), random, at - timedelta(days=random.randrange(2, 9)), moment)
            if random.random() < 0.5:
                visit.confirm(person, at - timedelta(days=1))


def on_day(at, days, hour):
    """A full hour of the day so many days from `at`."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=days), time(hour)))


def plan(candidates, random, at, planned_at):
    customer, encounter = random.choice(candidates), random.choice(ENCOUNTERS)
    contacts = list(customer.contacts.all())[:1]
    facts = {"purpose": encounter.purpose, "place": random.choice(PLACES), "contacts": contacts}
    return Visit.plan(customer.owner, at, key_of(random), customer, planned_at, customer.owner, **facts)


def of(login, customers):
    return [customer for customer in customers if customer.owner.username == login]


def add_occasions(customers, random, at):
    """Birthdays and the customers' days; what was given on earlier festivals; the tasks of the coming ones."""
    today = timezone.localdate(at)
    good = [customer for customer in customers if customer.grade in ("A", "B")]
    add_birthdays(good, random, today)
    for customer in random.sample(customers, 14):
        kind, title = random.choice(DAYS)
        near = today + timedelta(days=random.choice([6, 15, 30, 100, 200]))
        date = {"year": near.year - random.randrange(5, 25), "month": near.month, "day": min(near.day, 28)}
        CustomerDay.objects.create(customer=customer, kind=kind, title=title, **date)
    for customer, title in zip(random.sample(good, len(HONOURS)), HONOURS, strict=True):
        day = today + timedelta(days=random.randrange(3, 20))
        date = {"year": day.year, "month": day.month, "day": day.day}
        CustomerDay.objects.create(customer=customer, kind="honour", title=title, **date)
    Occasion.objects.exclude(way="").update(grades=["A", "B"])
    Occasion.objects.filter(name="元旦").update(way="message", tiers=["strategic", "key"], grades=["A", "B"], budget=80)
    add_gifts_given(good, random, today)
    make_tasks(at)
    ask_for_some(at)


def add_birthdays(good, random, today):
    """By both calendars, some of them soon; a lunar one is known with its year."""
    born = []
    for customer in good:
        for contact in customer.contacts.all():
            day = today + timedelta(days=random.choice([5, 12, 20, 33, 90, 150, 260]))
            kept = random.choice(list(lunar.kept_between(day, day)))
            contact.birthday = f"{random.randrange(1964, 1992)}-{kept.text}" if kept.kind == "lunar" else f"{kept.text}"
            contact.birthday_calendar = kept.kind
            born.append(contact)
    Contact.objects.bulk_update(born, ["birthday", "birthday_calendar"])


def add_gifts_given(good, random, today):
    tasks = []
    for occasion in Occasion.objects.filter(name__in=GIFTS):
        for day in occasion.days_between(today - YEARS_BACK, today):
            tasks += [given(occasion, customer, day, random) for customer in good if customer.created_at.date() < day]
    entries = [gift_entry(task) for task in tasks]
    ContactEntry.objects.bulk_create(entries)
    ContactCost.objects.bulk_create(
        ContactCost(entry=entry, category="gift", amount=task.cost) for entry, task in zip(entries, tasks, strict=True)
    )
    for task, entry in zip(tasks, entries, strict=True):
        task.entry = entry
    CareTask.objects.bulk_create(tasks)


def given(occasion, customer, day, random):
    gift, cost = random.choice(GIFTS[occasion.name])
    moment = timezone.make_aware(datetime.combine(day - timedelta(days=3), time(15)))
    how = {"way": "gift", "in_name_of": random.choice(["company", "head_office"]), "gift": gift, "budget": cost}
    done = {"state": "done", "cost": cost, "changed_by": customer.owner, "changed_at": moment}
    contact = next(iter(customer.contacts.all()), None)
    about = {"occasion": occasion, "customer": customer, "contact": contact, "occurrence": day.isoformat(), "day": day}
    return CareTask(doer=customer.owner, submission_key=key_of(random), **about, **how, **done)


def gift_entry(task):
    times = {"at": task.changed_at, "created_at": task.changed_at, "edited_at": task.changed_at}
    about = {"customer": task.customer, "by": task.doer, "channel": "gift", "submission_key": task.submission_key}
    return ContactEntry(summary=f"{task.occasion.name}：{task.gift}", **about, **times)


def ask_for_some(at):
    """Two dear gifts wait for the approval of `supervisor`."""
    for task in CareTask.objects.to_do().filter(doer__username__in=["manager", "li.junjie"]).order_by("day", "id")[:2]:
        task.edit(
            task.doer, at - timedelta(hours=5), task.version, way="gift", gift="青瓷茶具一套", budget=Decimal(880)
        )
        task.ask(task.doer, at - timedelta(hours=4))


def office_hour(moment, random, working):
    """A time of a working day, on the day of `moment` or soon after."""
    day = timezone.localdate(moment)
    while True:
        start = timezone.make_aware(datetime.combine(day, time()))
        if working.between(start, start + timedelta(days=1)):
            return start + timedelta(minutes=random.choice([570, 630, 660, 840, 900, 930]))
        day += timedelta(days=1)
