"""Two years of the demo company's contact log, its projects and its hand-overs.

What is owed and handed over is played through the real methods at its time, so that clocks, escalations, owner history
and messages are what such a company would have; the many entries without an answer are written at once.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from crm_site.seeding.talks import (
    HAND_OVER_REASONS,
    MILESTONES,
    PROJECT_LOSSES,
    PROJECTS,
    PROMISES,
    TALKS,
)
from customers.models import Activity, ContactCost, ContactEntry, Customer, HandOver, Milestone, Project
from customers.models.project import Phase
from deadlines.scanner import scan
from people.models import User

DAYS = 730
ENTRIES = 830
PROJECT_COUNT = 60
# Days since the contact, days until the answer (None: still owed), and whether it was with a customer of `manager`.
ANSWERS = [
    *((days, None, True) for days in (0.3, 1, 3, 5.8, 7.4, 9)),
    *((days, None, False) for days in (0.5, 1, 2, 2, 4, 6, 7.2, 10)),
    *((days, 1 + days % 5, days % 2 == 0) for days in range(8, 400, 11)),
    *((days, 7.5, days % 2 == 0) for days in (30, 75, 120, 200)),
]
PHASES = [
    *[Phase.OPERATING] * 6,
    *[Phase.PROCUREMENT] * 2,
    *[Phase.PRE_PROJECT] * 2,
    Phase.ENDED,
    Phase.LOST,
]
# How long after its moment the scanner records a level.
LAG = timedelta(seconds=15)


def play_log(seed, at):
    """All of it as it would stand at `at`."""
    random = Random(seed)  # noqa: S311 - made-up data
    owned = Customer.objects.filter(owner__isnull=False).select_related("owner__department")
    customers = list(owned.prefetch_related("contacts").order_by("id"))
    add_projects(customers, random, at)
    add_entries(customers, random, at)
    for days, answered_after, is_hers in ANSWERS:
        mine = [customer for customer in customers if (customer.owner.username == "manager") == is_hers]
        promise(random.choice(mine), random, at, days, answered_after)
    hand_over_some(random, at)


def key_of(random):
    return UUID(int=random.getrandbits(128), version=4)


def add_projects(customers, random, at):
    """One project each for some customers, with milestones around its start."""
    today = timezone.localdate(at)
    projects = []
    for customer in random.sample(customers, PROJECT_COUNT):
        name, services = random.choice(PROJECTS)
        phase = random.choice(PHASES)
        began = today - timedelta(days=random.randrange(30, 900))
        ends = began + timedelta(days=365 * random.choice([1, 2, 3]))
        projects.append(
            Project(
                customer=customer,
                name=name,
                services=services,
                phase=phase,
                started_on=began if phase in (Phase.OPERATING, Phase.ENDED) else None,
                contract_ends_on=max(ends, today + timedelta(days=60)) if phase == Phase.OPERATING else None,
                lost_reason=random.choice(PROJECT_LOSSES) if phase == Phase.LOST else "",
                submission_key=key_of(random),
            )
        )
    Project.objects.bulk_create(projects)
    Milestone.objects.bulk_create(each for project in projects for each in milestones_of(project, random, today))
    Activity.objects.bulk_create(
        Activity(
            customer=project.customer,
            kind="project.added",
            by=project.customer.owner,
            at=at - timedelta(days=random.randrange(20, 400)),
            facts={"name": project.name},
        )
        for project in projects
    )


def milestones_of(project, random, today):
    """A running project has reached what lies behind it; one not won yet has its steps ahead."""
    first = project.started_on - timedelta(days=60) if project.started_on else today - timedelta(days=25)
    for number, name in enumerate(MILESTONES[: random.randint(2, len(MILESTONES))]):
        on = first + timedelta(days=20 * number)
        is_reached = on < today and (project.started_on or random.random() < 0.7)
        yield Milestone(project=project, name=name, on=on, reached_on=on if is_reached else None)


def add_entries(customers, random, at):
    """Good customers are spoken with more often; what was announced for a day is mostly kept."""
    weights = [{"A": 6, "B": 3, "C": 1}.get(customer.grade, 1) for customer in customers]
    entries, talks = [], []
    for customer in random.choices(customers, weights, k=ENTRIES):
        talk = random.choice(TALKS)
        moment = office_moment(max(customer.created_at, at - timedelta(days=DAYS)), at, random)
        announced = moment.date() + timedelta(days=random.randrange(7, 60)) if random.random() < 0.25 else None
        talks.append(talk)
        entries.append(
            ContactEntry(
                customer=customer,
                by=customer.owner,
                at=moment,
                channel=talk.channel,
                summary=talk.summary,
                needs=talk.needs,
                problems=talk.problems,
                next_contact_on=announced,
                created_at=moment + timedelta(minutes=random.randrange(5, 200)),
                edited_at=moment,
                submission_key=key_of(random),
            )
        )
    for entry in entries:
        entry.edited_at = entry.created_at = min(entry.created_at, at)
    ContactEntry.objects.bulk_create(entries)
    add_costs(entries, talks, random)
    with_whom = ContactEntry.contacts.through
    with_whom.objects.bulk_create(
        with_whom(contactentry=entry, contact=random.choice(entry.customer.contacts.all())) for entry in entries
    )
    Activity.objects.bulk_create(
        Activity(
            customer=entry.customer,
            kind=f"contactentry.{entry.channel}",
            by=entry.by,
            at=entry.created_at,
            url=reverse("customers:log_detail", args=[entry.pk]),
            facts={"summary": entry.summary},
        )
        for entry in entries
    )


def add_costs(entries, talks, random):
    ContactCost.objects.bulk_create(
        ContactCost(entry=entry, category=category, amount=Decimal(random.randrange(low, high)))
        for entry, talk in zip(entries, talks, strict=True)
        for category, (low, high) in talk.costs.items()
    )


def office_moment(since, at, random):
    """A moment in office hours, more often lately than long ago."""
    day = timezone.localdate(at - (at - since) * random.random() ** 1.5)
    moment = timezone.make_aware(datetime.combine(day, time(8, 30))) + timedelta(minutes=random.randrange(560))
    return min(moment, at - timedelta(minutes=random.randrange(10, 90)))


def promise(customer, random, at, days, answered_after):
    """An answer was promised `days` ago, and given so many days later, or not yet."""
    what, answer = random.choice(PROMISES)
    talk = random.choice([talk for talk in TALKS if talk.channel in ("call", "wechat", "visit")])
    moment = at - timedelta(days=days)
    entry = ContactEntry.record(
        customer.owner,
        moment,
        key_of(random),
        customer,
        happened_at=moment,
        channel=talk.channel,
        summary=talk.summary,
        problems=talk.problems,
        answer_owed=what,
    )
    answered_at = moment + timedelta(days=answered_after) if answered_after else at
    escalate(entry.answer_clock, answered_at)
    if answered_after:
        entry.answer(customer.owner, answered_at, answer)


def escalate(clock, until):
    """Let the scanner run whenever a level fell due before `until`."""
    while clock.next_due_at and clock.next_due_at + LAG <= until:
        scan(clock.next_due_at + LAG)
        clock.refresh_from_db()


def escalate_all(clocks, until):
    """The same for several clocks (a queryset), in the order in which their levels fell due: a scan sees them all."""
    while due := clocks.filter(next_due_at__lte=until - LAG).aggregate(first=Min("next_due_at"))["first"]:
        scan(due + LAG)


def hand_over_some(random, at):
    """One in each state; two colleagues of `manager` and she herself give and take."""
    people = {user.username: user for user in User.objects.select_related("department")}
    manager, colleague, boss = people["manager"], people["li.junjie"], people["supervisor"]
    today = timezone.localdate(at)

    def propose(by, owner, receiver, days_ago, effective_in, count, joint_visit=""):
        taken = owner.customers.filter(hand_overs__isnull=True).order_by("-id").values_list("pk", flat=True)[:count]
        moment = at - timedelta(days=days_ago)
        day = max(timezone.localdate(moment), today + timedelta(days=effective_in))
        reason = random.choice(HAND_OVER_REASONS)
        return HandOver.propose(by, moment, key_of(random), list(taken), receiver, day, reason, joint_visit)

    done = propose(boss, colleague, manager, 90, -88, 3, "交接当周一起拜访采购经理")
    done.accept(manager, at - timedelta(days=89))
    done.take_effect(at - timedelta(days=88))
    propose(manager, manager, colleague, 60, -50, 1).decline(
        colleague, at - timedelta(days=59), "目前手上客户已超过额度"
    )
    propose(boss, manager, colleague, 30, -20, 2).cancel(boss, at - timedelta(days=28), "区域调整推迟到明年")
    propose(boss, manager, colleague, 3, 12, 2, "下周三一起拜访").accept(colleague, at - timedelta(days=2))
    propose(colleague, colleague, manager, 0.5, 5, 2, "周五一起拜访物流经理")
