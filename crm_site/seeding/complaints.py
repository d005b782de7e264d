"""The complaints of the demo company, played through the real transitions at the times at which they would have happened.

So log, timeline, clocks, escalations and notifications are what such a company would have by now.
"""

from datetime import timedelta
from itertools import count, cycle
from random import Random
from uuid import UUID

from django.utils.timezone import localdate

from complaints.loop import Step
from complaints.models import Cause, Complaint
from complaints.readable import ALPHABET
from crm_site.seeding.acts import ACTS, minutes, words
from crm_site.seeding.cases import CASES
from crm_site.seeding.names import scattered
from crm_site.seeding.past import moment_before
from crm_site.seeding.plan import ENDED, OPEN
from customers.models import Contact, Customer
from deadlines.models import WorkingCalendar
from deadlines.scanner import scan
from people.models import Department, Role, User

# How long after its moment the scanner records a level.
LAG = timedelta(seconds=15)
USUAL_DEPARTMENTS = {
    "operation.documents_wrong": "SH-D",
    "operation.papers_returned_late": "SH-D",
    "operation.customs_declaration": "TJ-D",
    "operation.packing": "SH-W",
    "operation.late_delivery": "SH-O",
    "operation.damage": "SH-O",
    "operation.loss": "SH-O",
    "operation.space_not_booked": "SH-O",
    "sales.invoice_price": "HQ-FI",
}
# What befell the goods where that is the cause, how they travelled, and who must be notified of it.
LOSSES = {
    "operation.damage": "damage",
    "operation.loss": "loss",
    "operation.late_delivery": "delay",
    "supplier.supplier_damage": "damage",
    "supplier.supplier_loss": "loss",
    "supplier.departure_late": "delay",
}
MODES = {"transport": "road", "distribution": "road", "forwarding": "sea"}
CARRIERS = {"road": "承运车队及货运险承保公司", "sea": "船公司在目的港的代理"}


def complaint_number(place):
    """The acknowledgement number of the complaint made as number `place`."""
    return f"TS-{scattered(place, ALPHABET, 8)}"


def play_complaints(seed, at):
    """All of the plan."""
    departments = {department.code: department for department in Department.objects.all()}
    for cause, code in USUAL_DEPARTMENTS.items():
        Cause.objects.filter(code=cause).update(department=departments[code])
    stage = Stage(seed, at, departments)
    for code, acts, hours in sorted(ENDED + OPEN, key=lambda row: -row[2]):
        Story(stage, departments[code]).play(acts.split(), hours * 60)
    scan(at)


class Stage:
    """What all stories share: the people, the causes, the calendar, the present."""

    def __init__(self, seed, at, departments):
        self.random = Random(seed)  # noqa: S311 - made-up data
        self.now = at
        self.working = WorkingCalendar.objects.default().working_time()
        self.causes = {cause.code: cause for cause in Cause.objects.all()}
        self.desk = list(User.objects.filter(role=Role.DESK).order_by("id")[:2])
        self.handlers = {
            code: User.objects.filter(role=Role.HANDLER, department=department).order_by("id").first()
            for code, department in departments.items()
        }
        self.numbers = count(1)
        self.cases = {unit: cycle(self._shuffled(unit)) for unit in "OWDF"}

    def _shuffled(self, unit):
        cases = [case for case in CASES if case.unit == unit]
        return self.random.sample(cases, len(cases))

    def moment_before(self, minutes):
        return moment_before(self.working, self.now, minutes)


class Story:
    """One complaint against a department."""

    def __init__(self, stage, department):
        self.stage, self.random, self.department = stage, stage.random, department
        branch, unit = department.code.split("-")
        self.case = next(stage.cases[unit[0]])
        self.customer = self._customer("SH" if branch == "HQ" else branch)
        self.desk = self.random.choice(stage.desk)
        self.complaint = None

    def play(self, acts, minutes_since):
        """Do the acts one after the other; since the last one `minutes_since` of working time have passed."""
        gaps = [minutes(act, self.case, self.random) for act in acts]
        at = self.stage.moment_before(sum(gaps) + minutes_since)
        self.complaint = self._log(at)
        for act, gap in zip(acts, gaps, strict=True):
            at = self.stage.working.add(at, gap * 60)
            self._escalate(at)
            self._do(act, at)
        self._escalate(self.stage.now)

    def _customer(self, branch):
        customers = Customer.objects.filter(owner__department__parent__code=branch, lifecycle="current")
        if branch == "SH" and self.random.random() < 0.6:
            customers = customers.filter(owner__username="manager")
        return self.random.choice(list(customers.order_by("id")))

    def _log(self, at):
        random, case = self.random, self.case
        waybill = f"GX{random.randrange(10**9):09}"
        contact = random.choice(list(Contact.objects.filter(customer=self.customer).order_by("id")))
        return Complaint.log_new(
            by=self.desk,
            at=at,
            submission_key=UUID(int=random.getrandbits(128), version=4),
            number=complaint_number(next(self.stage.numbers)),
            customer=self.customer,
            contact=contact,
            caller_name=contact.name,
            caller_phone=contact.mobile,
            channel=random.choice(["telephone", "telephone", "telephone", "email", "web", "visit"]),
            description=case.description.format(waybill=waybill),
            wanted=case.wanted,
            waybills=[waybill],
            service_line=case.service_line,
            transport_mode=MODES.get(case.service_line, ""),
            loss=LOSSES.get(case.cause, ""),
            event_date=(at - timedelta(days=random.randint(0, 3))).date(),
            goods_value=random.randrange(2, 300) * 1000,
            severity=case.severity,
            cause=self.stage.causes[case.cause],
            is_safety=case.severity == "critical",
        )

    def _escalate(self, until):
        """Let the scanner run whenever a level of the waiting step fell due before `until`."""
        step = self.complaint.open_step
        if step is None:
            return
        step.clock.refresh_from_db()
        while step.clock.next_due_at and step.clock.next_due_at + LAG <= until:
            scan(step.clock.next_due_at + LAG)
            step.clock.refresh_from_db()

    def _do(self, act, at):
        complaint, outcome = self.complaint, ACTS[act].outcome
        handler = self.stage.handlers[self.department.code]
        text, measures, lesson = words(act, self.case, self.random)
        match ACTS[act].step:
            case Step.SEND:
                complaint.send(self.desk, at, self.department)
            case Step.ANALYSE:
                complaint.analyse(handler, at, text, measures)
                self._notify(handler, at)
            case Step.INSTRUCT:
                complaint.instruct(complaint.open_step.doer, at, outcome, text)
            case Step.CARRY_OUT:
                complaint.carry_out(handler, at, text)
            case Step.AGREE:
                complaint.agree(handler, at, outcome, text)
            case Step.FOLLOW_UP:
                complaint.follow_up(self.desk, at, outcome, text)
            case Step.CLOSE:
                complaint.close(self.desk, at, text, lesson)
            case None if act == "withdraw":
                complaint.withdraw(self.desk, at, text)
            case None:
                complaint.reopen(self.desk, at, text)

    def _notify(self, handler, at):
        """Whoever found out why it happened notifies the carrier, unless that is done."""
        if self.complaint.claim_notice_due is not None:
            self.complaint.send_notice(handler, at, localdate(at), CARRIERS[self.complaint.transport_mode])
