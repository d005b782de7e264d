"""Complaints in bulk: mostly closed, consistent in every step and clock, as plain values to be copied.

They were never acted out: nobody was notified, nothing escalated, and a customer's timeline names only the start and
the end of each. Those that began lately are open, each at the step that it would have come to by now.
"""

from collections import defaultdict
from datetime import timedelta
from itertools import count
from random import Random

from django.db import connection, transaction
from django.urls import reverse

from complaints.loop import DESK_STEPS, MOVES, Outcome, State, Step
from complaints.models import Cause, Complaint, ComplaintLog, ComplaintStep
from crm_site.seeding.acts import ACTS, Words, minutes, words
from crm_site.seeding.cases import CASES
from crm_site.seeding.catalogue import CITIES
from crm_site.seeding.complaints import complaint_number
from crm_site.seeding.copying import copy_dicts, endless_ids, without_triggers
from crm_site.seeding.plan import CLOSED
from customers.models import Activity, Customer, CustomerAccess, Region
from deadlines.models import Clock, DeadlinePolicy, WorkingCalendar
from deadlines.reckoning import reckon
from people.models import Department, DepartmentTree, Role, User

# In the order in which they must be written.
MODELS = (Clock, Complaint, ComplaintStep, ComplaintLog, CustomerAccess, Activity)
LOOP = CLOSED.split()
COURSES = [
    *[LOOP] * 15,
    [*LOOP[:5], "partly", "close"],
    ["send", "analyse", "return", *LOOP[1:]],
    [*LOOP[:5], "not_satisfied", *LOOP[1:]],
    [*LOOP[:4], "not_agreed", *LOOP[1:]],
    [*LOOP, "reopen", *LOOP[1:]],
    ["send", "withdraw"],
]
YEARS_BACK = 3
REPEAT_SHARE, MALICIOUS_SHARE = 0.06, 0.005
BATCH = 5_000
# Of the demo company: how many, and between which days before the present.
HISTORY_SIZE, HISTORY = 220, (timedelta(days=425), timedelta(days=90))
# The numbers of the demo company's own complaints lie below.
FIRST_NUMBER = 10_000


def fill_up(total, seed, at, say):
    """Add complaints of the customers on file until there are `total`."""
    present = Complaint.objects.count()
    maker = ComplaintMaker(Random(f"complaints {seed} from {present}"), at)  # noqa: S311 - made-up data
    customers = list(Customer.objects.filter(region__isnull=False).values("id", "region_id", "short_name", "grade"))
    with transaction.atomic(), without_triggers(*MODELS):
        while (missing := total - Complaint.objects.count()) > 0:
            maker.add(maker.random.choices(customers, k=min(missing, BATCH)))
            say(f"{Complaint.objects.count():,} of {total:,} complaints")


def play_history(seed, at):
    """What the demo company's reports compare with: complaints of the year before, all of them over by now."""
    maker = ComplaintMaker(Random(f"history {seed}"), at)  # noqa: S311 - made-up data
    maker.first, maker.last = at - HISTORY[0], at - HISTORY[1]
    customers = list(Customer.objects.order_by("id").values("id", "region_id", "short_name", "grade"))
    maker.add(maker.random.choices(customers, k=HISTORY_SIZE))


class ComplaintMaker:
    """What all complaints of a mass seed share: people, causes, time limits, the present."""

    def __init__(self, random, at):
        self.random, self.now, self.last = random, at, at
        self.first = at - timedelta(days=365 * YEARS_BACK)
        self.calendar, self.policy = WorkingCalendar.objects.default(), DeadlinePolicy.objects.default()
        self.working = self.calendar.working_time()
        self.rules = {}
        regions = dict(Region.objects.values_list("code", "id"))
        self.branches = {regions[city.code]: city.branch for city in CITIES}
        self.causes = dict(Cause.objects.values_list("code", "id"))
        self.departments = {department.code: department for department in Department.objects.all()}
        self.tree = DepartmentTree.load()
        self.desk = list(User.objects.filter(role=Role.DESK).order_by("id"))
        handlers = User.objects.filter(role=Role.HANDLER).order_by("-id")
        self.handlers = {handler.department_id: handler.pk for handler in handlers}
        self.told = []
        # Which departments see the head of which customers' files already.
        self.opened = set(CustomerAccess.objects.values_list("customer", "department"))
        self.numbers = count(FIRST_NUMBER + Complaint.objects.count())
        self.ids = {model: endless_ids(model) for model in (Clock, Complaint, ComplaintStep)}

    def add(self, customers):
        """One complaint for each of `customers`, given as the values that were copied."""
        rows = defaultdict(list)
        for customer in customers:
            Story(self, customer, rows).tell()
        for model in MODELS:
            copy_dicts(model, rows[model])
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE complaints_complaint SET open_step_id = step.id FROM complaints_complaintstep step"
                " WHERE complaint_id = complaints_complaint.id AND done_at IS NULL AND complaint_id >= %s",
                [rows[Complaint][0]["id"]],
            )

    def moment(self):
        """A working moment of the last years, later ones more often."""
        seconds = self.working.between(self.first, self.last)
        return self.working.add(self.first, int(seconds * (1 - self.random.random() ** 1.5)))

    def repeated(self, pk):
        """Which earlier complaint this one repeats, if it does; `pk` is remembered for those that come later."""
        earlier = self.random.choice(self.told) if self.told and self.random.random() < REPEAT_SHARE else None
        self.told.append(pk)
        return earlier

    def rule(self, step, severity, grade):
        key = (f"complaint.{step}", severity, grade)
        if key not in self.rules:
            self.rules[key] = self.policy.rule_for(*key)
        return self.rules[key]


class Story:
    """One complaint, told by the same table of moves that the transitions follow."""

    def __init__(self, maker, customer, rows):
        random = maker.random
        self.maker, self.customer, self.rows = maker, customer, rows
        self.branch = maker.branches[customer["region_id"]]
        self.case = random.choice(CASES)
        self.desk = random.choice(maker.desk)
        self.department = self._department()
        self.id, self.number = next(maker.ids[Complaint]), complaint_number(next(maker.numbers))
        self.waybill = f"GX{random.randrange(10**9):09}"
        self.url = reverse("complaints:complaint_detail", args=[self.id])
        self.state, self.step, self.cycle = State.LOGGED, Step.SEND, 1
        self.start = self.at = maker.moment()

    def tell(self):
        self._write_log(ComplaintLog.Kind.LOGGED, self.desk.pk)
        self._record("complaint.logged")
        for act in self.maker.random.choice(COURSES):
            done_at = self.maker.working.add(self.at, 60 * minutes(act, self.case, self.maker.random))
            if done_at > self.maker.now:
                break
            self._do(act, done_at)
        if self.step:
            self._write_step(None, "", Words(""))
        self._write_complaint()

    def _do(self, act, done_at):
        step, outcome = ACTS[act].step, ACTS[act].outcome
        written = words(act, self.case, self.maker.random)
        if act == "reopen":
            self.at = done_at
            self._write_log(ComplaintLog.Kind.REOPENED, self.desk.pk, None, written.text)
            self.state, self.step, self.cycle = State.SENT, Step.ANALYSE, self.cycle + 1
            self._record("complaint.reopened")
            return
        pk, by = self._write_step(done_at, outcome, written)
        self.at = done_at
        if step is None:
            self._write_log(ComplaintLog.Kind.WITHDRAWN, by, pk, written.text)
            self.state, self.step = State.WITHDRAWN, None
            self._record("complaint.withdrawn")
            return
        kind = ComplaintLog.Kind.SENT if step == Step.SEND else ComplaintLog.Kind.STEP_DONE
        self._write_log(kind, by, pk, written.text)
        move = MOVES[step, outcome]
        self.state, self.step, self.cycle = move.state, move.next_step, self.cycle + move.new_cycle
        if self.step is None:
            self._record("complaint.close")

    def _department(self):
        code = f"{self.branch}-{self.case.unit}" if self.case.unit != "F" else "HQ-FI"
        return self.maker.departments.get(code) or self.maker.departments[f"{self.branch}-O"]

    def _responsible(self):
        """Department, person that it waits for, and who does it in the end."""
        if self.step in DESK_STEPS:
            return self.desk.department_id, self.desk.pk, self.desk.pk
        if self.step == Step.INSTRUCT:
            leader = self.maker.tree.leader_of(self.department.pk).pk
            return self.department.pk, leader, leader
        return self.department.pk, None, self.maker.handlers[self.department.pk]

    def _write_step(self, done_at, outcome, written):
        """The step that waits since `self.at`, with its clock; returns its id and who did it."""
        pk = next(self.maker.ids[ComplaintStep])
        department, doer, by = self._responsible()
        clock, deadline = self._write_clock(department, doer, done_at, outcome)
        row = {
            "id": pk,
            "complaint_id": self.id,
            "step": self.step,
            "cycle": self.cycle,
            "department_id": department,
            "doer_id": doer,
            "clock_id": clock,
            "done_at": done_at,
            "done_by_id": by if done_at else None,
            "worked_seconds": self.maker.working.between(self.at, done_at) if done_at else None,
            "was_late": done_at > deadline if done_at else None,
            "outcome": outcome,
            **written._asdict(),
        }
        self.rows[ComplaintStep].append(row)
        return pk, by

    def _write_clock(self, department, doer, done_at, outcome):
        maker, severity, grade = self.maker, self.case.severity, self.customer["grade"]
        rule = maker.rule(self.step, severity, grade)
        deadline, level_due_at, provisional = reckon(rule, maker.working, self.at)
        waiting = [(level, due_at) for level, due_at in enumerate(level_due_at) if due_at and due_at > maker.now]
        next_level, next_due_at = waiting[0] if waiting and not done_at else (None, None)
        pk = next(maker.ids[Clock])
        ended = Clock.State.CANCELLED if outcome == Outcome.WITHDRAWN else Clock.State.DONE
        row = {
            "id": pk,
            "title": f"{self.number} {self.customer['short_name']}",
            "url": self.url,
            "step": f"complaint.{self.step}",
            "cycle": self.cycle,
            "severity": severity,
            "grade": grade,
            "doer_id": doer,
            "department_id": department,
            "budget": rule.budget,
            "unit": rule.unit,
            "started_at": self.at,
            "deadline": deadline,
            "provisional": provisional,
            "level_due_at": level_due_at,
            "next_level": next_level,
            "next_due_at": next_due_at,
            "state": ended if done_at else Clock.State.RUNNING,
            "ended_at": done_at,
            "policy_id": maker.policy.pk,
            "policy_version": maker.policy.version,
            "calendar_id": maker.calendar.pk,
            "calendar_version": maker.calendar.version,
        }
        self.rows[Clock].append(row)
        return pk, deadline

    def _write_complaint(self):
        random, case = self.maker.random, self.case
        is_sent = self.state != State.LOGGED
        row = {
            "id": self.id,
            "number": self.number,
            "state": self.state,
            "cycle": self.cycle,
            "customer_id": self.customer["id"],
            "channel": random.choice(["telephone", "telephone", "email", "web"]),
            "received_at": self.start,
            "description": case.description.format(waybill=self.waybill),
            "wanted": case.wanted,
            "waybills": [self.waybill],
            "service_line": case.service_line,
            "event_date": self.start.date(),
            "goods_value": random.randrange(2, 300) * 1000,
            "severity": case.severity,
            "grade": self.customer["grade"],
            "repeat_of_id": self.maker.repeated(self.id),
            "is_malicious": random.random() < MALICIOUS_SHARE,
            "cause_id": self.maker.causes[case.cause],
            "department_id": self.department.pk if is_sent else None,
            "logged_by_id": self.desk.pk,
            "closed_at": None if self.step else self.at,
            "submission_key": f"{random.getrandbits(128):032x}",
        }
        self.rows[Complaint].append(row)
        place = (self.customer["id"], self.department.pk)
        if is_sent and place not in self.maker.opened:
            self.maker.opened.add(place)
            access = {"customer_id": self.customer["id"], "department_id": self.department.pk, "level": "head"}
            self.rows[CustomerAccess].append(access | {"reason": self.number, "created_at": self.start})

    def _write_log(self, kind, by, step=None, note=""):
        facts = {"department": self.department.both_names} if kind == ComplaintLog.Kind.SENT else {}
        row = {
            "complaint_id": self.id,
            "kind": kind,
            "step_id": step,
            "by_id": by,
            "at": self.at,
            "facts": facts,
            "note": note,
        }
        self.rows[ComplaintLog].append(row)

    def _record(self, kind):
        """On the customer's timeline."""
        facts = {"number": self.number, "department": self.department.both_names}
        row = {"customer_id": self.customer["id"], "kind": kind, "by_id": self.desk.pk, "at": self.at, "url": self.url}
        self.rows[Activity].append(row | {"facts": facts})
