"""A small company and very many due clocks of it, as after an outage; and processes that may be killed."""

import multiprocessing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connections

from deadlines.models import Clock, DeadlinePolicy, EscalationEvent, WorkingCalendar
from people.factories import DepartmentFactory, UserFactory
from people.models import Department, Notification, OutboxMessage, Role

# A Monday on which everything of the weeks before is found.
AT = datetime(2026, 3, 30, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HANDLERS = 20
DAYS_BACK = 10
STEP = "complaint.analyse"


@dataclass
class Report:
    figures: dict = field(default_factory=dict)
    breaches: list = field(default_factory=list)

    def demand(self, what, number):
        """`number` counts what must not be."""
        if number:
            self.breaches.append(f"{what}: {number:,}")


def found_company():
    """Head office, branch and department with different holders of their posts; returns the handlers."""
    Clock.objects.all().delete()
    for model in (EscalationEvent, Notification, OutboxMessage):
        model.objects.all().delete()
    parent = None
    for code, kind in (("DRILL-HQ", "head_office"), ("DRILL-BR", "branch"), ("DRILL-OP", "department")):
        parent = DepartmentFactory(code=code, kind=Department.Kind(kind), parent=parent)
        holder = UserFactory(role=Role.SUPERVISOR, department=parent)
        parent.head, parent.supervising_leader = holder, holder if kind == "branch" else None
        parent.save()
    return UserFactory.create_batch(HANDLERS, role=Role.HANDLER, department=parent)


def make_due_clocks(number, handlers, random, levels=(1, 2, 3, 4)):
    """Clocks of which so many levels are due at AT, by chance; returns {id: number of due levels}."""
    tables = {"policy": DeadlinePolicy.objects.default(), "calendar": WorkingCalendar.objects.default()}
    hours = range(1, DAYS_BACK * 24)
    found = [Clock.reckoned(STEP, AT - timedelta(hours=hour), severity="normal", **tables) for hour in hours]
    patterns = [vars(clock) for clock in found if len(clock.due_levels(AT)) in levels]

    def clock(count):
        pattern, doer = random.choice(patterns), random.choice(handlers)
        facts = {name: value for name, value in pattern.items() if name not in ("_state", "id")}
        own = {"doer_id": doer.pk, "department_id": doer.department_id, "title": f"D-{count}", "url": "/"}
        return Clock(**facts | own)

    clocks = Clock.objects.bulk_create((clock(count) for count in range(number)), batch_size=2000)
    return {clock.pk: len(clock.due_levels(AT)) for clock in clocks}


def start_process(function, *arguments):
    """A process of its own that begins at once, with database connections of its own."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=function, args=arguments)
    process.start()
    return process
